#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

/// Where and with whom the children looked after are on the last day of the month, and how they are.
class Whereabouts final : public StatisticOf<Whereabouts> {
   public:
    static constexpr std::array measures{
        Measure{"in_foster_care", "children", "Children in foster placements",
                "on the last day, kin and other", month, breakdowns::none},
        Measure{"in_childrens_homes", "children", "Children in children's homes",
                "on the last day, with secure homes", month, breakdowns::none},
        Measure{"in_supported_accommodation", "children", "Children in supported accommodation",
                "on the last day; independent and semi-independent living", month, breakdowns::none},
        Measure{"outside_authority", "children", "Children placed outside their authority", "on the last day",
                month, breakdowns::none},
        Measure{"over_20_miles", "children", "Children placed over 20 miles from home",
                "on the last day; not of unaccompanied children, whose homes are not here", month,
                breakdowns::none},
        Measure{"distance_miles", "mile", "Distances from home of children placed",
                "sum, on the last day, each to the nearest mile; of the children counted in placed_from_home",
                month, breakdowns::none},
        Measure{"placed_from_home", "children", "Children placed whose home is here",
                "on the last day, without unaccompanied children", month, breakdowns::none},
        Measure{"with_siblings", "children", "Children with a brother or sister looked after too",
                "on the last day, by the same authority", month, breakdowns::none},
        Measure{"apart_from_siblings", "children",
                "Children who live with none of their siblings looked after",
                "of with_siblings, on the last day", month, breakdowns::none},
        Measure{"waiting", "children", "Children for whom a place is sought",
                "on the last day; they wait where they are, or in a stop-gap", month, breakdowns::none},
        Measure{"complexity_of_need", "%", "Complexity of need of children looked after",
                "sum on the last day, each to the nearest percent; 100 is far less settled than the rest",
                month, breakdowns::none},
    };
    static constexpr std::array figures{
        Figure{Chapter::whereabouts, "in_foster_care_percent", "%", "in foster care, %", "in_foster_care",
               "looked_after", 100, "", 1},
        Figure{Chapter::whereabouts, "outside_authority_percent", "%", "outside the authority, %",
               "outside_authority", "looked_after", 100, "", 1},
        Figure{Chapter::whereabouts, "over_20_miles_percent", "%", "over 20 miles from home, %",
               "over_20_miles", "looked_after", 100, "", 1},
        Figure{Chapter::whereabouts, "in_childrens_homes_percent", "%", "in children's homes, %",
               "in_childrens_homes", "looked_after", 100, "", 1},
        Figure{Chapter::whereabouts, "in_supported_accommodation_percent", "%",
               "in supported accommodation, %", "in_supported_accommodation", "looked_after", 100, "", 1},
    };

    /// Brothers and sisters are neighbours in the roster.
    void count_authority(const Lived& lived, std::size_t authority, Counts& counts) override {
        const auto& local = lived.population.local(authority);
        const auto& roster = local.in_care;
        std::int32_t foster = 0, homes = 0, supported = 0, outside = 0, far = 0, miles = 0, from_home = 0,
                     waiting = 0, complexity = 0, with_siblings = 0, apart = 0;
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            waiting += roster[row].searching_since != open_ended ? 1 : 0;
            complexity += static_cast<std::int32_t>(100 * roster[row].complexity + 0.5);
            const auto kind = roster[row].kind;
            if (kind == PlacementKind::none) continue;
            foster += kind == PlacementKind::foster || kind == PlacementKind::foster_kin ? 1 : 0;
            homes += kind == PlacementKind::childrens_home ? 1 : 0;
            supported += kind == PlacementKind::supported ? 1 : 0;
            outside += roster[row].outside;
            far += roster[row].distance_km > far_km ? 1 : 0;
            if (!is_unaccompanied(roster[row].child)) {
                ++from_home;
                miles += static_cast<std::int32_t>(roster[row].distance_km / km_per_mile + 0.5);
            }
            const auto siblings = siblings_of(local, row);
            with_siblings += siblings.together + siblings.apart > 0 ? 1 : 0;
            apart += siblings.is_apart() ? 1 : 0;
        }
        counts.add(measure("in_foster_care"), authority, foster);
        counts.add(measure("in_childrens_homes"), authority, homes);
        counts.add(measure("in_supported_accommodation"), authority, supported);
        counts.add(measure("outside_authority"), authority, outside);
        counts.add(measure("over_20_miles"), authority, far);
        counts.add(measure("distance_miles"), authority, miles);
        counts.add(measure("placed_from_home"), authority, from_home);
        counts.add(measure("with_siblings"), authority, with_siblings);
        counts.add(measure("apart_from_siblings"), authority, apart);
        counts.add(measure("waiting"), authority, waiting);
        counts.add(measure("complexity_of_need"), authority, complexity);
    }
};
const RegisterStatistic<Whereabouts> registered{"whereabouts"};

}  // namespace
}  // namespace hearth
