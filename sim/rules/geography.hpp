#pragma once

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/maths.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// A point at a root mean square distance of `spread_km` from `centre`: as a normal in each direction.
inline Point around(Point centre, double spread_km, UniformPair of) {
    const double distance = spread_km * std::sqrt(-maths::log(1 - of.first));
    return {centre.east + distance * maths::cos_of_pi_times(2 * of.second),
            centre.north + distance * maths::sin_of_pi_times(2 * of.second)};
}

/// Where families live: about the centre of their authority, always in the same place.
class Geography {
   public:
    explicit Geography(const Country& country) : draw_{country.seed, shared_by_replicates, "geography"} {}

    Point home_of(const Authority& authority, FamilyKey family) const {
        return around(authority.centre, authority.spread_km, draw_.uniform_pair(family, 0));
    }

   private:
    Draws draw_;
};

/// Reads `reach` and what is known of places that nobody counts.
inline Reach read_reach(Section& config) {
    const Axis kinds{"placement", std::span{placement_kinds.names}.first(placement_kind_count)};
    Reach reach;
    reach.foster_km = config.real("foster_reach", "km", {1, 1000},
                                  "agencies' foster places elsewhere count for exp(-distance/reach)");
    reach.childrens_home_km = config.real("childrens_home_reach", "km", {1, 1000},
                                          "homes elsewhere count for exp(-distance/reach)");
    const auto outside = config.row("outside", "1", kinds, {0, 1},
                                    "share outside the authority of placements whose places are not counted");
    const auto distance = config.row("outside_distance", "km", kinds, {0, 1000},
                                     "mean distance from home of placements outside the authority");
    std::copy(outside.begin(), outside.end(), reach.outside.begin());
    std::copy(distance.begin(), distance.end(), reach.outside_km.begin());
    return reach;
}

}  // namespace hearth
