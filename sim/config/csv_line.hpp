#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// A cell of a line of CSV, and where it begins.
struct CsvCell {
    std::string_view written;  ///< part of the line, without the quotes around it
    std::size_t at;
    bool holds_quotes = false;  ///< each written twice

    std::string text() const;
};

/// What is wrong with a line, and at which of its bytes.
struct CsvFault {
    std::size_t at;
    const char* why;
};

/// Takes one line apart into `cells`, in place of what these were: separated by commas, in double quotes or
/// not, a quote inside quotes doubled. Returns what is wrong if a quote is not closed, closed before its cell
/// ends, or inside a cell without quotes.
std::optional<CsvFault> split_csv(std::string_view line, std::vector<CsvCell>& cells);

/// A cell as it is written: in quotes where a reader would take it for something else.
std::string quoted_for_csv(const std::string& text);

}  // namespace hearth
