#include <unordered_set>

#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

/// Children who go missing from where they are placed: how often, and how many children in a year.
class MissingFromPlacement final : public StatisticOf<MissingFromPlacement> {
   public:
    static constexpr std::array measures{
        Measure{"missing_incidents", "events", "Incidents of going missing from a placement",
                "that began in the month, by the responsible authority", month, breakdowns::none},
        Measure{"children_missing", "children", "Children missing from their placements in the year",
                "at any time in the year, a child counted once, at its first incident", year,
                breakdowns::none},
    };

    void count_month(const Lived& lived, Counts& counts) override {
        for (const auto& episode : lived.in_month.missing_episodes)
            counts.add(measure("missing_incidents"), episode.authority, 1);
    }

    /// An incident may have begun in an earlier year and go on in this one.
    void count_year(const Lived& lived, Counts& counts) override {
        const Day first = first_day(lived.month + (-11));
        std::unordered_set<std::uint64_t> counted;
        for (const auto& episode : lived.population.missing_episodes()) {
            if (episode.began > lived.last || episode.ended < first) continue;
            if (!counted.insert(episode.child.value).second) continue;
            counts.add(measure("children_missing"), episode.authority, 1);
        }
    }
};
const RegisterStatistic<MissingFromPlacement> registered{"missing_from_placement"};

}  // namespace
}  // namespace hearth
