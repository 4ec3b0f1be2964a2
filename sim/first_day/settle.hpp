#pragma once

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/rules/search_terms.hpp"

namespace hearth {

/// The market day before the first: the children whose places are counted get theirs, authority by authority,
/// child by child: with carers approved for them, else with others. Where the country has no place left the
/// child stays as it is, in a place that nobody counts.
class FirstMarketDay {
   public:
    explicit FirstMarketDay(Section& config) : terms_{config.shared<SearchTerms>()} {}

    void settle(Country& country) const;

   private:
    SearchTerms terms_;
};

}  // namespace hearth
