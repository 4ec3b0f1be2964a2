#include <algorithm>

#include "sim/policies/policy.hpp"

namespace hearth {
namespace {

/// Help and money for family and friends who take a child in: more are found and come forward.
class KinshipSupport final : public Policy {
   public:
    explicit KinshipSupport(Section& config)
        : Policy{config},
          wanted_{config.real("wanted_ratio", "1", {0, 10},
                              "placements with family and friends that can be had, with it against without")},
          cost_{config.real("cost", "GBP/week/child", {0, 10'000},
                            "for each child placed with family and friends")} {}

    void steer(LocalMonth& local) const override {
        const double done = holds(local);
        if (done <= 0) return;
        const auto& roster = local.own.in_care;
        const auto children = std::count_if(roster.begin(), roster.end(), [](const ChildInCare& child) {
            return child.kind == PlacementKind::foster_kin;
        });
        constexpr double weeks_per_month = days_per_month / 7;
        local.own.policies.kin *= ratio(wanted_, done);
        local.account.spend(done * cost_ * weeks_per_month * static_cast<double>(children));
    }

   protected:
    std::string price() const override {
        return pounds(cost_) + " a week for each child placed with family and friends";
    }
    std::string depends_on() const override { return "how many there are"; }

   private:
    double wanted_;
    double cost_;
};

const RegisterProcess<KinshipSupport> registered{"kinship_support",
                                                 "policy: help for family and friends who take a child in"};

}  // namespace
}  // namespace hearth
