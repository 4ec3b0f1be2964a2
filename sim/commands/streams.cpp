#include "sim/commands/streams.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <initializer_list>

namespace hearth {
namespace {

int first_error = 0;  // of standard output

/// Writes all to the stream of this number; the first error otherwise.
int error_of_writing(int stream, const char* text, std::size_t size) {
    while (size > 0) {
        const auto written = write(stream, text, size);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return errno;
        text += written;
        size -= static_cast<std::size_t>(written);
    }
    return 0;
}

ssize_t write_output(void*, const char* text, std::size_t size) {
    if (first_error == 0) first_error = error_of_writing(STDOUT_FILENO, text, size);
    return static_cast<ssize_t>(size);
}

ssize_t write_error(void*, const char* text, std::size_t size) {
    error_of_writing(STDERR_FILENO, text, size);
    return static_cast<ssize_t>(size);
}

std::FILE* stream_to(cookie_write_function_t* write_all) {
    cookie_io_functions_t functions{};
    functions.write = write_all;
    return fopencookie(nullptr, "w", functions);
}

}  // namespace

void take_standard_streams() {
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (fcntl(stream, F_GETFD) < 0) open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
    if (auto* output = stream_to(write_output)) {
        std::setvbuf(output, nullptr, isatty(STDOUT_FILENO) == 1 ? _IOLBF : _IOFBF, BUFSIZ);
        stdout = output;
    }
    if (auto* error = stream_to(write_error)) {
        std::setvbuf(error, nullptr, _IONBF, 0);
        stderr = error;
    }
}

int lost_output() {
    std::fflush(stdout);
    return first_error;
}

}  // namespace hearth
