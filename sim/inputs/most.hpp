#pragma once

#include <cstdint>

namespace hearth {

/// The most that one cell of a data table can hold: more than all of England has there. A slip of a digit or
/// two is told at its place, instead of filling the memory with people.
constexpr std::int64_t most_children = 100'000;  ///< of one birth cohort, or looked after
constexpr std::int64_t most_homes = 10'000;
constexpr double most_births = 1e6, most_arrivals = 1e5, most_starts = 1e5, most_foster_places = 1e5,
                 most_migration = 1e5;  ///< a year
constexpr double most_adults = 1e7, most_spending = 1e11;

}  // namespace hearth
