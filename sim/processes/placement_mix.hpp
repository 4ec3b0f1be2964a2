#pragma once

#include "agents/states.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// Which kind of placement is wanted, by age: for the first in a period of care, and for one that follows a move.
class PlacementMix {
   public:
    explicit PlacementMix(Section& config)
        : at_entry_{config.table("kind_at_entry", "1", {"age_band", age_bands.names}, kinds(), {0, 1},
                                 "share of kinds of the first placement in a period of care by age")},
          after_move_{config.table("kind_after_move", "1", {"age_band", age_bands.names}, kinds(), {0, 1},
                                   "share of kinds of a placement that follows a move by age")} {}

    PlacementKind at_entry(int age, double uniform) const { return from(at_entry_, age, uniform); }
    PlacementKind after_move(int age, double uniform) const { return from(after_move_, age, uniform); }

   private:
    static Axis kinds() { return {"placement", std::span{placement_kinds.names}.first(placement_kind_count)}; }
    static PlacementKind from(const Table& shares, int age, double uniform) {
        return static_cast<PlacementKind>(pick(uniform, shares.row(static_cast<std::size_t>(age_band(age)))));
    }

    Table at_entry_;
    Table after_move_;
};

}  // namespace hearth
