#include <algorithm>
#include <cmath>

#include "sim/engine/starting_population.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t point_draw = 2;

}  // namespace

/// Foster households until the authority's approved places are used up; homes with their usable places shared
/// out evenly.
void StartingPopulation::build_supply(Authority& authority, const AuthorityInputs& inputs, Day eve,
                                      const Draws& draw) const {
    constexpr auto origin = static_cast<std::uint8_t>(last_cohort - origin_year_zero);
    for (std::size_t agency = 0; agency < agencies.size(); ++agency) {
        auto left = std::lround(inputs.foster_places[agency]);
        for (std::uint32_t number = 0; left > 0; ++number) {
            const auto key = make_key<HouseholdKey>({.kind = KeyKind::foster_household,
                                                     .authority = authority.number,
                                                     .cell = static_cast<std::uint8_t>(agency),
                                                     .origin = origin,
                                                     .number = number});
            authority.households.push_back(carers_.household(key, authority, left, eve, draw));
            left -= authority.households.back().places;
        }
    }
    for (std::size_t sector = 0; sector < sectors.size(); ++sector) {
        const auto usable =
            static_cast<std::uint32_t>(std::lround(inputs.home_places[sector] * usable_home_places_));
        const auto homes = std::min(inputs.homes[sector], usable);
        for (std::uint32_t number = 0; number < homes; ++number) {
            auto& home = authority.homes.emplace_back();
            home.key = make_key<HomeKey>({.kind = KeyKind::home,
                                          .authority = authority.number,
                                          .cell = static_cast<std::uint8_t>(sector),
                                          .origin = origin,
                                          .number = number});
            home.sector = static_cast<Sector>(sector);
            const auto point =
                around(authority.centre, authority.spread_km, draw.uniform_pair(home.key, 0, point_draw));
            home.east = point.east;
            home.north = point.north;
            home.places = static_cast<std::uint8_t>(
                std::min<std::uint32_t>(255, usable / homes + (number < usable % homes ? 1 : 0)));
        }
    }
}

}  // namespace hearth
