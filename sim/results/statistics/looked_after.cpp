#include "sim/results/statistic.hpp"
#include "sim/results/time_in_care.hpp"

namespace hearth {
namespace {

/// How many children are looked after, and who and where they are on 31 March.
class LookedAfter final : public StatisticOf<LookedAfter> {
   public:
    static constexpr std::array measures{
        Measure{"looked_after", "children", "Children looked after",
                "on the last day of the month, without series of short breaks", month, breakdowns::none},
        Measure{"looked_after_by_age", "children", "Children looked after by age", "on 31 March", year,
                breakdowns::age},
        Measure{"looked_after_by_placement", "children", "Children looked after by placement", "on 31 March",
                year, breakdowns::placement},
        Measure{"looked_after_by_provider", "children", "Children looked after by provider", "on 31 March",
                year, breakdowns::provider},
        Measure{"looked_after_by_legal_status", "children", "Children looked after by legal status",
                "on 31 March", year, breakdowns::legal_status},
        Measure{"looked_after_by_time_in_care", "children", "Children looked after by time in care",
                "on 31 March; a day counts from the first in care", year, breakdowns::time_in_care},
    };
    static constexpr std::array figures{
        Figure{Chapter::looked_after, "looked_after", "children", "looked after, 31 March", "looked_after"},
        Figure{Chapter::looked_after, "looked_after", "children", "", "looked_after_by_age", "", 1, "age"},
        Figure{Chapter::looked_after, "looked_after", "children", "", "looked_after_by_placement", "", 1,
               "placement"},
        Figure{Chapter::looked_after, "looked_after", "children", "", "looked_after_by_legal_status", "", 1,
               "legal_status"},
        Figure{Chapter::looked_after, "looked_after", "children", "", "looked_after_by_provider", "", 1,
               "provider"},
        Figure{Chapter::looked_after, "looked_after", "children", "", "looked_after_by_time_in_care", "", 1,
               "time_in_care"},
        Figure{Chapter::looked_after, "looked_after_rate", "per 10,000 children", "  per 10,000 children",
               "looked_after", "children", 10'000, "", 1},
    };

    void count_authority(const Lived& lived, std::size_t authority, Counts& counts) override {
        counts.add(measure("looked_after"), authority,
                   static_cast<std::int32_t>(lived.population.local(authority).in_care.size()));
    }

    void count_year(const Lived& lived, Counts& counts) override {
        for (std::size_t authority = 0; authority < lived.population.authorities(); ++authority) {
            for (const auto& child : lived.population.local(authority).in_care) {
                const auto by = [&](Counted what, auto label) {
                    counts.add(what, authority, 1, static_cast<std::size_t>(label));
                };
                by(measure("looked_after_by_age"), age_band(age_on(child.born, lived.last)));
                by(measure("looked_after_by_legal_status"), child.legal);
                by(measure("looked_after_by_time_in_care"), time_in_care(child, lived.last));
                if (child.kind == PlacementKind::none) continue;
                by(measure("looked_after_by_placement"), child.kind);
                by(measure("looked_after_by_provider"), child.provider);
            }
        }
    }
};
const RegisterStatistic<LookedAfter> registered{"looked_after"};

}  // namespace
}  // namespace hearth
