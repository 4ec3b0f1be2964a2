#pragma once

#include "sim/first_day/choose_lives.hpp"
#include "sim/first_day/first_day.hpp"
#include "sim/first_day/looked_after.hpp"
#include "sim/first_day/needs.hpp"
#include "sim/first_day/providers.hpp"
#include "sim/first_day/returned.hpp"
#include "sim/first_day/supply.hpp"
#include "sim/first_day/unaccompanied.hpp"

namespace hearth {

/// From what a first day is constructed that fits published counts.
struct Construction {
    explicit Construction(Section& config);

    FirstDaySupply supply;
    FirstDayProviders providers;
    LookedAfterFamilies families;
    ReturnedHome returned;
    FirstDayNeeds needs;
    UnaccompaniedOnFirstDay unaccompanied;
    LifeChoice lives;
};

/// The first day constructed: children are chosen to be in care until every published count is met, and each
/// is given a past by the hazards of the run (`Career`).
class ConstructedFirstDay final : public FirstDay {
   public:
    ConstructedFirstDay(const Construction& by, const Inputs& inputs);

    FirstDayTables of(const Authority& home, const AuthorityInputs& inputs, Day eve,
                      const Draws& draw) const override;

   private:
    const Construction& by_;
    TimeInCare time_in_care_;
};

}  // namespace hearth
