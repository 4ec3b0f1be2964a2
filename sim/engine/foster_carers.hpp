#pragma once

#include "agents/supply.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// Who foster households of the first day are and whom they take. Nobody publishes this by household.
class FosterCarers {
   public:
    explicit FosterCarers(Section& config);

    /// Fills the row of a household whose key, provider and places are known.
    ///
    /// @param children  shares of ethnic groups among the authority's children
    void describe(FosterHousehold& household, std::span<const double> children, Day eve,
                  const Draws& draw) const;

    /// An independent fostering agency: 1 to 6 are the largest, which are private and work everywhere; then
    /// come the smaller ones, region by region, some of them voluntary: as many households as the config
    /// says, but no more than the largest leave.
    struct IndependentAgency {
        std::uint16_t number;
        Provider provider;
    };
    /// The one that a household in `region` is with.
    IndependentAgency agency(std::uint16_t region, UniformPair of) const;

   private:
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
