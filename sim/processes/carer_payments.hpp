#pragma once

#include "sim/core/maths.hpp"
#include "sim/processes/policy.hpp"
#include "sim/processes/process.hpp"

namespace hearth {

/// What more money does to the authority's own foster carers: they stop less often.
///
/// \f$ (1 + m / p)^{-\epsilon} \f$, with the money m, what they get today p, and the elasticity.
class CarerPayments {
   public:
    explicit CarerPayments(Section& config)
        : policy_{config},
          paid_{config.real("paid_today", "GBP/year", {1, 1e6},
                            "allowances and fees of an in-house foster household today")},
          elasticity_{config.real("elasticity", "1", {0, 5},
                                  "stopping falls with the payments to this power; 0 switches this off")} {}

    std::optional<Month> starts() const { return policy_.starts(); }
    void prepare(const Country& country) { policy_.prepare(country); }

    /// How much of the payment is made in this month.
    double holds(const LocalMonth& local) const { return policy_.holds(local.authority, local.month); }

    /// So much more for each in-house household in this month [GBP/year].
    void pay(LocalMonth& local, double more, double cost) const {
        if (more <= 0) return;
        auto& policies = local.own.policies;
        policies.leaving[static_cast<std::size_t>(Agency::in_house)] *=
            maths::exp(-elasticity_ * maths::log(1 + more / paid_));
        policies.spent += cost;
    }

   private:
    Policy policy_;
    double paid_;
    double elasticity_;
};

}  // namespace hearth
