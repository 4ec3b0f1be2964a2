#pragma once

#include "sim/processes/policy.hpp"
#include "sim/processes/process.hpp"

namespace hearth {

/// What the policies share that change how places are looked for: more of those with a vacancy answer in
/// time, and people who see to that are paid.
class Commissioning {
   public:
    explicit Commissioning(Section& config)
        : policy_{config},
          answers_{
              config.real("answers_ratio", "1", {0, 100},
                          "share of vacancies that answer in time, with it against without; all at most")},
          cost_{config.real("cost", "GBP/month", {0, 1e6}, "for 100 children looked after")} {}

    std::optional<Month> starts() const { return policy_.starts(); }
    void prepare(const Country& country) { policy_.prepare(country); }

    /// How much of the policy holds, after its costs and answers are counted.
    double steer(LocalMonth& local) const {
        constexpr double children = 100;
        const double holds = policy_.holds(local.authority, local.month);
        auto& policies = local.own.policies;
        policies.answering *= Policy::ratio(answers_, holds);
        policies.spent += holds * cost_ * static_cast<double>(local.own.in_care.size()) / children;
        return holds;
    }

   private:
    Policy policy_;
    double answers_;
    double cost_;
};

}  // namespace hearth
