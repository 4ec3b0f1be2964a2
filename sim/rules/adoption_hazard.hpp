#pragma once

#include <optional>

#include "agents/in_care.hpp"
#include "sim/config/section.hpp"
#include "sim/core/clock.hpp"

namespace hearth {

/// Time since the placement order.
inline constexpr DurationBands<5> order_duration{{0, 91, 182, 365, 730}};
inline constexpr std::array<std::string_view, 5> order_labels{"month_1_to_3", "month_4_to_6", "month_7_to_12",
                                                              "year_2", "year_3_on"};

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

    std::optional<Day> next(double& clock, Day ordered, Day from, Day to) const {
        return run_clock(clock, from, to, ordered, order_duration,
                         [&](std::size_t band) { return PerMonth{by_time_[band]}; });
    }

   private:
    std::vector<double> by_time_;
};

/// Waiting to be placed for adoption: under a placement order, and not placed yet.
inline bool waits_for_adoption(LegalStatus legal, PlacementKind kind) {
    return legal == LegalStatus::E1 && kind != PlacementKind::adoption;
}

}  // namespace hearth
