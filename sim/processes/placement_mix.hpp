#pragma once

#include <algorithm>
#include <array>

#include "agents/key.hpp"
#include "agents/states.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// Which kind of placement is wanted, by age: for the first in a period of care, and for one that follows a
/// move.
class PlacementMix {
   public:
    explicit PlacementMix(Section& config)
        : at_entry_{config.table("kind_at_entry", "1", {"age_band", age_bands.names}, kinds(), {0, 1},
                                 "share of kinds of the first placement in a period of care by age")},
          after_move_{config.table("kind_after_move", "1", {"age_band", age_bands.names}, kinds(), {0, 1},
                                   "share of kinds of a placement that follows a move by age")},
          unaccompanied_{config.table("kind_unaccompanied", "1", {"age_band", age_bands.names}, kinds(),
                                      {0, 1},
                                      "share of kinds of any placement of an unaccompanied child by age")} {}

    PlacementKind at_entry(ChildKey child, int age, double uniform) const {
        return from(is_unaccompanied(child) ? unaccompanied_ : at_entry_, age, uniform);
    }
    /// @param left  kind of the placement that ended; nobody moves from parents to parents
    PlacementKind after_move(ChildKey child, PlacementKind left, int age, double uniform) const {
        const auto& shares = is_unaccompanied(child) ? unaccompanied_ : after_move_;
        if (left != PlacementKind::parents) return from(shares, age, uniform);
        const auto row = shares.row(static_cast<std::size_t>(age_band(age)));
        std::array<double, placement_kind_count> others{};
        std::copy(row.begin(), row.end(), others.begin());
        others[static_cast<std::size_t>(PlacementKind::parents)] = 0;
        return static_cast<PlacementKind>(pick(uniform, others));
    }

   private:
    static Axis kinds() {
        return {"placement", std::span{placement_kinds.names}.first(placement_kind_count)};
    }
    static PlacementKind from(const Table& shares, int age, double uniform) {
        return static_cast<PlacementKind>(pick(uniform, shares.row(static_cast<std::size_t>(age_band(age)))));
    }

    Table at_entry_;
    Table after_move_;
    Table unaccompanied_;
};

}  // namespace hearth
