#pragma once

#include <span>

#include "agents/country.hpp"
#include "sim/core/random.hpp"
#include "sim/first_day/families.hpp"

namespace hearth {

/// First month of a run, and the first after the last for which children are built.
struct MonthsBuilt {
    Month start, end;
};

/// Adds the families who come to an authority during a run, and lists those who go.
///
/// Whole families move, and only those who have all their children already: births of the authority are as
/// published, whoever has them. Who goes is drawn among them, child numbers of each until the year's are
/// reached exactly; who comes is like one of them: of its decile, its ethnic group and its children's dates
/// of birth. All draws are of the authority, the year and the number of the attempt, so that nobody else's
/// luck depends on who moves, and a longer run begins as a shorter one. A family moves at the beginning of a
/// month, all months alike. Children count who are under 18 at the end of the year.
///
/// Call it when everything of the first day has been built: those who come are no part of it.
///
/// @param net    net migration by reporting year from the first on [children/year]
/// @param sizes  as families were built with, as `plans`
/// @param draw   of migration alone
void move_families(Authority& authority, std::span<const double> net, const MonthsBuilt& months,
                   const Shares& sizes, const Draws& plans, const Draws& draw);

}  // namespace hearth
