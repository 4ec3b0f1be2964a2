#pragma once

#include <optional>

#include "agents/in_care.hpp"
#include "sim/config/section.hpp"
#include "sim/rules/durations.hpp"

namespace hearth {

/// When the care plan moves a child on. In foster care it follows the stages: from an emergency bed to a
/// short-term family, and when the plan is made to a long-term one, which may be the same. Elsewhere a hazard
/// by time in the placement.
class PlannedMoveHazard {
   public:
    explicit PlannedMoveHazard(Section& config);

    struct Case {
        PlacementKind kind;
        Stage stage;
        Day placed_on;
        Day entered;
        double ratio = 1;  ///< of the year
    };

    /// Runs `clock` through the days after `from` up to `to`; the day on which the plan is to move on.
    std::optional<Day> next(double& clock, const Case& placement, Day from, Day to) const;

    /// Do short-term carers become the long-term ones? Only a change of what the placement is for.
    bool stays(PlacementKind kind, double uniform) const;

   private:
    double emergency_;
    std::vector<double> permanence_;
    double replanned_;
    std::vector<double> stays_;
    Table elsewhere_;
};

/// What the placement after this one is for.
constexpr Stage stage_after(Stage stage) {
    return stage == Stage::emergency ? Stage::short_term : Stage::long_term;
}

/// Kinds in which the stages of the plan tell when to move on.
constexpr bool has_stages(PlacementKind kind) {
    return kind == PlacementKind::foster || kind == PlacementKind::foster_kin;
}

}  // namespace hearth
