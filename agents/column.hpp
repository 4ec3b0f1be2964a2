#pragma once

#include <algorithm>
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

/// Rows that lie beside each other.
struct Stretch {
    std::uint32_t first, count;
};

/// The same rows as stretches: nearly all stay beside whom they were beside.
inline std::vector<Stretch> stretches_of(std::span<const std::uint32_t> rows) {
    std::vector<Stretch> stretches;
    for (const auto row : rows) {
        if (!stretches.empty() && row == stretches.back().first + stretches.back().count) {
            ++stretches.back().count;
        } else {
            stretches.push_back({row, 1});
        }
    }
    return stretches;
}

/// These rows in this order, with new ones for those that were none yet. A table that changes from month to
/// month has room for some more rows, so that the first of them does not double it.
template <class Row>
Records<Row> in_order(const Records<Row>& rows, std::span<const Stretch> stretches) {
    std::size_t size = 0;
    for (const auto& stretch : stretches) size += stretch.count;
    Records<Row> ordered;
    ordered.reserve(size + size / 8);
    for (const auto& stretch : stretches) {
        const auto end = ordered.size() + stretch.count;
        const auto first = std::min<std::size_t>(stretch.first, rows.size());
        const auto last = std::min<std::size_t>(first + stretch.count, rows.size());
        ordered.insert(ordered.end(), rows.begin() + static_cast<std::ptrdiff_t>(first),
                       rows.begin() + static_cast<std::ptrdiff_t>(last));
        ordered.resize(end);
    }
    return ordered;
}

template <class Table>
void truncate(Table& table, std::size_t rows) {
    for_each_column<Table>([&](const auto& column) { (table.*column.cells).resize(rows); });
}

}  // namespace hearth
