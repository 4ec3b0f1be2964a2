#pragma once

#include <map>

#include "agents/country.hpp"
#include "sim/config/section.hpp"

namespace hearth {

/// How single years of a run differ from the mean that rates are from, by age, for a process that may follow
/// the published record or not (its flag `history`).
class FollowedHistory {
   public:
    explicit FollowedHistory(Section& config)
        : follows_{
              config.flag("history", true, "single years differ from the mean as they did: the pandemic")} {}

    /// Every reporting year that a run of `country` can touch.
    void prepare(const Country& country, const History& published) {
        for (int year = reporting_year(first_day(country.start));
             year <= reporting_year(last_day(country.end)); ++year) {
            by_year_[year] = follows_ ? published.ratio(year) : History{}.ratio(year);
        }
    }

    /// By age, in the year that `day` belongs to.
    const History::ByAge& on(Day day) const { return by_year_.at(reporting_year(day)); }

   private:
    bool follows_;
    std::map<int, History::ByAge> by_year_;
};

}  // namespace hearth
