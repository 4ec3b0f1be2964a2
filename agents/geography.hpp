#pragma once

#include <array>
#include <cmath>

#include "agents/states.hpp"

namespace hearth {

/// A place on the map: British National Grid [km].
struct Point {
    double east = 0;
    double north = 0;
};

inline double distance_km(Point a, Point b) {
    const double east = a.east - b.east, north = a.north - b.north;
    return std::sqrt(east * east + north * north);
}

/// In no table is a place farther from the origin of the grid, east or north, and are two places farther from
/// one another: far outside of what any country comes to, and few enough kilometres for the cells of results.
constexpr double farthest_km = 7000, longest_km = 20'000;

constexpr double km_per_mile = 1.609344;
/// A placement farther from home than this is far in the national statistics.
constexpr double far_km = 20 * km_per_mile;

/// How far placements are sought, and where those are whose places nobody counts.
struct Reach {
    /// Places in another authority count for \f$ e^{-d/reach} \f$ of those at home, d between the two [km].
    double foster_km = 0;
    double childrens_home_km = 0;
    /// By kind: share outside the authority, and the mean distance from home of those that are [km].
    std::array<double, placement_kind_count> outside{};
    std::array<double, placement_kind_count> outside_km{};
};

}  // namespace hearth
