#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace hearth {

/// Part of a table stored fact by fact, for tables of millions of rows of which a walk reads one or two
/// facts.
template <class T>
using Column = std::vector<T>;

/// A table stored row by row, for agents and events that are met one at a time: all that is known of one of
/// them lies together, in few cache lines.
template <class Row>
using Records = std::vector<Row>;

/// One column of a table: its name, where it is, what it is measured in and what it means.
///
/// @tparam Owner  a struct of Columns, or the Row of Records
/// @tparam Cells  Column<T> of the one, T of the other
template <class Owner, class Cells>
struct ColumnInfo {
    std::string_view name;
    Cells Owner::*cells;
    std::string_view unit;
    std::string_view meaning;
};
template <class Owner, class Cells>
ColumnInfo(const char*, Cells Owner::*, const char*, const char*) -> ColumnInfo<Owner, Cells>;

/// Calls `visit` with the ColumnInfo of each column: growth, output and tests all walk this one list.
template <class Owner, class Visit>
constexpr void for_each_column(Visit&& visit) {
    std::apply([&](const auto&... column) { (visit(column), ...); }, Owner::columns());
}

/// Adds a row of zeros and returns its number.
template <class Table>
std::size_t add_row(Table& table) {
    for_each_column<Table>([&](const auto& column) { (table.*column.cells).emplace_back(); });
    return table.size() - 1;
}

/// Appends all rows of `more`.
template <class Row>
void append_table(Records<Row>& to, const Records<Row>& more) {
    to.insert(to.end(), more.begin(), more.end());
}

/// Rows in another order: row `r` becomes what was row `from[r]`, or a new one of what was none. A table that
/// changes from month to month has room for some more rows, so that the first of them does not double it.
template <class Row>
Records<Row> in_order(const Records<Row>& rows, std::span<const std::uint32_t> from) {
    Records<Row> ordered;
    ordered.reserve(from.size() + from.size() / 8);
    for (std::size_t to = 0; to < from.size();) {
        const std::size_t first = from[to];
        if (first >= rows.size()) {
            ordered.emplace_back();
            ++to;
            continue;
        }
        // Nearly all stay beside whom they were beside, and move with them.
        std::size_t together = 1;
        while (to + together < from.size() && from[to + together] == first + together &&
               first + together < rows.size())
            ++together;
        const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
        ordered.insert(ordered.end(), begin, begin + static_cast<std::ptrdiff_t>(together));
        to += together;
    }
    return ordered;
}

template <class Table>
void truncate(Table& table, std::size_t rows) {
    for_each_column<Table>([&](const auto& column) { (table.*column.cells).resize(rows); });
}

}  // namespace hearth
