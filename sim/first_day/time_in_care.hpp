#pragma once

#include <vector>

#include "sim/inputs/inputs.hpp"
#include "sim/rules/entry_ages.hpp"
#include "sim/rules/leaving_hazard.hpp"
#include "sim/rules/unaccompanied.hpp"

namespace hearth {

/// How long children of families have been in care, by age [months]: weights of months of age and months in
/// care.
///
/// A child aged a, t in care, entered aged a - t and has not left since: \f$ w(a, t) = e(a - t)\, S(a - t \to
/// a)\, f \f$, with \f$ f \f$ such that each age band has the published shares. The hazards alone would make
/// a steady state, in which the stock has been in care for longer than it had in 2019.
class TimeInCare {
   public:
    static constexpr int months_of_age = EntryAges::months;

    TimeInCare(const Inputs& inputs, const EntryAges& ages, const LeavingHazard& leaving,
               const UnaccompaniedProfile& unaccompanied);

    /// Weights of 0, 1, ... whole months in care at an age.
    std::span<const double> at(int months_old) const { return weight_[index(months_old)]; }
    /// Prevalence of care by months of age, against the mean of the age band.
    double shape(int months_old) const { return shape_[index(months_old)]; }

   private:
    static std::size_t index(int months_old) {
        return static_cast<std::size_t>(std::clamp(months_old, 0, months_of_age - 1));
    }
    void enter_and_stay(const Inputs& inputs, const EntryAges& ages, const LeavingHazard& leaving);
    void meet(const Inputs& inputs, const UnaccompaniedProfile& unaccompanied);
    void shape_bands();

    std::vector<std::vector<double>> weight_;  ///< [a][t], t = 0 ... a
    std::vector<double> shape_;
};

}  // namespace hearth
