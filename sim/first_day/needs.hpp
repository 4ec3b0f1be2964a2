#pragma once

#include "agents/in_care.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"
#include "sim/inputs/inputs.hpp"
#include "sim/rules/entry_profile.hpp"
#include "sim/rules/need_growth.hpp"
#include "sim/rules/unaccompanied.hpp"

namespace hearth {

/// Categories of need that fill the authority's published numbers exactly: every (child, need) takes part in
/// a race at the rate that the need has at the child's age, and the first to arrive are taken while there is
/// room.
class FirstDayNeeds {
   public:
    explicit FirstDayNeeds(Section& config);

    /// Gives each child its category of need, and the complexity that it came with.
    void assign(InCare& roster, const AuthorityInputs& inputs, const UnaccompaniedProfile& unaccompanied,
                Day eve, const Draws& draw) const;

    const EntryProfile& profile() const { return entry_; }

   private:
    EntryProfile entry_;
    NeedGrowth growth_;
};

}  // namespace hearth
