#include <algorithm>
#include <unordered_set>

#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 7> ages_on_ceasing{"under_1", "1_to_4", "5_to_9",     "10_to_15",
                                                          "16",      "17",     "18_and_over"};
constexpr Breakdown age_on_ceasing{"age_on_ceasing", ages_on_ceasing, "age on leaving care [years]"};
constexpr Breakdown why{"reason", std::span{leaving_reasons.names}.subspan(1), "why care ceased"};

std::size_t group_of(int age) {
    return age < 16 ? static_cast<std::size_t>(age_band(age))
                    : static_cast<std::size_t>(std::min(age, 18) - 12);
}

/// Children who come into care and who leave it. Events are all that happens; of a year the published rule is
/// followed: a child counts once among the starts, at the first, and once among the ceases, at the last.
class StartsAndCeases final : public StatisticOf<StartsAndCeases> {
   public:
    static constexpr std::array measures{
        Measure{"care_starts", "events", "Starts of a period of care",
                "every start in the month, a child's second one too; with care_ends it balances the stock",
                month, breakdowns::none},
        Measure{"care_ends", "events", "Ends of a period of care", "every end in the month", month,
                breakdowns::none},
        Measure{"starts", "children", "Children starting to be looked after",
                "in the year, a child counted once, at its first start", year, breakdowns::none},
        Measure{"starts_by_age", "children", "Children starting to be looked after by age",
                "in the year, at the first start", year, breakdowns::age},
        Measure{"ceases", "children", "Children ceasing to be looked after",
                "in the year, a child counted once, at its last end", year, breakdowns::none},
        Measure{"ceases_by_age", "children", "Children ceasing to be looked after by age",
                "in the year, at the last end", year, age_on_ceasing},
        Measure{"ceases_by_reason", "children", "Children ceasing to be looked after by reason",
                "in the year, at the last end", year, why},
    };
    static constexpr std::array figures{
        Figure{Chapter::starts_and_ceases, "starts", "children", "starting in the year", "starts"},
        Figure{Chapter::starts_and_ceases, "starts", "children", "", "starts_by_age", "", 1, "age"},
        Figure{Chapter::starts_and_ceases, "ceases", "children", "ceasing in the year", "ceases"},
        Figure{Chapter::starts_and_ceases, "ceases", "children", "", "ceases_by_age", "", 1, "age"},
        Figure{Chapter::starts_and_ceases, "ceases", "children", "", "ceases_by_reason", "", 1, "reason"},
    };

    void count_month(const Lived& lived, Counts& counts) override {
        for (const auto& start : lived.in_month.care_starts)
            counts.add(measure("care_starts"), start.authority, 1);
        for (const auto& end : lived.in_month.care_ends) counts.add(measure("care_ends"), end.authority, 1);
    }

    void count_year(const Lived& lived, Counts& counts) override {
        std::unordered_set<std::uint64_t> started, ceased;
        for (const auto& start : lived.in_twelve_months.care_starts) {
            if (!started.insert(start.child.value).second) continue;
            counts.add(measure("starts"), start.authority, 1);
            counts.add(measure("starts_by_age"), start.authority, 1,
                       static_cast<std::size_t>(age_band(age_on(start.born, start.day))));
        }
        const auto ends = lived.in_twelve_months.care_ends;
        for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
            if (!ceased.insert(end->child.value).second) continue;
            counts.add(measure("ceases"), end->authority, 1);
            counts.add(measure("ceases_by_age"), end->authority, 1, group_of(age_on(end->born, end->day)));
            counts.add(measure("ceases_by_reason"), end->authority, 1,
                       static_cast<std::size_t>(end->reason) - 1);
        }
    }
};
const RegisterStatistic<StartsAndCeases> registered{"starts_and_ceases"};

}  // namespace
}  // namespace hearth
