#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

/// What becomes of those who apply to foster, up to the day on which they stop.
class FosteringSteps final : public StatisticOf<FosteringSteps> {
   public:
    static constexpr std::array measures{
        Measure{"foster_applications", "households", "Applications to foster", "in the month", month,
                breakdowns::none},
        Measure{"foster_applications_independent", "households", "Applications to independent agencies",
                "of foster_applications", month, breakdowns::none},
        Measure{"foster_withdrawals", "households", "Applicants who withdraw or are turned down",
                "in the month", month, breakdowns::none},
        Measure{"foster_approvals", "households", "Households approved",
                "in the month; transfers are no approvals", month, breakdowns::none},
        Measure{"foster_leavers", "households", "Households that stopped fostering",
                "in the month; published leavers have foster_transfers with them", month, breakdowns::none},
        Measure{"foster_transfers", "households", "Households that changed their kind of agency",
                "in the month; no places come or go", month, breakdowns::none},
    };

    void count_month(const Lived& lived, Counts& counts) override {
        for (const auto& event : lived.in_month.carer_events) {
            const auto count = [&](Counted what) { counts.add(what, event.authority, 1); };
            switch (event.step) {
                case CarerStep::applies:
                    count(measure("foster_applications"));
                    if (event.provider != Provider::own) count(measure("foster_applications_independent"));
                    break;
                case CarerStep::withdraws:
                    count(measure("foster_withdrawals"));
                    break;
                case CarerStep::is_approved:
                    count(measure("foster_approvals"));
                    break;
                case CarerStep::stops:
                    count(measure("foster_leavers"));
                    break;
                case CarerStep::transfers_in:
                    count(measure("foster_transfers"));
                    break;
                case CarerStep::transfers_out:
                    break;  // the same household
            }
        }
    }
};
const RegisterStatistic<FosteringSteps> registered{"fostering_steps"};

}  // namespace
}  // namespace hearth
