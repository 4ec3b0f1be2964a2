#include <unordered_map>

#include "sim/results/statistic.hpp"
#include "sim/results/time_in_care.hpp"

namespace hearth {
namespace {

/// In how many placements the children looked after on 31 March have been in the year: those that ended in
/// it, and the one in which they are.
class PlacementsInYear final : public StatisticOf<PlacementsInYear> {
   public:
    static constexpr std::array measures{
        Measure{"one_placement", "children", "Children with one placement in the year",
                "looked after on 31 March; placements open at any time in the year, in any period of care",
                year, breakdowns::none},
        Measure{"two_placements", "children", "Children with two placements in the year", "as one_placement",
                year, breakdowns::none},
        Measure{"three_or_more_placements", "children", "Children with three or more placements in the year",
                "as one_placement", year, breakdowns::none},
        Measure{"one_placement_by_time_in_care", "children",
                "Children with one placement in the year by time in care", "as one_placement", year,
                breakdowns::time_in_care},
        Measure{"two_placements_by_time_in_care", "children",
                "Children with two placements in the year by time in care", "as one_placement", year,
                breakdowns::time_in_care},
        Measure{"three_or_more_placements_by_time_in_care", "children",
                "Children with three or more placements in the year by time in care", "as one_placement",
                year, breakdowns::time_in_care},
        Measure{"three_or_more_placements_by_age", "children",
                "Children with three or more placements in the year by age", "as one_placement", year,
                breakdowns::age},
    };
    static constexpr std::array figures{
        Figure{Chapter::stability, "three_or_more_placements_percent", "%", "3+ placements in year, %",
               "three_or_more_placements", "looked_after", 100, "", 1},
    };

    void count_year(const Lived& lived, Counts& counts) override {
        std::unordered_map<std::uint64_t, int> ended;
        for (const auto& end : lived.in_twelve_months.placement_ends)
            ++ended[lived.population.placements()[end.placement_row].child.value];
        for (std::size_t authority = 0; authority < lived.population.authorities(); ++authority) {
            for (const auto& child : lived.population.local(authority).in_care) {
                const auto found = ended.find(child.child.value);
                const int placements =
                    (found == ended.end() ? 0 : found->second) + (child.kind == PlacementKind::none ? 0 : 1);
                if (placements == 0) continue;
                const auto time = time_in_care(child, lived.last);
                counts.add(placements >= 3   ? measure("three_or_more_placements")
                           : placements == 2 ? measure("two_placements")
                                             : measure("one_placement"),
                           authority, 1);
                counts.add(placements >= 3   ? measure("three_or_more_placements_by_time_in_care")
                           : placements == 2 ? measure("two_placements_by_time_in_care")
                                             : measure("one_placement_by_time_in_care"),
                           authority, 1, time);
                if (placements < 3) continue;
                counts.add(measure("three_or_more_placements_by_age"), authority, 1,
                           static_cast<std::size_t>(age_band(age_on(child.born, lived.last))));
            }
        }
    }
};
const RegisterStatistic<PlacementsInYear> registered{"placements_in_year"};

}  // namespace
}  // namespace hearth
