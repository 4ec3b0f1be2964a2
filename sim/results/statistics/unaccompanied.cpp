#include <unordered_set>

#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

/// Unaccompanied asylum-seeking children (UASC): in care, coming into it, and from one authority to another.
class Unaccompanied final : public StatisticOf<Unaccompanied> {
   public:
    static constexpr std::array measures{
        Measure{"uasc", "children", "Unaccompanied asylum-seeking children looked after",
                "of looked_after, on the last day of the month", month, breakdowns::none},
        Measure{"uasc_starts", "children",
                "Unaccompanied asylum-seeking children starting to be looked after",
                "of starts: in the year, a child counted once, at its first start; who is transferred starts "
                "in both authorities",
                year, breakdowns::none},
        Measure{"transfers", "children", "Children whose care another authority took over",
                "in the year, E3: by the National Transfer Scheme; their care starts there on the same day",
                year, breakdowns::none},
    };
    static constexpr std::array figures{
        Figure{Chapter::looked_after, "uasc", "children", "unaccompanied (UASC), 31 March", "uasc"},
        Figure{Chapter::starts_and_ceases, "uasc_starts", "children", "UASC starting in the year",
               "uasc_starts"},
        Figure{Chapter::starts_and_ceases, "transfers", "children", "transferred (E3) in the year",
               "transfers"},
    };

    void count_authority(const Lived& lived, std::size_t authority, Counts& counts) override {
        const auto& roster = lived.population.local(authority).in_care;
        counts.add(measure("uasc"), authority,
                   static_cast<std::int32_t>(roster.size() - first_unaccompanied(roster)));
    }

    void count_year(const Lived& lived, Counts& counts) override {
        std::unordered_set<std::uint64_t> started;
        for (const auto& start : lived.in_twelve_months.care_starts) {
            if (!is_unaccompanied(start.child) || !started.insert(start.child.value).second) continue;
            counts.add(measure("uasc_starts"), start.authority, 1);
        }
        for (const auto& end : lived.in_twelve_months.care_ends)
            if (end.reason == LeavingReason::other_authority)
                counts.add(measure("transfers"), end.authority, 1);
    }
};
const RegisterStatistic<Unaccompanied> registered{"unaccompanied"};

}  // namespace
}  // namespace hearth
