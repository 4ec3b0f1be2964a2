#pragma once

#include "agents/country.hpp"
#include "sim/config/section.hpp"

namespace hearth {

/// Months of a run in which something holds that a scenario brings: so many, from one on.
class MonthsOfRun {
   public:
    explicit MonthsOfRun(Section& config)
        : from_{static_cast<std::int32_t>(
              config.integer("from", "month", {0, 600}, "month of the run in which it begins"))},
          months_{
              static_cast<std::int32_t>(config.integer("months", "month", {0, 600}, "how long it lasts"))} {}

    void prepare(const Country& country) {
        begins_ = first_day(country.start + from_);
        over_ = first_day(country.start + (from_ + months_));
    }
    bool hold(Day day) const { return day >= begins_ && day < over_; }

   private:
    std::int32_t from_;
    std::int32_t months_;
    Day begins_{};
    Day over_{};
};

}  // namespace hearth
