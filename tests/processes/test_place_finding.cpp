#include <catch2/catch.hpp>

#include "sim/processes/place_finding.hpp"
#include "tests/statistics.hpp"
#include "tests/synthetic.hpp"

using namespace hearth;

namespace {

constexpr double alpha = 1e-6;

/// Three authorities on a line, 0, 20 and 60 km from the first, each with `places` private foster households
/// of one place at its centre; the first has the children.
Country line_of_three(std::uint32_t children, std::uint32_t places) {
    auto country = synthetic::country(children);
    country.seed = 1;
    for (int more = 0; more < 2; ++more) country.authorities.push_back(country.authorities.front());
    const std::array east{0.0, 20.0, 60.0};
    for (std::uint16_t row = 0; row < 3; ++row) {
        auto& authority = country.authorities[row];
        authority.number = static_cast<std::uint16_t>(row + 1);
        authority.centre = {east[row], 0};
        authority.spread_km = 1;
        if (row > 0) truncate(authority.in_care, 0);
        for (std::uint32_t number = 0; number < places; ++number) {
            auto& households = authority.households;
            const auto at = add_row(households);
            households.key[at] = make_key<HouseholdKey>({.kind = KeyKind::foster_household,
                                                         .authority = authority.number,
                                                         .cell = 1,
                                                         .origin = 69,
                                                         .number = number});
            households.provider[at] = Provider::private_;
            households.places[at] = 1;
            households.east[at] = east[row];
        }
    }
    return country;
}

Reach reach_of(double km) {
    Reach reach;
    reach.foster_km = km;
    reach.childrens_home_km = km;
    return reach;
}

}  // namespace

TEST_CASE("places elsewhere are taken the less often the farther away they are",
          "[verification][placement_search]") {
    constexpr std::uint32_t searches = 20'000;
    constexpr double reach = 30;
    const auto country = line_of_three(1, 50);
    const Population population{country};
    const PlaceFinder finder{country, reach_of(reach)};
    std::array<std::int64_t, 3> found{};
    const Draws draw{1, 0, "test"};
    for (std::uint32_t search = 0; search < searches; ++search) {
        const auto [of_authority, of_vacancy] = draw.uniform_pair(authority_key(1), search);
        const auto place = finder.find(population, PlacementKind::foster, 0, 0, {of_authority, of_vacancy});
        REQUIRE(place);
        CHECK(place->outside == (place->authority != 0));
        ++found[place->authority];
    }
    const double total = 1 + maths::exp(-20 / reach) + maths::exp(-60 / reach);
    CHECK(statistics::p_value(found[0], searches, 1 / total) > alpha);
    CHECK(statistics::p_value(found[2], searches, maths::exp(-60 / reach) / total) > alpha);
    // Without regard to distance a third would be in each.
    CHECK(statistics::p_value(found[2], searches, 1.0 / 3) < alpha);
}

TEST_CASE("the last place of the country is found, however far, and none when all are full",
          "[unit][placement_search]") {
    auto country = line_of_three(1, 0);
    auto& far = country.authorities[2].households;
    add_row(far);
    far.key[0] =
        make_key<HouseholdKey>({.kind = KeyKind::foster_household, .authority = 3, .cell = 1, .origin = 69});
    far.provider[0] = Provider::voluntary;
    far.places[0] = 1;
    const PlaceFinder finder{country, reach_of(2)};
    const Population free{country};
    const auto place = finder.find(free, PlacementKind::foster, 0, 0, {0.5, 0.5});
    REQUIRE(place);
    CHECK(place->authority == 2);
    CHECK(place->provider == Provider::voluntary);
    far.filled[0] = 1;
    const Population full{country};
    CHECK_FALSE(finder.find(full, PlacementKind::foster, 0, 0, {0.5, 0.5}));
}

TEST_CASE("families live about the centre of their authority, each always in the same place",
          "[statistical][geography]") {
    auto country = line_of_three(1, 0);
    country.authorities[1].spread_km = 12;
    const Geography geography{country}, again{country};
    double east = 0, squared = 0;
    constexpr int families = 20'000;
    for (std::uint32_t number = 0; number < families; ++number) {
        const auto family =
            make_key<FamilyKey>({.kind = KeyKind::family, .authority = 2, .cell = 1, .number = number});
        const auto home = geography.home_of(country.authorities[1], family);
        CHECK(home.east == again.home_of(country.authorities[1], family).east);
        east += home.east;
        const double distance = distance_km(home, country.authorities[1].centre);
        squared += distance * distance;
    }
    // Mean squared distance is exponential with mean 144: its standard error is 144 / sqrt(families), 0.7%.
    CHECK(std::abs(squared / families / 144 - 1) < 5 * 0.00708);
    CHECK(std::abs(east / families - 20) < 5 * 12 / std::sqrt(2.0 * families));
}
