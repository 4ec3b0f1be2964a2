#pragma once

#include "sim/config/section.hpp"
#include "sim/core/levels.hpp"

namespace hearth {

/// The level of a flow by age, for a process that may follow it or keep to the mean that its rates are from
/// (its flag `history`).
class FollowedLevel {
   public:
    FollowedLevel(Section& config, Flow flow)
        : follows_{config.flag("history", true,
                               "single years differ from the mean: as they did (the pandemic), and later by "
                               "chance (levels); false: all as the mean")},
          flow_{flow} {}

    /// That of the reporting year that `day` belongs to.
    History::ByAge on(Day day, const Levels& levels, std::size_t authority) const {
        return follows_ ? levels.of(flow_, authority, reporting_year(day)) : History{}.ratio(0);
    }

    /// How children come into care in that year, and why.
    EntryMix mix_on(Day day, const Levels& levels) const {
        return follows_ ? levels.entry_mix(reporting_year(day)) : EntryMix{};
    }

   private:
    bool follows_;
    Flow flow_;
};

}  // namespace hearth
