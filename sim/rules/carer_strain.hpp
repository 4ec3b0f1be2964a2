#pragma once

#include "agents/supply.hpp"
#include "sim/config/section.hpp"
#include "sim/core/maths.hpp"

namespace hearth {

/// What still weighs on foster carers: each disruption adds 1, and fades.
///
/// \f$ s(t) = s \cdot e^{-t / f} \f$  [1], months t since the last one.
class CarerStrain {
   public:
    static constexpr SharedSection section{"carer_strain", "how long breakdowns weigh on foster carers"};

    explicit CarerStrain(Section& config)
        : fades_{config.real("fades", "month", {0.1, 120},
                             "time in which the strain of a disruption falls to 37%")} {}

    double on(const FosterHousehold& household, Day today) const {
        if (household.strain <= 0) return 0;
        const double months = (today - household.strain_on) / days_per_month;
        return household.strain * maths::exp(-months / fades_);
    }

   private:
    double fades_;
};

}  // namespace hearth
