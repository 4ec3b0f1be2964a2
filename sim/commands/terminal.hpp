#pragma once

#include <cstddef>
#include <string>

namespace hearth {

/// Letters in a line of the terminal that standard output is; 100 where it is none.
std::size_t terminal_width();

/// Prints a text in lines of that width at most, broken at blanks, each after so many blanks.
void print_wrapped(const std::string& text, std::size_t indent);

}  // namespace hearth
