#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/geography.hpp"
#include "agents/recorded_events.hpp"
#include "agents/states.hpp"

namespace hearth {

constexpr const StateNames<AgeBand, 5>& names_of(AgeBand) {
    return age_bands;
}
constexpr const StateNames<PlacementKind, 9>& names_of(PlacementKind) {
    return placement_kinds;
}
constexpr const StateNames<Stage, 3>& names_of(Stage) {
    return stages;
}
constexpr const StateNames<Provider, 7>& names_of(Provider) {
    return providers;
}
constexpr const StateNames<Sector, 4>& names_of(Sector) {
    return sectors;
}
constexpr const StateNames<LeavingReason, 15>& names_of(LeavingReason) {
    return leaving_reasons;
}
constexpr const StateNames<LegalStatus, 7>& names_of(LegalStatus) {
    return legal_statuses;
}
constexpr const StateNames<Need, 8>& names_of(Need) {
    return needs;
}
constexpr const StateNames<Ethnicity, 6>& names_of(Ethnicity) {
    return ethnicities;
}
constexpr const StateNames<ChangeReason, 13>& names_of(ChangeReason) {
    return change_reasons;
}
constexpr const StateNames<CareStatus, 5>& names_of(CareStatus) {
    return care_statuses;
}
constexpr const StateNames<Sex, 2>& names_of(Sex) {
    return sexes;
}
constexpr const StateNames<UnmetReason, 6>& names_of(UnmetReason) {
    return unmet_reasons;
}
constexpr const StateNames<CarerStep, 6>& names_of(CarerStep) {
    return carer_steps;
}

// Far outside of what any run comes to, and near enough that no sum of a few of them overflows.
inline constexpr Day earliest_day = day_of(1800, 1, 1);
inline constexpr Day latest_day = day_of(2500, 1, 1);
inline constexpr double largest_cell = 1e9;

/// How many rows the tables have into which columns of rows point.
struct RowLimits {
    std::size_t authorities = 0;
    std::size_t families = 0;
    std::size_t placements = 0;
    std::size_t missing_episodes = 0;
};

/// The table that a column of rows points into. Which one a provider_row means depends on its neighbours
/// (`check_provider`).
inline std::size_t limit_of(std::string_view column, const RowLimits& limits) {
    if (column == "authority" || column == "provider_authority") return limits.authorities;
    if (column == "family_row") return limits.families;
    if (column == "placement_row" || column == "previous_row") return limits.placements;
    if (column == "missing_row") return limits.missing_episodes;
    return column == "provider_row" ? SIZE_MAX : 0;  // a new column of rows is refused until it is known here
}

/// The numbers that a column of them may hold: narrower where results round them into few bits.
inline std::pair<double, double> range_of(std::string_view column) {
    constexpr double most_complex = 100;
    if (column == "match") return {0, 1};
    if (column == "distance_km") return {0, longest_km};
    if (column == "east" || column == "north") return {-farthest_km, farthest_km};
    if (column == "complexity" || column == "base_complexity") return {0, most_complex};
    return {-largest_cell, largest_cell};
}

/// What the cells of one column may be.
struct CellRange {
    bool is_flag = false;
    bool is_row = false;
    bool may_be_none = false;  ///< points to no row
    std::size_t rows = 0;      ///< of the table that it points into
    std::pair<double, double> numbers{-largest_cell, largest_cell};

    template <class Cell>
    bool holds(const Cell& cell) const {
        if constexpr (std::is_enum_v<Cell>) {
            return static_cast<std::size_t>(cell) < names_of(cell).size();
        } else if constexpr (std::is_same_v<Cell, Day>) {
            return cell == open_ended || (cell >= earliest_day && cell <= latest_day);
        } else if constexpr (std::is_floating_point_v<Cell>) {
            return cell >= numbers.first && cell <= numbers.second;  // and so a number
        } else if constexpr (std::is_same_v<Cell, Point>) {
            return std::abs(cell.east) <= farthest_km && std::abs(cell.north) <= farthest_km;
        } else if constexpr (std::is_integral_v<Cell>) {
            if (is_flag) return cell <= 1;
            constexpr auto none = std::numeric_limits<Cell>::max();
            return !is_row || (cell == none && may_be_none) || cell < rows;
        } else {
            return true;  // a key names somebody and indexes nothing; those of children are compared below
        }
    }
};

/// The first column with a cell out of its range, or "".
template <class Row>
std::string check_table(const Records<Row>& table, const RowLimits& limits) {
    std::string fault;
    for_each_column<Row>([&](const auto& column) {
        if (!fault.empty()) return;
        const CellRange range{.is_flag = column.unit == "flag",
                              .is_row = column.unit == "row",
                              .may_be_none = column.name != "authority" && !std::is_same_v<Row, PlacementEnd>,
                              .rows = limit_of(column.name, limits),
                              .numbers = range_of(column.name)};
        for (const auto& row : table)
            if (!range.holds(row.*column.cells)) {
                fault = std::string{column.name} + " out of range";
                return;
            }
    });
    return fault;
}

}  // namespace hearth
