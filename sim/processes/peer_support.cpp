#include "sim/processes/policy.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t reached_draw = 0;

/// Foster households in constellations around an experienced one (Mockingbird), who stop less often. The same
/// households are in them while it lasts; a wider reach adds others.
class PeerSupport final : public Policy {
   public:
    explicit PeerSupport(Section& config)
        : Policy{config},
          reach_{config.real("households", "1", {0, 1}, "share of foster households in a constellation")},
          leaving_{config.real("leaving_ratio", "1", {0, 10}, "their hazard of stopping, against others")},
          cost_{
              config.real("cost", "GBP/month", {0, 1e5}, "of a constellation, for each of its households")} {}

    void steer(LocalMonth& local) const override {
        const double now = holds(local) * reach_;
        const double before = holds(local, local.month + (-1)) * reach_;
        if (now <= 0 && before <= 0) return;
        local.own.policies.supported_leaving *= leaving_;
        int reached = 0;
        for (auto& household : local.own.households) {
            household.supported = local.draw.uniform(household.key, 0, reached_draw) < now ? 1 : 0;
            if (household.supported != 0 && is_fostering(household)) ++reached;
        }
        local.own.policies.spent += reached * cost_;
    }

   private:
    double reach_;
    double leaving_;
    double cost_;
};

const RegisterProcess<PeerSupport> registered{"peer_support", "policy: constellations of foster households"};

}  // namespace
}  // namespace hearth
