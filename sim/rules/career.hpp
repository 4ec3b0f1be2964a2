#pragma once

#include "sim/rules/adoption_hazard.hpp"
#include "sim/rules/disruption_hazard.hpp"
#include "sim/rules/leaving_hazard.hpp"
#include "sim/rules/legal_path.hpp"
#include "sim/rules/need_growth.hpp"
#include "sim/rules/planned_move_hazard.hpp"

namespace hearth {

/// What happens next to one child in care: of all that can happen, that which comes first. These are the
/// hazards of the processes, by which children of a run live month by month among others; whoever has one
/// child's years to tell, before the first day, has them here in one.
///
///     Career career{config};
///     auto clocks = ...;                                    // drawn by whoever tells
///     const auto next = career.next(clocks, now, age, {}, from, to);
///     if (next.breaks) ...                                  // on the day next.on
struct Career {
    explicit Career(Section& config);

    /// Hazard that is left before each of them happens.
    struct Clocks {
        double leaving, disruption, plan, legal, adoption;
    };
    /// Hazards against those of a mean year, and of placements in typical circumstances.
    struct Levels {
        double disruption = 1;
        LeavingHazard::Level leaving{};
    };
    /// The day up to which the clocks have run, and what happens on it; nothing on the last of the days.
    struct Next {
        Day on;
        bool leaves = false, breaks = false, moves_on = false, changes_status = false, is_matched = false;
    };

    /// Runs all clocks through the days after `from`, up to the first on which one of them has run out or
    /// else up to `to`. All but durations is that of `from` all the way.
    Next next(Clocks& clocks, const CareState& now, AgeBand age, const Levels& levels, Day from,
              Day to) const;

    LeavingHazard leaving;
    DisruptionHazard disruption;
    PlannedMoveHazard plan;
    LegalPath law;
    AdoptionHazard adoption;
    NeedGrowth need;
};

}  // namespace hearth
