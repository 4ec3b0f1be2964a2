#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

/// All children, in care or not: what rates are made with.
class AllChildren final : public StatisticOf<AllChildren> {
   public:
    static constexpr std::array measures{
        Measure{"children", "children", "Children aged 0 to 17", "resident on the last day of the month",
                month, breakdowns::none},
        Measure{"births", "children", "Births", "in the month", month, breakdowns::none},
    };
    static constexpr std::array figures{
        Figure{Chapter::looked_after, "children", "children", "children aged 0 to 17", "children"},
    };

    void count_authority(const Lived& lived, std::size_t authority, Counts& counts) override {
        const auto& home = lived.country.authorities[authority];
        counts.add(measure("children"), authority,
                   static_cast<std::int32_t>(lived.country.children_on_last_day(home, lived.month)));
        const auto since_first = static_cast<std::size_t>(lived.month - lived.country.first_birth_month);
        counts.add(measure("births"), authority, static_cast<std::int32_t>(home.births[since_first]));
    }
};
const RegisterStatistic<AllChildren> registered{"population"};

}  // namespace
}  // namespace hearth
