#pragma once

#include "sim/core/maths.hpp"
#include "sim/policies/policy.hpp"

namespace hearth {

/// What more money does to the authority's own foster carers: they stop less often.
///
/// \f$ (1 + m / p)^{-\epsilon} \f$, with the money m, what they get today p, and the elasticity.
class CarerPayments : public Policy {
   public:
    explicit CarerPayments(Section& config)
        : Policy{config},
          paid_{config.real("paid_today", "GBP/year/household", {1, 1e6},
                            "allowances and fees of an in-house foster household today")},
          elasticity_{config.real("elasticity", "1", {0, 5},
                                  "stopping falls with the payments to this power; 0 switches this off")} {}

   protected:
    /// So much more for each in-house household in this month [GBP/year].
    void pay(LocalMonth& local, double more, double cost) const {
        if (more <= 0) return;
        auto& policies = local.own.policies;
        policies.leaving[static_cast<std::size_t>(Agency::in_house)] *=
            maths::exp(-elasticity_ * maths::log(1 + more / paid_));
        policies.spent += cost;
    }

   private:
    double paid_;
    double elasticity_;
};

}  // namespace hearth
