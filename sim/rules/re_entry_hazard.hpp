#pragma once

#include <array>
#include <optional>

#include "agents/states.hpp"
#include "sim/config/section.hpp"
#include "sim/core/clock.hpp"

namespace hearth {

/// Bands of days since a child went home; after the last one it is a child like any other.
constexpr DurationBands<4> time_since_return{{0, 91, 365, 730}};
constexpr std::array<std::string_view, 4> time_since_return_labels{"month_1_to_3", "month_4_to_12", "year_2",
                                                                   "year_3_to_6"};
constexpr int remembered_days = 2191;  ///< six years

/// Hazard that a child who went home starts to be looked after again.
///
/// \f$ h = h(time\ since\ return) \cdot r_{age\ at\ return} \cdot r_{reason} \f$  [1/month]
class ReEntryHazard {
   public:
    static constexpr std::array reasons{LeavingReason::returned_home, LeavingReason::returned_unplanned,
                                        LeavingReason::relatives,     LeavingReason::remand_ended,
                                        LeavingReason::custody,       LeavingReason::other};
    static constexpr std::array<std::string_view, 6> reason_labels{
        "returned_home", "returned_unplanned", "relatives", "remand_ended", "custody", "other"};

    explicit ReEntryHazard(Section& config)
        : by_time_{config.row("hazard", "1/month", {"time since return", time_since_return_labels}, {0, 10},
                              "hazard of re-entry by time since the child went home")},
          by_age_{config.row("age_ratio", "1", {"age_band", age_bands.names}, {0, 20},
                             "hazard of re-entry by age on going home, against the row")},
          by_reason_{config.row("reason_ratio", "1", {"reason", reason_labels}, {0, 20},
                                "hazard of re-entry by why care ended, against the row")} {}

    double ratio(AgeBand age_on_return, LeavingReason reason) const {
        for (std::size_t index = 0; index < reasons.size(); ++index) {
            if (reasons[index] == reason)
                return by_age_[static_cast<std::size_t>(age_on_return)] * by_reason_[index];
        }
        return 0;
    }

    /// Runs `clock` through the days after `from` up to `to`; the day of re-entry, if there is one.
    std::optional<Day> next(double& clock, Day left, double ratio, Day from, Day to) const {
        return run_clock(clock, from, to, left, time_since_return,
                         [&](std::size_t band) { return PerMonth{by_time_[band] * ratio}; });
    }

   private:
    std::vector<double> by_time_;
    std::vector<double> by_age_;
    std::vector<double> by_reason_;
};

}  // namespace hearth
