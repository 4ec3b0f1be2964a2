#pragma once

#include <cstdint>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Children of one mother at most, and days between two births at least.
constexpr std::size_t largest_family = 6;
constexpr int shortest_birth_spacing = 280;

/// Deprivation decile of a family, from 0: the most deprived.
constexpr std::size_t decile_of(FamilyKey family) {
    return (fields_of(family).cell - 1U) % newcomer_cells;
}

/// Families of one local authority, sorted by key. Shared by all replicates: nothing in it changes during a
/// run.
struct Families {
    Column<FamilyKey> key;
    Column<std::uint32_t> first_child;
    Column<std::uint8_t> children;
    Column<Ethnicity> ethnicity;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"key", &Families::key, "1",
                       "authority, deprivation decile, year of the eldest child, number"},
            ColumnInfo{"first_child", &Families::first_child, "row", "row of the eldest child in Children"},
            ColumnInfo{"children", &Families::children, "count",
                       "children, those to be born and the adult among them"},
            ColumnInfo{"ethnicity", &Families::ethnicity, "enum", "ethnic group of its children"},
        };
    }
    std::size_t size() const { return key.size(); }
};

/// Every child of those families, family by family in birth order: also those not born yet (births are
/// exogenous) and those grown up. Who is a child on a day is told by `born`.
struct Children {
    Column<Day> born;
    Column<Sex> sex;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"born", &Children::born, "day", "birth date, days since 1970-01-01"},
            ColumnInfo{"sex", &Children::sex, "enum", "as recorded at birth"},
        };
    }
    std::size_t size() const { return born.size(); }
};

/// What one replicate knows of each family beyond its fixed facts: rows as in Families.
struct FamilyStates {
    Column<std::uint8_t> due;
    Column<std::uint16_t> absent;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"due", &FamilyStates::due, "month",
                       "month of the next candidate for care entry, within the window of care_entry"},
            ColumnInfo{"absent", &FamilyStates::absent, "bits",
                       "bit n: the child n+1 of the family is looked after or has left it for good"},
        };
    }
    std::size_t size() const { return due.size(); }
};

}  // namespace hearth
