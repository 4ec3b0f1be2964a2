#include "sim/processes/move_hazard.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 3> time_in_care_labels{"year_1", "year_2", "year_3_on"};

std::size_t time_in_care_band(Day entered, Day today) {
    constexpr int year = 365, two_years = 730;
    if (today - entered < year) return 0;
    return today - entered < two_years ? 1 : 2;
}

}  // namespace

MoveHazard::MoveHazard(Section& config)
    : by_kind_and_duration_{config.table(
          "hazard", "1/month", {"placement", std::span{placement_kinds.names}.first(placement_kind_count)},
          {"days in placement", placement_duration_labels}, {0, 20},
          "hazard of a move of a settled child by kind of placement and time in it")},
      by_age_{config.row("age_ratio", "1", {"age_band", age_bands.names}, {0, 10},
                         "hazard of a move by age, against the table")},
      by_time_in_care_{config.row("time_in_care_ratio", "1", {"year in care", time_in_care_labels}, {0, 10},
                                  "hazard of a move by time in care, against the table")},
      unsettled_share_{
          config.real("unsettled_share", "1", {0, 1}, "share of children far less settled than the rest")},
      unsettled_ratio_{
          config.real("unsettled_ratio", "1", {1, 20}, "hazard of a move of an unsettled child")} {}

std::optional<Day> MoveHazard::next(double& clock, const Case& placement, Day from, Day to) const {
    const double ratio = by_age_[static_cast<std::size_t>(placement.age)] *
                         by_time_in_care_[time_in_care_band(placement.entered, from)] * placement.ratio;
    const auto hazards = by_kind_and_duration_.row(static_cast<std::size_t>(placement.kind));
    return run_clock(clock, from, to, placement.placed_on, placement_duration,
                     [&](std::size_t band) { return PerMonth{hazards[band] * ratio}; });
}

}  // namespace hearth
