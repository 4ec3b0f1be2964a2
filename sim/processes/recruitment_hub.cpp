#include "sim/processes/policy.hpp"
#include "sim/processes/process.hpp"

namespace hearth {
namespace {

/// One front door to fostering for several authorities, which answers faster and better: more of those who
/// ask in-house or at an agency apply, and are approved sooner, so that fewer withdraw.
class RecruitmentHub final : public Process {
   public:
    explicit RecruitmentHub(Section& config)
        : policy_{config},
          applying_{
              config.real("applies_ratio", "1", {0, 10},
                          "chance that an enquiry leads to an application, with a hub against without")},
          assessment_{config.real("assessment_ratio", "1", {0.1, 10},
                                  "time from application to approval, with a hub against without")},
          cost_{config.real("cost", "GBP/month", {0, 1e6},
                            "of a hub in full, for 10,000 adults aged 21 to 79")} {}

    std::optional<Month> starts() const override { return policy_.starts(); }
    void prepare(const Country& country) override { policy_.prepare(country); }

    void steer(LocalMonth& local) const override {
        constexpr double per_adults = 10'000;
        const double holds = policy_.holds(local.authority, local.month);
        auto& policies = local.own.policies;
        policies.applying *= Policy::ratio(applying_, holds);
        policies.assessment *= Policy::ratio(assessment_, holds);
        policies.spent += holds * cost_ * local.country.authorities[local.authority].adults / per_adults;
    }

   private:
    Policy policy_;
    double applying_;
    double assessment_;
    double cost_;
};

const RegisterProcess<RecruitmentHub> registered{
    "recruitment_hub", "policy: one front door to fostering for several authorities"};

}  // namespace
}  // namespace hearth
