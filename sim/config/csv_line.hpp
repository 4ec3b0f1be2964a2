#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// A cell of a line of CSV: its text without quotes, and where it begins.
struct CsvCell {
    std::string text;
    std::size_t at;
};

/// What is wrong with a line, and at which of its bytes.
using RefuseCell = std::function<void(std::size_t at, const char* why)>;

/// The cells of one line: separated by commas, in double quotes or not, a quote inside quotes doubled.
/// Nothing if a quote is not closed, closed before its cell ends, or inside a cell without quotes; `refuse`
/// is told.
std::optional<std::vector<CsvCell>> csv_cells(std::string_view line, const RefuseCell& refuse);

/// A cell as it is written: in quotes where a reader would take it for something else.
std::string quoted_for_csv(const std::string& text);

}  // namespace hearth
