#pragma once

#include "sim/config/section.hpp"
#include "sim/first_day/first_day.hpp"
#include "sim/rules/foster_carers.hpp"
#include "sim/rules/home_places.hpp"

namespace hearth {

/// Foster households until the authority's approved places are used up; children's homes and secure homes.
class FirstDaySupply {
   public:
    explicit FirstDaySupply(Section& config);

    void build(FirstDayTables& made, const Authority& home, const AuthorityInputs& inputs, Day eve,
               const Draws& draw) const;

    const CarerProfile& profile() const { return carers_.profile(); }

   private:
    void build_homes(Homes& built, const Authority& authority, const ListedHomes& listed, bool are_secure,
                     Day eve, const Draws& draw) const;

    /// There are more children's homes than the list of a year has.
    struct ForOneListed {
        explicit ForOneListed(Section config);

        ByYear homes;
        ByYear places;
    };

    ForOneListed for_one_listed_;
    FosterCarers carers_;
    HomePlacesInUse home_places_;
};

}  // namespace hearth
