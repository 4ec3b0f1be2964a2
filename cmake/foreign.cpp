// Nothing but a file with which foreign.hpp is compiled.
