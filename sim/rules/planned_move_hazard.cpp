#include "sim/rules/planned_move_hazard.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 2> staged_kinds{"foster_kin", "foster"};
constexpr std::array<std::string_view, 6> other_kinds{"adoption",  "parents",           "childrens_home",
                                                      "supported", "other_residential", "other"};
constexpr std::size_t first_other = 2;  // of PlacementKind

}  // namespace

PlannedMoveHazard::PlannedMoveHazard(Section& config)
    : emergency_{config.real("emergency_hazard", "1/month", {0, 30},
                             "hazard of moving on from an emergency foster placement")},
      permanence_{config.row("permanence_hazard", "1/month", {"year in care", year_in_care_labels}, {0, 10},
                             "hazard that a long-term plan is made for a child in short-term foster care")},
      replanned_{config.real("replanned_hazard", "1/month", {0, 10},
                             "hazard of a planned move from a long-term foster placement")},
      stays_{config.row("stays_with_carer", "1", {"placement", staged_kinds}, {0, 1},
                        "share of long-term plans by which the child stays with the same carers")},
      elsewhere_{config.table("hazard", "1/month", {"placement", other_kinds},
                              {"days in placement", placement_duration_labels}, {0, 20},
                              "hazard of a planned move by kind and time in the placement")} {
    const double ratio =
        config.real("permanence_ratio", "1", {0, 20}, "all permanence hazards, against the row");
    for (auto& hazard : permanence_) hazard *= ratio;
}

PlannedMoveHazard::Step PlannedMoveHazard::step(const CareState& now, double uniform) const {
    if (!has_stages(now.kind)) return {false, Stage::short_term};
    if (now.stage == Stage::emergency) return {false, Stage::short_term};
    const bool stays = now.stage == Stage::short_term && uniform < stays_[static_cast<std::size_t>(now.kind)];
    return {stays, Stage::long_term};
}

std::optional<Day> PlannedMoveHazard::next(double& clock, const CareState& now, double ratio, Day from,
                                           Day to) const {
    if (has_stages(now.kind)) {
        const double hazard = now.stage == Stage::emergency    ? emergency_
                              : now.stage == Stage::short_term ? permanence_[year_in_care(now.entered, from)]
                                                               : replanned_;
        return run_clock(clock, from, to, now.placed_on, placement_duration,
                         [&](std::size_t) { return PerMonth{hazard * ratio}; });
    }
    const auto hazards = elsewhere_.row(static_cast<std::size_t>(now.kind) - first_other);
    return run_clock(clock, from, to, now.placed_on, placement_duration,
                     [&](std::size_t band) { return PerMonth{hazards[band] * ratio}; });
}

}  // namespace hearth
