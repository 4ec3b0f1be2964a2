#pragma once

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"
#include "sim/inputs/inputs.hpp"
#include "sim/rules/unaccompanied.hpp"

namespace hearth {

/// Unaccompanied children looked after on the eve of the first day: of each age as many as arrivals up to
/// that age leave behind, and here since an arrival at one of those ages.
class UnaccompaniedOnFirstDay {
   public:
    explicit UnaccompaniedOnFirstDay(Section& config) : profile_{config.shared<UnaccompaniedProfile>()} {}

    InCare build(const Authority& home, const AuthorityInputs& inputs, Day eve, const Draws& draw) const;

    const UnaccompaniedProfile& profile() const { return profile_; }

   private:
    UnaccompaniedProfile profile_;
};

}  // namespace hearth
