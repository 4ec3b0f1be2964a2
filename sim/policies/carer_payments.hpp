#pragma once

#include "sim/core/maths.hpp"
#include "sim/policies/policy.hpp"

namespace hearth {

/// What carers are paid, and what they make of more.
struct PaymentsToday {
    static constexpr SharedSection section{"carer_payments", "what in-house foster carers are paid"};

    explicit PaymentsToday(Section& config)
        : paid{config.real("paid_today", "GBP/year/household", {1, 1e6},
                           "allowances and fees of an in-house foster household today")},
          elasticity{config.real("elasticity", "1", {0, 5},
                                 "stopping falls with the payments to this power; 0 switches this off")} {}

    double paid;
    double elasticity;
};

/// What more money does to the authority's own foster carers: they stop less often.
///
/// \f$ (1 + m / p)^{-\epsilon} \f$, with the money m, what they get today p, and the elasticity.
class CarerPayments : public Policy {
   public:
    explicit CarerPayments(Section& config) : Policy{config}, today_{config.shared<PaymentsToday>()} {}

   protected:
    /// So much more for each in-house household in this month [GBP/year].
    void pay(LocalMonth& local, double more, double cost) const {
        if (more <= 0) return;
        local.own.policies.leaving[static_cast<std::size_t>(Agency::in_house)] *=
            maths::exp(-today_.elasticity * maths::log(1 + more / today_.paid));
        local.account.spend(cost);
    }

   private:
    PaymentsToday today_;
};

}  // namespace hearth
