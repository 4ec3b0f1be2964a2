#pragma once

#include <optional>
#include <vector>

#include "sim/config/section.hpp"
#include "sim/core/random.hpp"
#include "sim/first_day/life.hpp"
#include "sim/rules/career.hpp"
#include "sim/rules/search_terms.hpp"

namespace hearth {

/// Lives that children in care may have had up to the first day, by the hazards of the run.
class PastLives {
   public:
    explicit PastLives(Section& config);

    /// The placements and legal statuses of a child's period of care up to the eve of the first day; nothing
    /// if care would have ended before: that life is not this child's.
    ///
    /// @param attempt  each attempt has other luck
    std::optional<Life> attempt(const ChildInCare& child, std::uint32_t attempt, Day eve, const Tilt& tilt,
                                const Draws& draw) const;

    const Career& career() const { return career_; }

   private:
    class Attempt;

    std::vector<double> circumstances_ratio_;
    Career career_;
    EntryProfile entry_;
    PlacementMix mix_;
    SearchTerms terms_;
};

}  // namespace hearth
