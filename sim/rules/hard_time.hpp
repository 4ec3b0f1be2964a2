#pragma once

#include "agents/country.hpp"
#include "sim/config/section.hpp"

namespace hearth {

/// A shock: for some months of a run placements with mainstream foster carers break more often than else.
class HardTime {
   public:
    explicit HardTime(Section config)
        : ratio_{config.real("ratio", "1", {0, 10}, "hazard of a disruption in that time, against else")},
          from_{static_cast<std::int32_t>(
              config.integer("from", "month", {0, 600}, "month of the run in which it begins"))},
          months_{
              static_cast<std::int32_t>(config.integer("months", "month", {0, 600}, "how long it lasts"))} {
        config.close();
    }

    void prepare(const Country& country) {
        begins_ = first_day(country.start + from_);
        over_ = first_day(country.start + (from_ + months_));
    }

    double on(Day day, PlacementKind kind) const {
        return kind == PlacementKind::foster && day >= begins_ && day < over_ ? ratio_ : 1;
    }

   private:
    double ratio_;
    std::int32_t from_;
    std::int32_t months_;
    Day begins_{};
    Day over_{};
};

}  // namespace hearth
