#include <algorithm>

#include "sim/policies/policy.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t reached_draw = 0;

/// Foster households in constellations around an experienced one (Mockingbird), who stop less often. The same
/// households are in them while it lasts; a wider reach adds others.
class PeerSupport final : public Policy {
   public:
    explicit PeerSupport(Section& config)
        : Policy{config, Amount::or_budget},
          share_{real_unless_budget(config, "households", "1", {0, 1},
                                    "share of foster households in a constellation")},
          leaving_{config.real("leaving_ratio", "1", {0, 10}, "their hazard of stopping, against others")},
          cost_{config.real("cost", "GBP/month/household", {0, 1e5}, "of a constellation")} {}

    void steer(LocalMonth& local) const override {
        const auto& households = local.own.households;
        const double share = has_budget() ? bought_share(local) : share_;
        const double now = holds(local) * share;
        const double before = holds(local, local.month + (-1)) * share;
        if (now <= 0 && before <= 0) return;
        local.own.policies.supported_leaving *= leaving_;
        int reached = 0;
        for (std::uint32_t row = 0; row < households.size(); ++row) {
            const bool is_in_one = local.draw.uniform(households[row].key, 0, reached_draw) < now;
            local.own.support(row, is_in_one);
            if (is_in_one && is_fostering(households[row])) ++reached;
        }
        // A budget is spent: constellations are paid for that hold so many households on average.
        local.account.spend(has_budget() ? now * all_cost(local) : reached * cost_);
    }

   protected:
    double shared_by(const ListedAuthority& authority) const override { return authority.foster_places; }
    std::optional<double> spends_in_full(const Authority&, std::size_t row) const override {
        return has_budget() ? std::optional{budget_of(row)} : std::nullopt;
    }
    std::optional<double> most_on_first_day(const Authority& authority) const override {
        return cost_ * static_cast<double>(authority.households.size());
    }
    std::string price() const override {
        return pounds(cost_) + " a month for each household in a constellation";
    }
    std::string depends_on() const override { return "how many are in one"; }

   private:
    /// A constellation for every household [GBP/month].
    double all_cost(const LocalMonth& local) const {
        const auto fostering =
            std::ranges::count_if(local.own.households, [](const auto& one) { return is_fostering(one); });
        return cost_ * static_cast<double>(fostering);
    }
    double bought_share(const LocalMonth& local) const { return bought(local.authority, all_cost(local)); }

    double share_;
    double leaving_;
    double cost_;
};

const RegisterProcess<PeerSupport> registered{"peer_support", "policy: constellations of foster households"};

}  // namespace
}  // namespace hearth
