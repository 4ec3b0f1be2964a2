#pragma once

#include <vector>

#include "sim/config/section.hpp"
#include "sim/inputs/inputs.hpp"
#include "sim/rules/entry_ages.hpp"
#include "sim/rules/leaving_hazard.hpp"
#include "sim/rules/unaccompanied.hpp"

namespace hearth {

/// How long the children looked after on the first day have been in care: published shares by age.
struct TimeInCareShares {
    static constexpr std::array<std::string_view, 3> labels{"under_12_months", "to_30_months",
                                                            "30_months_or_more"};
    static constexpr std::array from_months{0, 12, 30};

    explicit TimeInCareShares(Section& config)
        : of_all{config.table("time_in_care", "1", {"age_band", age_bands.names}, {"time in care", labels},
                              {0, 1}, "share of children looked after on the first day by time in care")} {}

    static constexpr std::size_t group(int months) {
        return months < from_months[1] ? 0 : months < from_months[2] ? 1 : 2;
    }

    Table of_all;  ///< unaccompanied children included
};

/// How long children of families have been in care, by age [months]: weights of months of age and months in
/// care.
///
/// A child aged a, t in care, entered aged a - t and has not left since: \f$ w(a, t) = e(a - t)\, S(a - t \to
/// a)\, f \f$, with \f$ f \f$ such that each age band has the published shares. The hazards alone would make
/// a steady state, in which the stock has been in care for longer than it had in 2019.
class TimeInCare {
   public:
    static constexpr int months_of_age = EntryAges::months;

    TimeInCare(const Inputs& inputs, const TimeInCareShares& published, const EntryAges& ages,
               const LeavingHazard& leaving, const UnaccompaniedProfile& unaccompanied);

    /// Weights of 0, 1, ... whole months in care at an age.
    std::span<const double> at(int months_old) const { return weight_[index(months_old)]; }
    /// Prevalence of care by months of age, against the mean of the age band.
    double shape(int months_old) const { return shape_[index(months_old)]; }

   private:
    static std::size_t index(int months_old) {
        return static_cast<std::size_t>(std::clamp(months_old, 0, months_of_age - 1));
    }
    void enter_and_stay(const Inputs& inputs, const EntryAges& ages, const LeavingHazard& leaving);
    void meet(const Inputs& inputs, const TimeInCareShares& published,
              const UnaccompaniedProfile& unaccompanied);
    void shape_bands();

    std::vector<std::vector<double>> weight_;  ///< [a][t], t = 0 ... a
    std::vector<double> shape_;
};

}  // namespace hearth
