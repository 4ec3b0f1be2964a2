#include "sim/policies/policy.hpp"

namespace hearth {
namespace {

/// One front door to fostering for several authorities, which answers faster and better: more of those who
/// ask in-house or at an agency apply, and are approved sooner, so that fewer withdraw.
class RecruitmentHub final : public Policy {
   public:
    explicit RecruitmentHub(Section& config)
        : Policy{config, Amount::or_budget},
          applying_{
              config.real("applies_ratio", "1", {0, 10},
                          "chance that an enquiry leads to an application, with a hub against without")},
          assessment_{config.real("assessment_ratio", "1", {0.1, 10},
                                  "time from application to approval, with a hub against without")},
          cost_{config.real("cost", "GBP/month/10,000 adults", {0, 1e6},
                            "of a hub in full; adults are aged 21 to 79")} {}

    void steer(LocalMonth& local) const override {
        const double done = holds(local) * bought(local.authority, for_adults(local, cost_));
        auto& policies = local.own.policies;
        policies.applying *= ratio(applying_, done);
        policies.assessment *= ratio(assessment_, done);
        local.account.spend(for_adults(local, done * cost_));
    }

   protected:
    std::optional<double> spends_in_full(const Authority& authority, std::size_t row) const override {
        const double all = for_adults(authority.adults, cost_);
        return all * bought(row, all);
    }

   private:
    double applying_;
    double assessment_;
    double cost_;
};

const RegisterProcess<RecruitmentHub> registered{
    "recruitment_hub", "policy: one front door to fostering for several authorities"};

}  // namespace
}  // namespace hearth
