#include <catch2/catch.hpp>

#include <map>

#include "sim/core/rates.hpp"
#include "tests/statistics.hpp"
#include "tests/synthetic.hpp"

using namespace hearth;

namespace {

constexpr double alpha = 1e-6;
constexpr int after = 8, later_by = 10;

/// `homes_market` with one value for every sector; feedbacks are off unless they are asked for.
struct Market {
    double openings = 0;  ///< a year for each home of the first day
    double closing = 0;   ///< 1/month
    double occupancy_elasticity = 0;
    double price_response = 0;
    double price_elasticity = 0;
    double empty = 1;
    std::string area = "nation";
    int notice = 31;

    synthetic::Yaml yaml() const {
        using synthetic::number;
        const auto whole = [](int value, const std::string& unit) {
            return "{value: " + std::to_string(value) + ", unit: " + unit + ", source: \"assumed: test\"}\n";
        };
        const auto process =
            "\n  - homes_market:\n      openings: " + synthetic::row_of(sectors.names, openings, "1/year") +
            "      openings_elsewhere: " + number(0, "\"homes/year/10,000 children\"") +
            "      opens_after: " + whole(after, "month") +
            "      opens_later_by: " + whole(later_by, "month") +
            "      new_places: {unit: \"1\", source: \"assumed: test\", values: {one: 0, two: 0.5, three: "
            "0, "
            "four: 0.5, five: 0, six: 0}}\n      market: " +
            area + "\n      normal_occupancy: " + number(0.8) +
            "      occupancy_memory: " + number(3, "month") +
            "      occupancy_elasticity: " + number(occupancy_elasticity) +
            "      price_response: " + number(price_response, "1/month") +
            "      price_elasticity: " + number(price_elasticity) +
            "      closing_hazard: " + synthetic::row_of(sectors.names, closing, "1/month") +
            "      empty_ratio: " + number(empty) + "      closing_notice: " + whole(notice, "day");
        return {process, {{"home_places", "      usable: " + number(1)}}};
    }
};

void add_home(Authority& authority, std::uint8_t places, bool secure = false) {
    auto& home = authority.homes.emplace_back();
    home.key = make_key<HomeKey>({.kind = KeyKind::home,
                                  .authority = authority.number,
                                  .cell = static_cast<std::uint8_t>(Sector::private_),
                                  .origin = 69,
                                  .number = static_cast<std::uint32_t>(authority.homes.size())});
    home.sector = Sector::private_;
    home.secure = secure;
    home.registered = places;
    home.places = places;
}

/// One authority of `homes` private homes of four places, with so many children of 12 in each.
Country with_homes(std::uint32_t homes, std::uint32_t children_each = 0) {
    auto country = synthetic::country(homes * children_each, 12, PlacementKind::childrens_home);
    auto& authority = country.authorities.front();
    for (std::uint32_t row = 0; row < homes; ++row) add_home(authority, 4);
    for (std::uint32_t row = 0; row < authority.in_care.size(); ++row) {
        auto& child = authority.in_care[row];
        child.provider_authority = 0;
        child.provider_row = row / children_each;
        auto& home = authority.homes[child.provider_row];
        ++home.filled;
        child.carer = home.key.value;
        country.placements[row].carer = child.carer;
        country.placements[row].provider_authority = 0;
        country.placements[row].provider_row = child.provider_row;
    }
    return country;
}

/// A run, and what the market remembers at the end of each month.
struct Run {
    Country country;
    Schedule schedule;
    Workers workers{1};
    Simulation simulation;
    std::vector<MarketOfHomes> markets;

    Run(Country built, const synthetic::Yaml& processes, int months)
        : country{std::move(built)},
          schedule{synthetic::schedule(processes, country)},
          simulation{country, schedule, 1, 0, workers} {
        for (int month = 0; month < months; ++month) {
            const Month now = simulation.month();
            simulation.live_month();
            REQUIRE(check_invariants(simulation.population(), last_day(now)) == "");
            markets.push_back(simulation.population().local(0).homes_market);
        }
    }
    const Homes& homes(std::size_t authority = 0) const {
        return simulation.population().local(authority).homes;
    }
    /// Homes opened in the months from `from` to before `to`.
    std::int64_t opened(int from, int to) const {
        const Day first = first_day(synthetic::start + from), end = first_day(synthetic::start + to);
        std::int64_t count = 0;
        for (const auto& home : homes()) count += home.opened >= first && home.opened < end ? 1 : 0;
        return count;
    }
};

/// What is told of a home that does not depend on who lives there.
std::vector<std::tuple<HomeKey, Day, Day>> facts(const Homes& homes) {
    std::vector<std::tuple<HomeKey, Day, Day>> all;
    for (const auto& home : homes) all.emplace_back(home.key, home.opened, home.closes_on);
    return all;
}

const synthetic::Yaml moving = synthetic::disruption_at(0) + synthetic::search(1);

}  // namespace

