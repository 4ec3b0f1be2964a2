#pragma once

#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace hearth {

template <class T>
using Column = std::vector<T>;

/// One column of a table: its name, where it is, what it is measured in and what it means.
template <class Table, class T>
struct ColumnInfo {
    std::string_view name;
    Column<T> Table::*cells;
    std::string_view unit;
    std::string_view meaning;
};
template <class Table, class T>
ColumnInfo(const char*, Column<T> Table::*, const char*, const char*) -> ColumnInfo<Table, T>;

/// Calls `visit` with the ColumnInfo of each column: growth, removal, output and tests all walk this one
/// list.
template <class Table, class Visit>
constexpr void for_each_column(Visit&& visit) {
    std::apply([&](const auto&... column) { (visit(column), ...); }, Table::columns());
}

template <class Table>
void reserve(Table& table, std::size_t rows) {
    for_each_column<Table>([&](const auto& column) { (table.*column.cells).reserve(rows); });
}

/// Appends all rows of `more`.
template <class Table>
void append_table(Table& to, const Table& more) {
    for_each_column<Table>([&](const auto& column) {
        const auto& cells = more.*column.cells;
        (to.*column.cells).insert((to.*column.cells).end(), cells.begin(), cells.end());
    });
}

/// Adds a row of zeros and returns its number.
template <class Table>
std::size_t add_row(Table& table) {
    for_each_column<Table>([&](const auto& column) { (table.*column.cells).emplace_back(); });
    return table.size() - 1;
}

template <class Table>
void truncate(Table& table, std::size_t rows) {
    for_each_column<Table>([&](const auto& column) { (table.*column.cells).resize(rows); });
}

/// Are all columns of one length? False means somebody wrote past the list of columns.
template <class Table>
bool is_rectangular(const Table& table) {
    bool equal = true;
    for_each_column<Table>(
        [&](const auto& column) { equal &= (table.*column.cells).size() == table.size(); });
    return equal;
}

}  // namespace hearth
