#pragma once

#include "agents/age_bands.hpp"
#include "sim/processes/process.hpp"

namespace hearth {

/// Runs a clock of every child in care through the month that is planned.
///
/// @param next  the event that the clock of a child comes to, if it comes to one; called with the child's
///              row of the roster, its age band when the month begins, the day before the month and its last
template <class Next>
void plan_clocks(LocalMonth& local, Next&& next) {
    const auto& roster = local.own.in_care;
    const Day from = first_day(local.month) - 1, to = last_day(local.month);
    const AgeBandsOn ages{from};
    for (std::uint32_t row = 0; row < roster.size(); ++row) {
        if (const auto event = next(row, ages.of(roster[row].born), from, to)) local.events.push_back(*event);
    }
}

}  // namespace hearth
