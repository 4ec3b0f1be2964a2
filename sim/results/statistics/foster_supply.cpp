#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

/// Mainstream foster households and their places on the last day of the month.
class FosterSupply final : public StatisticOf<FosterSupply> {
   public:
    static constexpr std::array measures{
        Measure{"foster_places", "places", "Approved places in mainstream foster households",
                "on the last day, by the authority where the household is listed", month, breakdowns::none},
        Measure{"foster_places_vacant", "places", "Vacant mainstream foster places",
                "a child who is nobody's sibling there could have it on the last day", month,
                breakdowns::none},
        Measure{
            "foster_places_not_available", "places", "Mainstream foster places not available",
            "neither filled nor vacant: carers on hold, a child who has to be the only one, a shared room",
            month, breakdowns::none},
        Measure{"foster_places_filled", "places", "Mainstream foster places filled",
                "on the last day, by the authority where the household is listed", month, breakdowns::none},
        Measure{"foster_households", "households", "Mainstream foster households",
                "approved, on the last day, by the authority where they are listed, as all that is "
                "about carers",
                month, breakdowns::none},
        Measure{"foster_households_independent", "households", "With independent fostering agencies",
                "of foster_households", month, breakdowns::none},
        Measure{"foster_approvals_active", "households", "Households approved since 1 April who still foster",
                "on the last day; on 31 March those of the whole year, as published with foster_transfers",
                month, breakdowns::none},
    };
    static constexpr std::array figures{
        Figure{Chapter::supply, "foster_households", "households", "foster households", "foster_households"},
        Figure{Chapter::supply, "foster_places_filled_percent", "%", "foster places filled, %",
               "foster_places_filled", "foster_places", 100, "", 1},
    };

    void count_authority(const Lived& lived, std::size_t authority, Counts& counts) override {
        const Day year_began = day_of(reporting_year(lived.first) - 1, 4, 1);
        std::int32_t places = 0, filled = 0, free = 0, households = 0, independent = 0, newly_approved = 0;
        for (const auto& household : lived.population.local(authority).households) {
            filled += household.filled;
            free += vacant(household);
            if (household.approved == open_ended || household.left != open_ended) continue;
            places += household.places;
            ++households;
            independent += household.provider != Provider::own ? 1 : 0;
            newly_approved += household.approved >= year_began ? 1 : 0;
        }
        counts.add(measure("foster_places"), authority, places);
        counts.add(measure("foster_places_filled"), authority, filled);
        counts.add(measure("foster_places_vacant"), authority, free);
        counts.add(measure("foster_places_not_available"), authority, places - filled - free);
        counts.add(measure("foster_households"), authority, households);
        counts.add(measure("foster_households_independent"), authority, independent);
        counts.add(measure("foster_approvals_active"), authority, newly_approved);
    }
};
const RegisterStatistic<FosterSupply> registered{"foster_supply"};

}  // namespace
}  // namespace hearth
