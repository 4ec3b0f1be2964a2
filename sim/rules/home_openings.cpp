#include "sim/rules/home_openings.hpp"

#include <algorithm>

#include "sim/core/contracts.hpp"
#include "sim/rules/geography.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 6> place_labels{"one", "two", "three", "four", "five", "six"};
constexpr std::uint32_t point_draw = 64, places_draw = 65;
constexpr int months_a_year = 12;

}  // namespace

HomeOpenings::HomeOpenings(Section& config)
    : for_each_home_{config.row(
          "openings", "1/year", {"sector", sectors.names}, {0, 10},
          "homes decided on for each home of the first day, at normal occupancy and the "
          "first day's prices")},
      elsewhere_{config.real("openings_elsewhere", "homes/year/10,000 children", {0, 10},
                             "private homes decided on, wherever these children live")},
      shortest_{static_cast<std::int32_t>(
          config.integer("opens_after", "month", {1, 24}, "shortest time from the decision to the opening"))},
      longer_{static_cast<std::int32_t>(
          config.integer("opens_later_by", "month", {0, 11}, "longest time beyond the shortest"))},
      places_{config.row("new_places", "1", {"registered places", place_labels}, {0, 1},
                         "share of new homes by size")},
      usable_{config.real("usable_places", "1", {0, 1}, "registered places that new homes use")} {}

void HomeOpenings::prepare(const Country& country) {
    constexpr double children_unit = 10'000;
    per_month_.clear();
    for (const auto& authority : country.authorities) {
        auto& expected = per_month_.emplace_back();
        for (const auto& home : authority.homes) {
            const auto sector = static_cast<std::size_t>(home.sector);
            if (home.secure == 0) expected[sector] += for_each_home_[sector] / months_a_year;
        }
        const auto children =
            static_cast<double>(country.children_on_last_day(authority, country.start + (-1)));
        expected[static_cast<std::size_t>(Sector::private_)] +=
            elsewhere_ * children / children_unit / months_a_year;
    }
}

Home HomeOpenings::home(HomeKey key, const Authority& authority, Day day, const Draws& draw) const {
    Home home;
    home.key = key;
    home.sector = static_cast<Sector>(fields_of(key).cell);
    home.opened = day;
    const auto point = around(authority.centre, authority.spread_km, draw.uniform_pair(key, 0, point_draw));
    home.east = point.east;
    home.north = point.north;
    const auto [of_size, of_use] = draw.uniform_pair(key, 0, places_draw);
    home.registered = static_cast<std::uint8_t>(1 + pick(of_size, places_));
    // What is over a whole number of places decides by chance; no home opens for nobody.
    home.places = std::max<std::uint8_t>(1, static_cast<std::uint8_t>(home.registered * usable_ + of_use));
    return home;
}

}  // namespace hearth
