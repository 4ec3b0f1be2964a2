#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

constexpr Breakdown first_reason{
    "unmet", std::span{unmet_reasons.names}.subspan(1),
    "first reason why a search found no place of the kind wanted on a day: nobody with a "
    "vacancy answered; nobody within 20 miles had one; of those asked none takes the age, "
    "can take the complexity of need, or accepted"};

/// Searches for places: what they find, how long they take, and why they find nothing.
class PlacementSearches final : public StatisticOf<PlacementSearches> {
   public:
    static constexpr std::array measures{
        Measure{"searches", "events", "Searches that found a place", "in the month", month, breakdowns::none},
        Measure{"days_waited", "day", "Days that these searches took",
                "sum over searches; 0 if found on the same day", month, breakdowns::none},
        Measure{"searches_in_vain", "events", "Searches that found nothing that day",
                "in the month; they go on", month, breakdowns::none},
        Measure{
            "foster_searches_unmet", "events", "Searches for foster carers that found none that day",
            "in the month, by the first reason; none within approval, whether another place was found or not",
            month, first_reason},
        Measure{"home_searches_unmet", "events", "Searches for a children's home that found none that day",
                "in the month, by the first reason; whether another place was found or not", month,
                first_reason},
        Measure{"offers_refused", "events", "Carers and homes that declined a child",
                "in the month, of those who could have taken it", month, breakdowns::none},
        Measure{"another_kind", "events", "Places found of another kind than wanted", "of searches", month,
                breakdowns::none},
        Measure{"stop_gaps", "events", "Places found that are for the time being only",
                "of searches: another kind, or carers outside their approval; the search goes on", month,
                breakdowns::none},
        Measure{"outside_approval", "events", "Children placed with carers not approved for them",
                "of stop_gaps", month, breakdowns::none},
        Measure{"placed_apart", "events", "Children placed apart from their siblings looked after",
                "of searches", month, breakdowns::none},
        Measure{"matched", "events", "Mainstream foster placements made by a search", "of searches", month,
                breakdowns::none},
        Measure{"match_quality", "%", "Quality of these matches",
                "sum over matched, each to the nearest percent", month, breakdowns::none},
    };

    void count_month(const Lived& lived, Counts& counts) override {
        for (const auto& search : lived.in_month.searches) {
            const auto count = [&](Counted what, std::int32_t number) {
                counts.add(what, search.authority, number);
            };
            count(measure("offers_refused"), search.refused);
            if (search.unmet != UnmetReason::none) {
                const bool for_home = search.wanted == PlacementKind::childrens_home;
                counts.add(for_home ? measure("home_searches_unmet") : measure("foster_searches_unmet"),
                           search.authority, 1, static_cast<std::size_t>(search.unmet) - 1);
            }
            if (search.found == PlacementKind::none) {
                count(measure("searches_in_vain"), 1);
                continue;
            }
            count(measure("searches"), 1);
            count(measure("days_waited"), search.day - search.since);
            count(measure("another_kind"), search.found != search.wanted ? 1 : 0);
            count(measure("stop_gaps"), search.stop_gap);
            count(measure("outside_approval"), search.outside_approval);
            count(measure("placed_apart"), search.apart);
            if (search.found != PlacementKind::foster) continue;
            count(measure("matched"), 1);
            count(measure("match_quality"), static_cast<std::int32_t>(100 * search.match + 0.5F));
        }
    }
};
const RegisterStatistic<PlacementSearches> registered{"placement_searches"};

}  // namespace
}  // namespace hearth
