#pragma once

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"
#include "sim/first_day/time_in_care.hpp"
#include "sim/inputs/inputs.hpp"
#include "sim/rules/entry_ages.hpp"
#include "sim/rules/family_differences.hpp"

namespace hearth {

/// Chooses who of the families' children is looked after on the eve of the first day: families in the order
/// of a race whose rates rise with deprivation and with the ages of their children, until every age band has
/// its published number.
class LookedAfterFamilies {
   public:
    explicit LookedAfterFamilies(Section& config);

    /// How long they have been in care, in the whole nation.
    TimeInCare time_in_care(const Inputs& inputs, const LeavingHazard& leaving,
                            const UnaccompaniedProfile& unaccompanied) const {
        return {inputs, ages_, leaving, unaccompanied};
    }

    /// @param boys  how many of them are boys, as nearly as their families allow
    /// @return      by family and birth order
    InCare build(const Authority& home, const AuthorityInputs& inputs, std::uint32_t boys, Day eve,
                 const TimeInCare& time_in_care, const Draws& draw) const;

   private:
    class Race;

    double male_ratio_;
    FamilyDifferences differences_;
    EntryAges ages_;
};

}  // namespace hearth
