#include "sim/first_day/supply.hpp"

#include <algorithm>
#include <cmath>

#include "sim/first_day/draws.hpp"
#include "sim/rules/geography.hpp"

namespace hearth {
namespace {

using namespace first_day_draws;

/// Secure homes have numbers of their own, so that one more home elsewhere changes no key.
constexpr std::uint32_t first_secure_number = 1U << 12U;

/// In the keys of all that are there on the first day: the reporting year before it.
std::uint8_t origin_of(Day eve) {
    return static_cast<std::uint8_t>(reporting_year(eve) - origin_year_zero);
}

template <class Number>
std::uint32_t whole(Number number) {
    return static_cast<std::uint32_t>(number);
}

/// Places of the home with this number when all are shared out evenly.
std::uint8_t share_of(std::uint32_t places, std::uint32_t homes, std::uint32_t number) {
    return static_cast<std::uint8_t>(
        std::min<std::uint32_t>(255, places / homes + (number < places % homes ? 1 : 0)));
}

}  // namespace

FirstDaySupply::ForOneListed::ForOneListed(Section config)
    : homes{config.by_year("homes", "1", {1, 2}, "children's homes there are for one in the list")},
      places{config.by_year("places", "1", {1, 2}, "their places for one in the list")} {
    config.close();
}

FirstDaySupply::FirstDaySupply(Section& config)
    : for_one_listed_{config.section("homes_for_one_listed", "children's homes beside the list of a year")},
      carers_{config.section("foster_carers", "foster households of the first day")},
      home_places_{config.shared<HomePlacesInUse>()} {}

void FirstDaySupply::build(FirstDayTables& made, const Authority& home, const AuthorityInputs& inputs,
                           Day eve, const Draws& draw) const {
    const auto origin = origin_of(eve);
    for (std::size_t agency = 0; agency < agencies.size(); ++agency) {
        auto left = std::lround(inputs.foster_places[agency]);
        for (std::uint32_t number = 0; left > 0; ++number) {
            const auto key = make_key<HouseholdKey>({.kind = KeyKind::foster_household,
                                                     .authority = home.number,
                                                     .cell = static_cast<std::uint8_t>(agency),
                                                     .origin = origin,
                                                     .number = number});
            made.households.push_back(carers_.household(key, home, left, eve, draw));
            left -= made.households.back().places;
        }
    }
    build_homes(made.homes, home, inputs.childrens_homes, false, eve, draw);
    build_homes(made.homes, home, inputs.secure_homes, true, eve, draw);
}

/// Homes of one kind, each sector's places shared out evenly. The list misses some children's homes: of what
/// is over a whole number a draw decides.
void FirstDaySupply::build_homes(Homes& built, const Authority& authority, const ListedHomes& listed,
                                 bool are_secure, Day eve, const Draws& draw) const {
    const auto origin = origin_of(eve);
    const auto year = reporting_year(eve);
    const double homes_ratio = are_secure ? 1 : for_one_listed_.homes.in(year);
    const double places_ratio = are_secure ? 1 : for_one_listed_.places.in(year);
    for (std::uint32_t sector = 0; sector < sectors.size(); ++sector) {
        const double over = draw.uniform(authority_key(authority.number), sector, of_authority::unlisted);
        const auto registered = whole(std::lround(listed.places[sector] * places_ratio));
        const auto usable = whole(std::lround(registered * home_places_.usable));
        const auto homes = std::min(whole(std::floor(listed.homes[sector] * homes_ratio + over)), usable);
        for (std::uint32_t number = 0; number < homes; ++number) {
            auto& home = built.emplace_back();
            home.key = make_key<HomeKey>({.kind = KeyKind::home,
                                          .authority = authority.number,
                                          .cell = static_cast<std::uint8_t>(sector),
                                          .origin = origin,
                                          .number = number + (are_secure ? first_secure_number : 0)});
            home.sector = static_cast<Sector>(sector);
            home.secure = are_secure;
            const auto point =
                around(authority.centre, authority.spread_km, draw.uniform_pair(home.key, 0, of_home::point));
            home.east = point.east;
            home.north = point.north;
            home.registered = share_of(registered, homes, number);
            home.places = share_of(usable, homes, number);
        }
    }
}

}  // namespace hearth
