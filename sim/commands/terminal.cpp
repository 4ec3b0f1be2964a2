#include "sim/commands/terminal.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>

namespace hearth {

std::size_t terminal_width() {
    constexpr std::size_t otherwise = 100, least = 60;
    winsize size{};
    if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return otherwise;
    return std::max<std::size_t>(least, size.ws_col);
}

void print_wrapped(const std::string& text, std::size_t indent) {
    const std::string blanks(indent, ' ');
    std::string line = blanks;
    std::istringstream words{text};
    for (std::string word; words >> word;) {
        if (line.size() > indent && line.size() + 1 + word.size() > terminal_width()) {
            fmt::print("{}\n", line);
            line = blanks;
        }
        line += (line.size() > indent ? " " : "") + word;
    }
    fmt::print("{}\n", line);
}

}  // namespace hearth
