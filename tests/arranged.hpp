#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "agents/population_tables.hpp"

namespace hearth {

/// A table of one authority, to be put as a test wants it, by the way in which a saved replicate is restored.
template <class Table>
Table& table_of(Population& population, std::size_t authority, std::string_view name) {
    Table* found = nullptr;
    std::size_t at = 0;
    for_each_table(population, [&](std::string_view visited, auto& table) {
        if constexpr (std::is_same_v<decltype(table), Table&>)
            if (visited == name && at++ == authority) found = &table;
    });
    if (found == nullptr) throw std::logic_error{"no table " + std::string{name}};
    return *found;
}

/// Rows of one authority that processes can't write.
struct Arranged {
    explicit Arranged(Population& population, std::size_t authority = 0)
        : in_care{table_of<InCare>(population, authority, "in_care")},
          households{table_of<FosterHouseholds>(population, authority, "households")},
          absent{table_of<Column<std::uint16_t>>(population, authority, "families.absent")} {}

    InCare& in_care;
    FosterHouseholds& households;
    Column<std::uint16_t>& absent;
};

}  // namespace hearth
