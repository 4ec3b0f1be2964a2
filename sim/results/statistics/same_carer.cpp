#include "sim/results/statistic.hpp"
#include "sim/results/time_in_care.hpp"

namespace hearth {
namespace {

/// Row of the placement before the current one, or none. Of children there to begin with, all placements of
/// the period lie one after the other.
std::uint32_t row_before(const ChildInCare& child) {
    if (child.previous_row != no_row) return child.previous_row;
    return child.placement_number > 1 ? child.placement_row - 1 : no_row;
}

/// Since when a child has been with its carer. A placement for adoption and the one before it count together,
/// if the one followed the other.
Day with_carer_since(const ChildInCare& child, const Placements& placements) {
    if (child.kind != PlacementKind::adoption) return child.placed_on;
    const auto row = row_before(child);
    if (row == no_row || placements[row].ended != child.placed_on) return child.placed_on;
    return placements[row].began;
}

/// Of children under 16 in care for two and a half years: who has had the same carer for two years?
class SameCarer final : public StatisticOf<SameCarer> {
   public:
    static constexpr std::array measures{
        Measure{"long_term", "children", "Children under 16 in care for two and a half years or more",
                "on 31 March, in the current period of care", year, breakdowns::none},
        Measure{
            "same_carer_two_years", "children",
            "Long-term children with the same carer for two years or more",
            "of long_term: the current placement began at least two years ago, or the child is placed for "
            "adoption "
            "and that and the placement before it add up to two years",
            year, breakdowns::none},
    };
    static constexpr std::array figures{
        Figure{Chapter::stability, "same_carer_two_years_percent", "%", "same carer 2 years, %",
               "same_carer_two_years", "long_term", 100, "", 1},
    };

    void count_year(const Lived& lived, Counts& counts) override {
        for (std::size_t authority = 0; authority < lived.population.authorities(); ++authority) {
            for (const auto& child : lived.population.local(authority).in_care) {
                if (age_on(child.born, lived.last) >= 16) continue;
                if (months_in_return(child.entered, lived.last) < 30) continue;
                counts.add(measure("long_term"), authority, 1);
                const Day since = with_carer_since(child, lived.population.placements());
                if (months_in_return(since, lived.last) >= 24)
                    counts.add(measure("same_carer_two_years"), authority, 1);
            }
        }
    }
};
const RegisterStatistic<SameCarer> registered{"same_carer"};

}  // namespace
}  // namespace hearth