TEST_CASE("homes open at the rate, from the first month on", "[statistical][homes_market]") {
    constexpr std::uint32_t n = 10'000;
    const Run run{with_homes(n), Market{.openings = 0.2}.yaml(), 24};
    for (const int from : {0, 6, 12, 18}) {  // 1,000 each; 25% more is seen
        CHECK(statistics::p_value_of_count(run.opened(from, from + 6), n * 0.1) > alpha);
        CHECK(statistics::p_value_of_count(run.opened(from, from + 6), n * 0.125) < alpha);
    }
    std::map<std::uint64_t, int> keys;
    std::int64_t places = 0;
    for (const auto& home : run.homes()) {
        ++keys[home.key.value];
        if (home.opened == Day{}) continue;
        places += home.registered;
        CHECK((home.registered == 2 || home.registered == 4));
    }
    CHECK(keys.size() == run.homes().size());
    CHECK(static_cast<double>(places) == Approx(3 * run.opened(0, 24)).epsilon(0.05));
}

TEST_CASE("homes give notice at the hazard and close when it is over", "[statistical][homes_market]") {
    constexpr std::uint32_t n = 20'000;
    constexpr double hazard = 0.02;
    constexpr int notice = 61;
    const Run run{with_homes(n), Market{.closing = hazard, .notice = notice}.yaml(), 12};
    // Who gave notice before the first day closes within its time: 12 months and the notice of chances.
    const Day last = last_day(synthetic::start + 11);
    const double months = (last - synthetic::eve + notice) / days_per_month;
    std::int64_t gave_notice = 0, before = 0;
    for (const auto& home : run.homes()) {
        gave_notice += takes_children(home) ? 0 : 1;
        before += home.closes_on <= synthetic::eve + notice ? 1 : 0;
        CHECK((takes_children(home) || home.closes_on <= last + notice));
    }
    CHECK(statistics::p_value(gave_notice, n, probability({hazard}, months).value) > alpha);
    CHECK(statistics::p_value(gave_notice, n, probability({hazard * 1.1}, months).value) < alpha);
    CHECK(statistics::p_value(before, n, probability({hazard}, notice / days_per_month).value) > alpha);
    CHECK(statistics::p_value(before, n, probability({hazard * 1.3}, notice / days_per_month).value) < alpha);
}

TEST_CASE("full homes have more homes opened, a year or so later and not before",
          "[property][homes_market]") {
    constexpr int months = 30;
    const auto run = [](double elasticity, std::uint32_t children_each) {
        return Run{with_homes(1000, children_each),
                   Market{.openings = 0.2, .occupancy_elasticity = elasticity}.yaml(), months};
    };
    const auto quiet = run(0, 4), full = run(5, 4), empty = run(5, 0);
    CHECK(facts(run(0, 0).homes()) == facts(quiet.homes()));  // off, nobody looks at occupancy
    // What opens in the first months was decided before.
    CHECK(full.opened(0, after) == quiet.opened(0, after));
    CHECK(empty.opened(0, after) == quiet.opened(0, after));
    CHECK(quiet.opened(0, after) > 0);
    // Later up to exp(5 * 0.2) times as many, falling as new homes stand empty, or exp(-5 * 0.8) times. By
    // chance (some 210 in 12 months) they would differ by 20.
    CHECK(2 * full.opened(after + later_by, months) > 3 * quiet.opened(after + later_by, months));
    CHECK(4 * empty.opened(after + later_by, months) < quiet.opened(after + later_by, months));
    // Raising occupancy only adds decisions, so no month has fewer openings.
    for (int month = 0; month < months; ++month)
        CHECK(full.opened(month, month + 1) >= quiet.opened(month, month + 1));
}

TEST_CASE("full homes raise prices, and prices have homes opened", "[property][homes_market]") {
    const auto run = [](double response, double elasticity) {
        return Run{with_homes(1000, 4),
                   Market{.openings = 0.2, .price_response = response, .price_elasticity = elasticity}.yaml(),
                   30};
    };
    const auto off = run(0, 2), no_answer = run(0.1, 0), on = run(0.1, 2);
    CHECK(off.markets.back().price_ratio == 1);  // to the bit
    CHECK(on.markets[0].price_ratio == Approx(std::exp(0.1 * 0.2)));
    CHECK(no_answer.markets.back().price_ratio > on.markets.back().price_ratio);  // new homes are empty here
    CHECK(on.markets.back().price_ratio > 1.1);
    CHECK(facts(off.homes()) == facts(no_answer.homes()));
    CHECK(on.opened(0, after) == off.opened(0, after));
    CHECK(10 * on.opened(after, 30) > 11 * off.opened(after, 30));
}

