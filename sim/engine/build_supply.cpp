#include <algorithm>
#include <cmath>

#include "sim/engine/starting_population.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t places_draw = 0, agency_draw = 1, point_draw = 2, outside_draw = 3;

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
            const auto places = std::min<long>(
                left, static_cast<long>(pick(draw.uniform(key, 0, places_draw), household_places_)) + 1);
            auto& household = authority.households.emplace_back();
            household.key = key;
            const auto [number_of_agency, provider] =
                static_cast<Agency>(agency) == Agency::in_house
                    ? FosterCarers::IndependentAgency{0, Provider::own}
                    : carers_.agency(authority.region, draw.uniform_pair(key, 0, agency_draw));
            household.agency = number_of_agency;
            household.provider = provider;
            const auto [of_outside, of_distance] = draw.uniform_pair(key, 0, outside_draw);
            const auto foster = static_cast<std::size_t>(PlacementKind::foster);
            const bool outside =
                household.provider == Provider::own && of_outside < terms_.reach.outside[foster];
            const auto of_point = draw.uniform_pair(key, 0, point_draw);
            auto point = around(authority.centre, authority.spread_km, of_point);
            if (outside) {
                const double away = -maths::log(1 - of_distance) * terms_.reach.outside_km[foster];
                point = {authority.centre.east +
                             (authority.spread_km + away) * maths::cos_of_pi_times(2 * of_point.second),
                         authority.centre.north +
                             (authority.spread_km + away) * maths::sin_of_pi_times(2 * of_point.second)};
            }
            household.east = point.east;
            household.north = point.north;
            household.outside = outside;
            household.places = static_cast<std::uint8_t>(places);
            carers_.describe(household, authority.ethnicity, eve, draw);
            left -= places;
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
