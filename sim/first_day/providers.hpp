#pragma once

#include "sim/config/section.hpp"
#include "sim/first_day/first_day.hpp"
#include "sim/rules/provider_mix.hpp"

namespace hearth {

/// Providers that fill the authority's published numbers exactly: every (child, provider) takes part in a
/// race at the rate that the provider has among placements of the child's kind, and the first to arrive are
/// taken while there is room. With parents, and in placements of no kind, there is no choice.
class FirstDayProviders {
   public:
    explicit FirstDayProviders(Section& config);

    /// Gives every placement its provider: those that go on, and those that have ended.
    void assign(FirstDayTables& made, const AuthorityInputs& inputs, const Draws& draw) const;

   private:
    std::span<const double> shares_of(PlacementKind kind) const;
    void assign_past(Placements& placements, const Draws& draw) const;

    Table of_counted_places_;
    ProviderMix mix_;
};

}  // namespace hearth
