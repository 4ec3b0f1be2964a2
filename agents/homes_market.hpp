#pragma once

#include <array>
#include <cstdint>

#include "agents/newcomer.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Homes open less than so many months after somebody has decided to open them.
constexpr std::size_t longest_wait_to_open = 36;

/// Usable places of children's homes that take children, without secure homes, and how many are filled.
struct HomePlaces {
    std::int32_t usable = 0;
    std::int32_t filled = 0;
};

/// What one local authority's market of children's homes remembers. Authorities of one market come to the
/// same occupancy and price, each from the places of all of them.
struct MarketOfHomes {
    HomePlaces places;       ///< located in this authority, as of the last month's end
    double occupancy = 0;    ///< of the whole market, smoothed [1]
    double price_ratio = 1;  ///< real price of a place in a home against the first day's [1]
    /// Homes decided on that will open, by sector.
    std::array<DueByMonth<std::uint16_t, longest_wait_to_open>, sectors.size()> opening_due{};
};

}  // namespace hearth
