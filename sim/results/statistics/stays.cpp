#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

/// How long the placements lasted that ended in the year.
class Stays final : public StatisticOf<Stays> {
   public:
    static constexpr std::array measures{
        Measure{"placements_ended", "placements", "Placements ended in the year",
                "by a move or by leaving care", year, breakdowns::none},
        Measure{"placement_days", "day", "Days of the placements ended in the year",
                "sum of their full lengths", year, breakdowns::none},
    };
    static constexpr std::array figures{
        Figure{Chapter::stability, "mean_placement_days", "days", "mean placement, days", "placement_days",
               "placements_ended"},
    };

    void count_year(const Lived& lived, Counts& counts) override {
        const auto& placements = lived.population.placements();
        for (const auto& end : lived.in_twelve_months.placement_ends) {
            const auto& placement = placements[end.placement_row];
            counts.add(measure("placements_ended"), placement.authority, 1);
            counts.add(measure("placement_days"), placement.authority, end.day - placement.began);
        }
    }
};
const RegisterStatistic<Stays> registered{"stays"};

}  // namespace
}  // namespace hearth