TEST_CASE("with its feedbacks off the market does not know who lives in homes, to the bit",
          "[property][homes_market][off]") {
    const Market off{.openings = 0.2, .closing = 0.01};
    const auto run = [](const Market& market, std::uint32_t children_each) {
        return facts(Run{with_homes(500, children_each), market.yaml() + moving, 24}.homes());
    };
    const auto alone = run(off, 0);
    CHECK(run(off, 4) == alone);
    auto empties = off, answers = off, prices = off;
    empties.empty = 4;
    answers.occupancy_elasticity = 3;
    prices.price_response = 0.1;
    prices.price_elasticity = 1;
    for (const auto& on : {empties, answers, prices}) CHECK(run(on, 4) != run(on, 0));  // power
}

TEST_CASE("homes that stand empty close sooner", "[property][homes_market]") {
    const auto closed = [](double ratio, std::uint32_t children_each) {
        std::int64_t count = 0;
        const Run run{with_homes(2000, children_each),
                      Market{.closing = 0.01, .empty = ratio}.yaml() + moving, 12};
        for (const auto& home : run.homes()) count += takes_children(home) ? 0 : 1;
        return count;
    };
    CHECK(closed(4, 0) > 2 * closed(1, 0));
    CHECK(closed(4, 4) == closed(1, 4));  // at normal occupancy and above there is no difference
}

TEST_CASE("a home that has given notice takes nobody; who is there when it closes has to move",
          "[property][homes_market]") {
    const Run run{with_homes(200, 3), Market{.closing = 0.05, .notice = 91}.yaml() + moving, 18};
    std::size_t closed = 0;
    const Day today = last_day(synthetic::start + 17);
    for (const auto& home : run.homes()) {
        closed += home.closes_on <= today ? 1U : 0U;
        CHECK((takes_children(home) || vacant(home) == 0));
    }
    REQUIRE(closed > 50);
    const auto& placements = run.simulation.population().placements();
    std::size_t moved = 0, found_another_home = 0;
    for (const auto& placement : placements) {
        if (placement.kind != PlacementKind::childrens_home) continue;
        const auto& home = run.homes()[placement.provider_row];
        CHECK((placement.began == synthetic::eve || placement.began <= home.closes_on - 91));
        found_another_home += placement.began > synthetic::eve ? 1U : 0U;
        if (placement.change != ChangeReason::CLOSE) continue;
        ++moved;
        CHECK(placement.ended == home.closes_on);
    }
    CHECK(moved >= 3 * closed);  // some of them twice
    CHECK(found_another_home > 0);
}

TEST_CASE("searches find homes that have opened", "[property][homes_market]") {
    const Run run{with_homes(100, 4),
                  Market{.openings = 1}.yaml() + synthetic::disruption_at(0.1) + synthetic::search(1), 12};
    std::size_t in_new_homes = 0;
    for (const auto& child : run.simulation.population().local(0).in_care) {
        if (child.kind != PlacementKind::childrens_home) continue;
        in_new_homes += run.homes()[child.provider_row].opened > synthetic::eve ? 1U : 0U;
    }
    CHECK(in_new_homes > 50);
}

TEST_CASE("secure homes neither open nor close, and are no part of the market", "[property][homes_market]") {
    auto country = with_homes(0);
    for (int home = 0; home < 500; ++home) add_home(country.authorities.front(), 4, true);
    const Run run{country, Market{.openings = 1, .closing = 0.1, .price_response = 1}.yaml(), 12};
    CHECK(run.homes().size() == 500);
    for (const auto& home : run.homes()) CHECK(takes_children(home));
    CHECK(run.markets.back().places.usable == 0);
    CHECK(run.markets.back().price_ratio == 1);  // where there is no market there is no news of it
}

TEST_CASE("a market is the nation's homes or a region's", "[unit][homes_market]") {
    const auto run = [](const std::string& area) {
        auto country = with_homes(100, 4);  // full
        country.regions.push_back({"S", "Other region"});
        auto& elsewhere = country.authorities.emplace_back(country.authorities.front());
        elsewhere.number = 8;
        elsewhere.region = 1;
        elsewhere.in_care.clear();
        elsewhere.homes.clear();
        for (int home = 0; home < 100; ++home) add_home(elsewhere, 4);  // empty
        Run made{std::move(country), Market{.area = area}.yaml(), 1};
        return std::pair{made.simulation.population().local(0).homes_market->occupancy,
                         made.simulation.population().local(1).homes_market->occupancy};
    };
    CHECK(run("nation") == std::pair{0.5, 0.5});
    CHECK(run("region") == std::pair{1.0, 0.0});
}
