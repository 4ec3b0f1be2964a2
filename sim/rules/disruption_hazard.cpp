#include "sim/rules/disruption_hazard.hpp"

#include "sim/core/maths.hpp"

namespace hearth {

DisruptionHazard::DisruptionHazard(Section& config)
    : by_kind_and_duration_{config.table(
          "hazard", "1/month", {"placement", std::span{placement_kinds.names}.first(placement_kind_count)},
          {"days in placement", placement_duration_labels}, {0, 20},
          "hazard of a disruption of a settled child's placement by kind and time in it")},
      by_age_{config.row("age_ratio", "1", {"age_band", age_bands.names}, {0, 10},
                         "hazard by age when placed, against the table")},
      by_year_in_care_{config.row("time_in_care_ratio", "1", {"year in care", year_in_care_labels}, {0, 10},
                                  "hazard by time in care, against the table")},
      unaccompanied_{config.real("unaccompanied_ratio", "1", {0, 20},
                                 "hazard of an unaccompanied child, against others alike")} {
    const auto by_kind = config.row(
        "kind_ratio", "1", {"placement", std::span{placement_kinds.names}.first(placement_kind_count)},
        {0, 20}, "all hazards of a kind, against the table");
    for (std::size_t cell = 0; cell < by_kind_and_duration_.cells.size(); ++cell) {
        by_kind_and_duration_.cells[cell] *= by_kind[cell / by_kind_and_duration_.columns];
    }
    const auto log_of = [&](std::string_view name, Range range, std::string_view meaning) {
        return maths::log(config.real(name, "1", range, meaning));
    };
    log_complexity_ = log_of("complexity_ratio", {1, 20},
                             "hazard of a child far less settled than the rest, against others");
    log_match_ =
        log_of("poor_match_ratio", {1, 100}, "hazard where nothing fits, against where everything does");
    log_apart_ =
        log_of("apart_ratio", {1, 20}, "hazard of a child who lives with none of its siblings in care");
    log_far_ = log_of("far_ratio", {1, 20}, "hazard of a child placed over 20 miles from home");
    log_strain_ =
        log_of("strain_ratio", {1, 20}, "hazard for each disruption that still weighs on the carers");
    log_others_ =
        log_of("other_child_ratio", {1, 5}, "hazard for each other child fostered there that is no sibling");
}

double DisruptionHazard::ratio(const Circumstances& now) const {
    return maths::exp(now.complexity * log_complexity_ + (typical_match - now.match) * log_match_ +
                      (now.is_apart ? log_apart_ : 0) + (now.is_far ? log_far_ : 0) +
                      now.strain * log_strain_ + now.others * log_others_);
}

std::optional<Day> DisruptionHazard::next(double& clock, const CareState& now, double ratio, Day from,
                                          Day to) const {
    const double of_child = by_age_[static_cast<std::size_t>(now.age_when_placed)] *
                            by_year_in_care_[year_in_care(now.entered, from)] *
                            (is_unaccompanied(now.child) ? unaccompanied_ : 1.0) * ratio;
    const auto hazards = by_kind_and_duration_.row(static_cast<std::size_t>(now.kind));
    return run_clock(clock, from, to, now.placed_on, placement_duration,
                     [&](std::size_t band) { return PerMonth{hazards[band] * of_child}; });
}

}  // namespace hearth
