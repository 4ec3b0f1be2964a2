#pragma once

#include <optional>
#include <vector>

#include "sim/first_day/first_day.hpp"
#include "sim/first_day/past_lives.hpp"

namespace hearth {

/// Gives the children in care their pasts.
class LifeChoice {
   public:
    explicit LifeChoice(Section& config) : lives_{config} {}

    /// Offers each child several lives and takes those that together are nearest to the authority's published
    /// numbers by placement and by legal status: child after child changes to a better life while that helps.
    ///
    /// @param begins_under  by row of the roster, the status that its life begins under and stays under,
    ///                      where that is known
    void choose(FirstDayTables& made, const AuthorityInputs& inputs, Day eve,
                const std::vector<std::optional<LegalStatus>>& begins_under, const Draws& draw) const;

    const Career& career() const { return lives_.career(); }

   private:
    PastLives lives_;
};

}  // namespace hearth
