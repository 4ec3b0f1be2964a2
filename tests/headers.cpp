// Nothing but a file with which the headers of headers.hpp are compiled.
