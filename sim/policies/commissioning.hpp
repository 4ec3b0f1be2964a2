#pragma once

#include "sim/policies/policy.hpp"

namespace hearth {

/// What the policies share that change how places are looked for: more of those with a vacancy answer in
/// time, and people who see to that are paid.
class Commissioning : public Policy {
   public:
    explicit Commissioning(Section& config)
        : Policy{config, Amount::or_budget},
          answers_{
              config.real("answers_ratio", "1", {0, 100},
                          "share of vacancies that answer in time, with it against without; all at most")},
          cost_{config.real("cost", "GBP/month/100 children looked after", {0, 1e6},
                            "of the policy in full")} {}

   protected:
    /// How much of the policy holds, after its costs and answers are counted.
    double commission(LocalMonth& local) const {
        const double children = static_cast<double>(local.own.in_care.size());
        const double done = holds(local) * bought(local.authority, cost_ * children / of_children);
        local.own.policies.answering *= ratio(answers_, done);
        local.account.spend(done * cost_ * children / of_children);
        return done;
    }

    double shared_by(const ListedAuthority& authority) const override { return authority.looked_after; }
    std::optional<double> spends_in_full(const Authority&, std::size_t row) const override {
        return has_budget() ? std::optional{budget_of(row)} : std::nullopt;
    }
    std::optional<double> most_on_first_day(const Authority& authority) const override {
        return cost_ * static_cast<double>(authority.in_care.size()) / of_children;
    }
    std::string price() const override { return pounds(cost_) + " a month for 100 children looked after"; }
    std::string depends_on() const override { return "how many there are"; }

   private:
    static constexpr double of_children = 100;

    double answers_;
    double cost_;
};

}  // namespace hearth
