#pragma once

#include <optional>

#include "sim/config/section.hpp"
#include "sim/core/clock.hpp"
#include "sim/rules/care_state.hpp"

namespace hearth {

/// Time since the placement order.
inline constexpr DurationBands<5> order_duration{{0, 91, 182, 365, 730}};
inline constexpr std::array<std::string_view, 5> order_labels{"month_1_to_3", "month_4_to_6", "month_7_to_12",
                                                              "year_2", "year_3_on"};

/// Waiting to be placed for adoption: under a placement order, and not placed yet.
inline bool waits_for_adoption(LegalStatus legal, PlacementKind kind) {
    return legal == LegalStatus::E1 && kind != PlacementKind::adoption;
}

/// Matching with adopters: from the placement order (E1) to the day on which the child is placed with them.
class AdoptionHazard {
   public:
    static constexpr SharedSection section{"adoption_hazard", "how soon children are placed for adoption"};

    explicit AdoptionHazard(Section& config)
        : by_time_{config.row("placed_hazard", "1/month", {"time since the placement order", order_labels},
                              {0, 10}, "hazard of being placed for adoption")} {
        const double ratio = config.real("placed_ratio", "1", {0, 20}, "all these hazards, against the row");
        for (auto& hazard : by_time_) hazard *= ratio;
    }

    /// Runs `clock` through the days after `from` up to `to`; the day on which the child is placed for
    /// adoption, if it waits for that.
    std::optional<Day> next(double& clock, const CareState& now, Day from, Day to) const {
        if (!waits_for_adoption(now.legal, now.kind)) return std::nullopt;
        return run_clock(clock, from, to, now.legal_since, order_duration,
                         [&](std::size_t band) { return PerMonth{by_time_[band]}; });
    }

   private:
    std::vector<double> by_time_;
};

}  // namespace hearth
