#pragma once

#include "sim/processes/months_of_run.hpp"

namespace hearth {

/// A shock: for some months of a run placements with mainstream foster carers break more often than else.
class HardTime {
   public:
    explicit HardTime(Section config)
        : ratio_{config.real("ratio", "1", {0, 10}, "hazard of a disruption in that time, against else")},
          months_{config} {
        config.close();
    }

    void prepare(const Country& country) { months_.prepare(country); }

    double on(Day day, PlacementKind kind) const {
        return kind == PlacementKind::foster && months_.hold(day) ? ratio_ : 1;
    }

   private:
    double ratio_;
    MonthsOfRun months_;
};

}  // namespace hearth
