#pragma once

#include <array>
#include <optional>

#include "sim/config/section.hpp"
#include "sim/core/clock.hpp"
#include "sim/rules/care_state.hpp"
#include "sim/rules/durations.hpp"

namespace hearth {

/// Bands of days in care, those of the national table of children ceasing to be looked after.
constexpr DurationBands<9> care_duration{{0, 14, 56, 182, 365, 730, 1095, 1826, 3652}};
constexpr std::array<std::string_view, 9> care_duration_labels{
    "week_1_to_2", "week_3_to_8", "month_3_to_6", "month_7_to_12", "year_2",
    "year_3",      "year_4_to_5", "year_6_to_10", "year_11_on"};

/// Hazard of leaving care before 18, all reasons together.
///
/// \f$ h = h_{age}(days\ in\ care) \cdot r_{age} \cdot r_{kind} \cdot r_{unaccompanied} \f$  [1/month]; once
/// placed for adoption the order is a matter of court time instead: \f$ h = h_{adoption}(days\ in\ placement)
/// \f$; a remand (J1) ends at a hazard of its own.
class LeavingHazard {
   public:
    static constexpr SharedSection section{"leaving_hazard", "how soon care ends before 18"};

    explicit LeavingHazard(Section& config);

    /// How soon the children of one day and authority leave.
    struct Level {
        double ratio = 1;   ///< of the year and the authority, against the mean
        double spared = 0;  ///< part of the ratio of a kind that does not count (before the first day only)
    };

    /// As DisruptionHazard::next, for the end of care; 18th birthdays are not in it.
    std::optional<Day> next(double& clock, const CareState& now, AgeBand age, Level level, Day from,
                            Day to) const;

    PerMonth of_remand() const { return {remand_}; }

    /// Hazard at an age and time in care, for an average kind of placement [1/month].
    PerMonth average(AgeBand age, std::size_t care_duration_band) const;

   private:
    Table by_age_and_duration_;
    std::vector<double> by_kind_;
    std::vector<double> adoption_;
    double unaccompanied_;
    double remand_;
    std::vector<double> by_age_;
};

}  // namespace hearth
