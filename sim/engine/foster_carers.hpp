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
    void describe(FosterHouseholds& households, std::size_t row, std::span<const double> children, Day eve,
                  const Draws& draw) const;

    /// Number of the agency that a household is with: 0 for the authority itself, 1 to 6 the largest.
    std::uint16_t agency(bool is_own, std::uint16_t region, UniformPair of) const;

   private:
    std::vector<double> bedrooms_short_;
    std::vector<double> takes_age_;
    std::vector<double> complexity_;
    double takes_siblings_;
    std::vector<double> experience_;
    std::vector<double> minority_ratio_;
    std::vector<double> largest_agencies_;
};

}  // namespace hearth
