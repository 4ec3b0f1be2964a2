#include <cmath>

#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

std::int32_t thousands(double pounds) {
    return static_cast<std::int32_t>(std::lround(pounds / 1000));
}

/// What children looked after cost, and what policies cost beside it, as the books of the authorities have
/// it. Whole GBP by authority and month, so that areas add up.
class SpendingOnCare final : public StatisticOf<SpendingOnCare> {
   public:
    static constexpr std::array measures{
        Measure{"spending_policies", "GBP", "Spending on policies",
                "in the month, beyond what placements cost", month, breakdowns::none},
        Measure{
            "spending_fostering", "GBP", "Spending on foster placements",
            "in the month, by the responsible authority; kin and other; each night at the price of its year",
            month, breakdowns::none},
        Measure{"spending_residential", "GBP", "Spending on residential placements",
                "as spending_fostering; children's homes, secure ones too, and other residential settings",
                month, breakdowns::none},
        Measure{"spending_bought_homes", "GBP", "Spending on places in homes that others run",
                "of spending_residential: private and voluntary homes, which are bought on a market", month,
                breakdowns::none},
        Measure{"spending_at_table_prices", "GBP", "What these places would cost without the market of homes",
                "the nights of spending_bought_homes at the prices of the year's table", month,
                breakdowns::none},
        Measure{"spending_other_placements", "GBP", "Spending on all other placements",
                "as spending_fostering", month, breakdowns::none},
        Measure{"spending_other_services", "GBP", "Spending on children looked after beside their placements",
                "in the month, by the responsible authority; so much for each night that a child is placed",
                month, breakdowns::none},
        Measure{"foster_nights", "nights", "Children's nights in foster placements",
                "in the month; kin and other; what spending_fostering pays for", month, breakdowns::none},
        Measure{"residential_nights", "nights", "Children's nights in residential placements",
                "in the month; what spending_residential pays for", month, breakdowns::none},
        Measure{"spending_looked_after", "GBP thousand", "Spending on children looked after",
                "in the year, by the responsible authority: placements and all other services, in prices of "
                "the year",
                year, breakdowns::none},
        Measure{"spending_by_placement", "GBP thousand", "Spending on placements by kind",
                "in the year, in prices of the year", year, breakdowns::placement},
        Measure{"spending_by_provider", "GBP thousand", "Spending on placements by provider",
                "in the year, in prices of the year", year, breakdowns::provider},
        Measure{"budget_looked_after", "GBP thousand", "Budget for children looked after",
                "of the year: the authority's published spending, then uprated; nothing obeys it yet", year,
                breakdowns::none},
    };
    static constexpr std::array figures{
        Figure{Chapter::spending, "spending_looked_after", "GBP million", "spending, GBP million",
               "spending_looked_after", "", 0.001, "", 1},
    };

    void count_authority(const Lived& lived, std::size_t authority, Counts& counts) override {
        const auto& spent = lived.population.books(authority).last_month();
        const auto nights = [&](Service service) { return spent.nights[static_cast<std::size_t>(service)]; };
        const auto pounds = [](double amount) { return static_cast<std::int32_t>(std::lround(amount)); };
        counts.add(measure("spending_fostering"), authority, pounds(spent.on(Service::fostering)));
        counts.add(measure("spending_residential"), authority, pounds(spent.on(Service::residential)));
        counts.add(measure("spending_bought_homes"), authority, pounds(spent.bought_homes));
        counts.add(measure("spending_at_table_prices"), authority, pounds(spent.at_table_prices));
        counts.add(measure("spending_other_placements"), authority,
                   pounds(spent.on(Service::other_placements)));
        counts.add(measure("spending_other_services"), authority, pounds(spent.on(Service::other_services)));
        counts.add(measure("foster_nights"), authority, nights(Service::fostering));
        counts.add(measure("residential_nights"), authority, nights(Service::residential));
        counts.add(measure("spending_policies"), authority, pounds(spent.policies));
    }

    void count_year(const Lived& lived, Counts& counts) override {
        const auto year = reporting_year(lived.last);
        for (std::size_t authority = 0; authority < lived.country.authorities.size(); ++authority) {
            const auto& spent = lived.population.books(authority).in_year(year);
            counts.add(measure("spending_looked_after"), authority, thousands(spent.on_children()));
            for (std::size_t kind = 0; kind < spent.by_placement.size(); ++kind)
                counts.add(measure("spending_by_placement"), authority, thousands(spent.by_placement[kind]),
                           kind);
            for (std::size_t provider = 0; provider < spent.by_provider.size(); ++provider)
                counts.add(measure("spending_by_provider"), authority, thousands(spent.by_provider[provider]),
                           provider);
            counts.add(measure("budget_looked_after"), authority,
                       thousands(lived.country.authorities[authority].budget.in(year)));
        }
    }
};
const RegisterStatistic<SpendingOnCare> registered{"spending"};

}  // namespace
}  // namespace hearth
