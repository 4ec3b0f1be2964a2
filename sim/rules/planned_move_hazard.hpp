#pragma once

#include <optional>

#include "sim/config/section.hpp"
#include "sim/rules/care_state.hpp"
#include "sim/rules/durations.hpp"

namespace hearth {

/// When the care plan moves a child on. In foster care it follows the stages: from an emergency bed to a
/// short-term family, and when the plan is made to a long-term one, which may be the same. Elsewhere a hazard
/// by time in the placement.
class PlannedMoveHazard {
   public:
    static constexpr SharedSection section{"planned_move_hazard", "how soon the plan moves a child on"};

    explicit PlannedMoveHazard(Section& config);

    /// Runs `clock` through the days after `from` up to `to`; the day on which the plan is to move on.
    ///
    /// @param ratio  of the year, against the mean
    std::optional<Day> next(double& clock, const CareState& now, double ratio, Day from, Day to) const;

    /// What the plan comes to: another place, or the short-term carers become the long-term ones, which only
    /// changes what the placement is for.
    struct Step {
        bool stays;
        Stage stage;  ///< what the place is for then
    };
    Step step(const CareState& now, double uniform) const;

   private:
    double emergency_;
    std::vector<double> permanence_;
    double replanned_;
    std::vector<double> stays_;
    Table elsewhere_;
};

/// Kinds in which the stages of the plan tell when to move on.
constexpr bool has_stages(PlacementKind kind) {
    return kind == PlacementKind::foster || kind == PlacementKind::foster_kin;
}

}  // namespace hearth
