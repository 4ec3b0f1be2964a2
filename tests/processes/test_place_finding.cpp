#include <catch2/catch.hpp>

#include "sim/rules/place_finding.hpp"
#include "tests/market.hpp"
#include "tests/statistics.hpp"

using namespace hearth;

namespace {

constexpr double alpha = 1e-6;
const std::vector<double> line{0.0, 20.0, 60.0};

/// Searches for the first child of the first authority.
struct Searching {
    const Country& country;
    SearchTerms terms;
    Population population{country};
    PlaceFinder finder{country, terms};
    Draws draw{1, 0, "test"};

    Inquiry inquiry(std::uint32_t occasion = 0) const {
        return {.population = population,
                .seeker = finder.seeker(population, 0, 0, synthetic::eve),
                .today = synthetic::eve,
                .strategy = *terms.strategy,
                .draw = draw,
                .occasion = occasion,
                .first_draw = 0};
    }
};

SearchTerms reach_of(double km, const synthetic::Yaml& yaml = synthetic::search()) {
    auto terms = synthetic::terms(yaml);
    terms.reach.foster_km = km;
    return terms;
}

}  // namespace

TEST_CASE("places elsewhere are taken the less often the farther away they are",
          "[verification][placement_search]") {
    constexpr std::uint32_t searches = 20'000;
    constexpr double reach = 30;
    const auto country = synthetic::on_a_line(1, 50, line);
    const Searching searching{country, reach_of(reach)};
    std::array<std::int64_t, 3> found{};
    for (std::uint32_t search = 0; search < searches; ++search) {
        auto inquiry = searching.inquiry(search);
        const auto place = searching.finder.agencies(inquiry, Carers::approved);
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

TEST_CASE("the last place in reach is found, however far, and none when all are full",
          "[unit][placement_search]") {
    auto country = synthetic::on_a_line(1, 0, line);
    synthetic::add_household(country, 2, Provider::voluntary, 60);
    {
        const Searching searching{country, reach_of(2)};
        auto inquiry = searching.inquiry();
        const auto place = searching.finder.agencies(inquiry, Carers::approved);
        REQUIRE(place);
        CHECK(place->authority == 2);
        CHECK(place->provider == Provider::voluntary);
        CHECK(inquiry.asked == 1);
    }
    country.authorities[2].households[0].filled = 1;
    const Searching searching{country, reach_of(2)};
    auto inquiry = searching.inquiry();
    CHECK_FALSE(searching.finder.agencies(inquiry, Carers::approved));
}

TEST_CASE("who is on hold, has a child who must be alone, or fosters no more has no vacancy",
          "[unit][vacancies]") {
    auto country = synthetic::on_a_line(1, 0, {0.0});
    const auto row = synthetic::add_household(country, 0, Provider::own, 0, 3);
    auto& households = country.authorities[0].households;
    CHECK(vacant(households[row]) == 3);
    households[row].bedrooms = 2;
    CHECK(vacant(households[row]) == 2);
    CHECK(vacant_for_sibling(households[row]) == 3);
    households[row].filled = 2;
    CHECK(vacant(households[row]) == 0);
    CHECK(vacant_for_sibling(households[row]) == 1);
    households[row].filled = 1;
    households[row].sole = 1;
    CHECK(vacant(households[row]) == 0);
    households[row].sole = 0;
    households[row].on_hold = 1;
    CHECK(vacant(households[row]) == 0);
    CHECK(vacant_for_sibling(households[row]) == 2);
    households[row].siblings = 0;
    CHECK(vacant_for_sibling(households[row]) == 0);
    households[row].on_hold = 0;
    households[row].left = synthetic::eve;
    CHECK(vacant(households[row]) == 0);
    CHECK(vacant_for_sibling(households[row]) == 0);
}

TEST_CASE("carers are asked within their approval first: age and complexity of need",
          "[unit][placement_search]") {
    auto country = synthetic::on_a_line(1, 1, {0.0}, Provider::own);
    auto& households = country.authorities[0].households;
    households[0].ages = 1U << static_cast<unsigned>(AgeBand::under_1);  // the child is ten
    const Searching searching{country, reach_of(30)};
    auto inquiry = searching.inquiry();
    CHECK_FALSE(searching.finder.in_house(inquiry, Carers::approved));
    CHECK(inquiry.refused == 0);
    auto beyond = searching.inquiry();
    beyond.may_be_refused = false;
    const auto place = searching.finder.in_house(beyond, Carers::not_approved);
    REQUIRE(place);
    CHECK(place->match < 1);

    households[0].ages = 0b11111;
    households[0].complexity = 0.3F;
    auto difficult = country;
    difficult.authorities[0].in_care[0].complexity = 0.5;
    const Searching for_difficult{difficult, reach_of(30)};
    auto asking = for_difficult.inquiry();
    CHECK_FALSE(for_difficult.finder.in_house(asking, Carers::approved));
}

TEST_CASE("a search that finds nobody says the first reason why", "[unit][placement_search]") {
    const auto reason = [](const Country& country) {
        const Searching searching{country, reach_of(30)};
        auto inquiry = searching.inquiry();
        CHECK_FALSE(searching.finder.in_house(inquiry, Carers::approved));
        CHECK_FALSE(searching.finder.agencies(inquiry, Carers::approved));
        return searching.finder.why_none(inquiry, PlacementKind::foster);
    };
    const auto full = synthetic::on_a_line(1, 0, {0.0, 30.0, 60.0});
    CHECK(reason(full) == UnmetReason::distance);

    auto too_young = synthetic::on_a_line(1, 1, {0.0}, Provider::own);
    too_young.authorities[0].households[0].ages = 1U << static_cast<unsigned>(AgeBand::under_1);
    CHECK(reason(too_young) == UnmetReason::age);

    auto too_hard = synthetic::on_a_line(1, 1, {0.0}, Provider::own);
    too_hard.authorities[0].households[0].complexity = 0.3F;
    too_hard.authorities[0].in_care[0].complexity = 0.5;
    CHECK(reason(too_hard) == UnmetReason::complexity);
    synthetic::add_household(too_hard, 0, Provider::own, 0);  // takes the child's age and needs
    const Searching searching{too_hard, reach_of(30)};
    auto declined = searching.inquiry();
    declined.asked = declined.take_age = declined.can = 1;
    CHECK(searching.finder.why_none(declined, PlacementKind::foster) == UnmetReason::declined);
    CHECK(searching.finder.why_none(declined, PlacementKind::childrens_home) == UnmetReason::declined);
    CHECK(searching.finder.why_none(searching.inquiry(), PlacementKind::foster) ==
          UnmetReason::none_answered);
    CHECK(searching.finder.why_none(searching.inquiry(), PlacementKind::childrens_home) ==
          UnmetReason::distance);
}

TEST_CASE("outside their approval only those are asked who are not approved", "[unit][placement_search]") {
    auto country = synthetic::on_a_line(1, 2, {0.0}, Provider::own);
    auto& households = country.authorities[0].households;
    households[1].ages = 1U << static_cast<unsigned>(AgeBand::under_1);  // the child is ten
    const Searching searching{country, reach_of(30)};
    for (std::uint32_t search = 0; search < 20; ++search) {
        auto within = searching.inquiry(search), outside = searching.inquiry(search);
        within.may_be_refused = outside.may_be_refused = false;
        const auto approved = searching.finder.in_house(within, Carers::approved);
        const auto other = searching.finder.in_house(outside, Carers::not_approved);
        REQUIRE(approved);
        REQUIRE(other);
        CHECK(approved->row == 0);
        CHECK(other->row == 1);
    }
}

TEST_CASE("for brothers and sisters those are asked who have room for all of them",
          "[unit][placement_search]") {
    auto country = synthetic::on_a_line(1, 30, {0.0}, Provider::own);
    const auto roomy = synthetic::add_household(country, 0, Provider::own, 10, 3);
    const auto refuses_groups = synthetic::add_household(country, 0, Provider::own, 0, 3);
    country.authorities[0].households[refuses_groups].siblings = 0;
    const Searching searching{country, reach_of(30)};
    for (int siblings = 1; siblings <= 3; ++siblings) {
        auto inquiry = searching.inquiry();
        inquiry.may_be_refused = false;
        inquiry.seeker.siblings_waiting = siblings;
        const auto place = searching.finder.in_house(inquiry, Carers::with_room_for_siblings);
        REQUIRE(place.has_value() == (siblings < 3));
        if (place) CHECK(place->row == roomy);
        CHECK(inquiry.asked == (siblings < 3 ? 1 : 0));
    }
}

TEST_CASE("carers decline as often as configured, the more often the more complex the need",
          "[statistical][placement_search]") {
    constexpr std::uint32_t searches = 20'000;
    auto country = synthetic::on_a_line(1, 1, {0.0}, Provider::own);
    for (const double complexity : {0.0, 1.0}) {
        country.authorities[0].in_care[0].complexity = complexity;
        const Searching searching{country,
                                  reach_of(30, synthetic::search(1, "nearest_offer", "authority", 0.3))};
        std::int64_t accepted = 0;
        for (std::uint32_t search = 0; search < searches; ++search) {
            auto inquiry = searching.inquiry(search);
            accepted += searching.finder.in_house(inquiry, Carers::approved) ? 1 : 0;
        }
        const double chance = complexity == 0 ? 0.7 : 0.35;  // accepts_complexity is a half
        CHECK(statistics::p_value(accepted, searches, chance) > alpha);
        CHECK(statistics::p_value(accepted, searches, chance * 1.06) < alpha);  // power: 6 % is caught
    }
}

TEST_CASE("an authority asks its own carers, a pool those of its region or of the nation",
          "[unit][placement_search]") {
    auto country = synthetic::on_a_line(1, 0, line, Provider::own);
    country.authorities[2].region = 1;
    synthetic::add_household(country, 2, Provider::own, 60);
    const auto pooled = [](const char* pool) {
        return reach_of(30, synthetic::search(1, "nearest_offer", pool));
    };
    for (const auto* pool : {"authority", "region", "nation"}) {
        const Searching searching{country, pooled(pool)};
        auto inquiry = searching.inquiry();
        const auto place = searching.finder.in_house(inquiry, Carers::approved);
        CHECK(place.has_value() == (pool == std::string{"nation"}));
    }
    auto nearer = country;
    synthetic::add_household(nearer, 1, Provider::own, 20);
    const Searching in_region{nearer, pooled("region")};
    auto inquiry = in_region.inquiry();
    const auto place = in_region.finder.in_house(inquiry, Carers::approved);
    REQUIRE(place);
    CHECK(place->authority == 1);
    CHECK(place->provider == Provider::other_authority);
}

TEST_CASE("today the nearest of those who answer is taken, by best_match the one who fits",
          "[unit][placement_search]") {
    auto country = synthetic::on_a_line(1, 0, {0.0}, Provider::own);
    const auto near = synthetic::add_household(country, 0, Provider::own, 0);
    const auto far = synthetic::add_household(country, 0, Provider::own, 7);
    auto& households = country.authorities[0].households;
    households[near].approved = synthetic::eve;  // no experience
    country.authorities[0].in_care[0].child =
        child_of(make_key<FamilyKey>({.kind = KeyKind::family, .authority = 1, .cell = 1, .number = 1}), 1);
    for (const auto* strategy : {"nearest_offer", "best_match"}) {
        const Searching searching{country, reach_of(30, synthetic::search(1, strategy))};
        auto inquiry = searching.inquiry();
        const auto place = searching.finder.in_house(inquiry, Carers::approved);
        REQUIRE(place);
        CHECK(place->row == (strategy == std::string{"best_match"} ? far : near));
    }
}

TEST_CASE("families live about the centre of their authority, each always in the same place",
          "[statistical][geography]") {
    auto country = synthetic::on_a_line(1, 0, line);
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
