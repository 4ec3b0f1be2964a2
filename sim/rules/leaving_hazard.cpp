#include "sim/rules/leaving_hazard.hpp"

#include <algorithm>

namespace hearth {

LeavingHazard::LeavingHazard(Section& config)
    : by_age_and_duration_{config.table("hazard", "1/month", {"age_band", age_bands.names},
                                        {"time in care", care_duration_labels}, {0, 20},
                                        "hazard of leaving care before 18 by age and time in care")},
      by_kind_{config.row("kind_ratio", "1",
                          {"placement", std::span{placement_kinds.names}.first(placement_kind_count)},
                          {0, 20}, "hazard of leaving care by kind of placement, against the table")},
      adoption_{config.row("adoption_hazard", "1/month", {"days in placement", placement_duration_labels},
                           {0, 20}, "hazard of an adoption order by time since placed for adoption")},
      unaccompanied_{config.real("unaccompanied_ratio", "1", {0, 20},
                                 "hazard of leaving before 18 of an unaccompanied child, against others")},
      remand_{config.real("remand_hazard", "1/month", {0, 20}, "hazard of the end of a remand")},
      by_age_{config.row("age_ratio", "1", {"age_band", age_bands.names}, {0, 20},
                         "all hazards of leaving at an age, against the table")} {}

std::optional<Day> LeavingHazard::next(double& clock, const CareState& now, AgeBand age, Level level,
                                       Day from, Day to) const {
    if (now.legal == LegalStatus::J1) {
        return run_clock(clock, from, to, now.entered, care_duration,
                         [&](std::size_t) { return PerMonth{remand_}; });
    }
    if (now.kind == PlacementKind::adoption) {
        return run_clock(clock, from, to, now.placed_on, placement_duration,
                         [&](std::size_t band) { return PerMonth{adoption_[band] * level.ratio}; });
    }
    const auto hazards = by_age_and_duration_.row(static_cast<std::size_t>(age));
    const double of_kind =
        now.kind == PlacementKind::none ? 1.0 : by_kind_[static_cast<std::size_t>(now.kind)];
    const double ratio = std::max(0.0, of_kind - level.spared) * by_age_[static_cast<std::size_t>(age)] *
                         (is_unaccompanied(now.child) ? unaccompanied_ : 1.0) * level.ratio;
    return run_clock(clock, from, to, now.entered, care_duration,
                     [&](std::size_t band) { return PerMonth{hazards[band] * ratio}; });
}

PerMonth LeavingHazard::average(AgeBand age, std::size_t care_duration_band) const {
    const auto row = static_cast<std::size_t>(age);
    return {by_age_and_duration_.at(row, care_duration_band) * by_age_[row]};
}

}  // namespace hearth
