#pragma once

#include "sim/core/work.hpp"
#include "sim/first_day/constructed.hpp"
#include "sim/first_day/families.hpp"
#include "sim/first_day/settle.hpp"

namespace hearth {

/// Assumptions from which the first day is constructed, and the country that comes of them and the data.
class StartingPopulation {
   public:
    explicit StartingPopulation(Section& config);

    /// Builds the chosen authorities: each from its own inputs and keys alone, in parallel; then the market
    /// day on which all children in counted places get theirs.
    ///
    /// @param chosen  rows of inputs.authorities
    /// @param start   first month; its day before is the first day's eve, on which the stock is counted
    /// @param months  births are built to the end of the reporting year in which the last of them lies
    Country build(const Inputs& inputs, const std::vector<std::size_t>& chosen, Month start, int months,
                  std::uint64_t seed, const Workers& workers) const;

    /// The same with another first day than the constructed one.
    Country build(const Inputs& inputs, const std::vector<std::size_t>& chosen, Month start, int months,
                  std::uint64_t seed, const Workers& workers, const FirstDay& first_day) const;

   private:
    FamilyGrowth families_;
    Construction construction_;
    FirstMarketDay market_;
};

}  // namespace hearth
