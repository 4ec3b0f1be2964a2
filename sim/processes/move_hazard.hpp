#pragma once

#include <array>
#include <optional>

#include "agents/in_care.hpp"
#include "sim/config/section.hpp"
#include "sim/core/clock.hpp"

namespace hearth {

/// Bands of days in a placement, those of the national table of placement durations.
constexpr DurationBands<8> placement_duration{{0, 7, 30, 91, 182, 365, 730, 1826}};
constexpr std::array<std::string_view, 8> placement_duration_labels{
    "day_1_to_7",    "day_8_to_30", "month_2_to_3", "month_4_to_6",
    "month_7_to_12", "year_2",      "year_3_to_5",  "year_6_on"};

/// Hazard of a move out of a placement: falls with time in the placement and with time in care, differs by
/// kind and age, and is several times higher for the unsettled few.
///
/// \f$ h = h_{kind}(days\ in\ placement) \cdot r_{age} \cdot r_{time\ in\ care} \cdot r_{child} \f$ [1/month]
class MoveHazard {
   public:
    explicit MoveHazard(Section& config);

    /// A child's placement at a point of time.
    struct Case {
        PlacementKind kind;
        Day placed_on;
        Day entered;
        AgeBand age;
        double ratio;  ///< the child's own, InCare::move_ratio
    };

    /// Runs `clock` through the days after `from` up to `to`; the day of the move, if there is one. Age and
    /// time in care are those of `from` all the way.
    std::optional<Day> next(double& clock, const Case& placement, Day from, Day to) const;

    /// The child's own ratio: a share of children is unsettled.
    double ratio_of_child(double uniform) const {
        return uniform < unsettled_share_ ? unsettled_ratio_ : 1.0;
    }

   private:
    Table by_kind_and_duration_;
    std::vector<double> by_age_;
    std::vector<double> by_time_in_care_;
    double unsettled_share_;
    double unsettled_ratio_;
};

}  // namespace hearth
