#pragma once

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// Who foster households are, where they live and whom they take. Nobody publishes this by household.
class FosterCarers {
   public:
    explicit FosterCarers(Section config);

    /// A household of an authority, with carers approved for so long that they have the experience of the
    /// stock.
    ///
    /// @param key     whose cell is the Agency: the authority itself or an independent one
    /// @param places  no more than these
    /// @param reach   how often, and how far, the authority's own carers live outside it
    FosterHousehold household(HouseholdKey key, const Authority& authority, long places, const Reach& reach,
                              Day today, const Draws& draw) const;

   private:
    /// An independent fostering agency: 1 to 6 are the largest, which are private and work everywhere; then
    /// come the smaller ones, region by region, some of them voluntary: as many households as the config
    /// says, but no more than the largest leave.
    struct IndependentAgency {
        std::uint16_t number;
        Provider provider;
    };
    /// The one that a household in `region` is with.
    IndependentAgency agency(std::uint16_t region, UniformPair of) const;

    void locate(FosterHousehold& household, const Authority& authority, const Reach& reach,
                const Draws& draw) const;

    /// Fills in whom a household with a known provider and places takes.
    void describe(FosterHousehold& household, const Authority& authority, Day today, const Draws& draw) const;

    std::vector<double> places_;
    std::vector<double> bedrooms_short_;
    std::vector<double> takes_age_;
    std::vector<double> complexity_;
    double takes_siblings_;
    std::vector<double> experience_;
    std::vector<double> minority_ratio_;
    std::vector<double> largest_agencies_;
    double voluntary_agencies_;
};

}  // namespace hearth
