#pragma once

#include "sim/processes/policy.hpp"

namespace hearth {

/// What the policies share that change how places are looked for: more of those with a vacancy answer in
/// time, and people who see to that are paid.
class Commissioning : public Policy {
   public:
    explicit Commissioning(Section& config)
        : Policy{config},
          answers_{
              config.real("answers_ratio", "1", {0, 100},
                          "share of vacancies that answer in time, with it against without; all at most")},
          cost_{config.real("cost", "GBP/month", {0, 1e6}, "for 100 children looked after")} {}

   protected:
    /// How much of the policy holds, after its costs and answers are counted.
    double commission(LocalMonth& local) const {
        constexpr double children = 100;
        const double done = holds(local);
        auto& policies = local.own.policies;
        policies.answering *= ratio(answers_, done);
        policies.spent += done * cost_ * static_cast<double>(local.own.in_care.size()) / children;
        return done;
    }

   private:
    double answers_;
    double cost_;
};

}  // namespace hearth
