#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "sim/core/rates.hpp"
#include "sim/engine/bookkeeper.hpp"
#include "sim/engine/steward.hpp"
#include "sim/results/missing.hpp"
#include "tests/arranged.hpp"
#include "tests/engine/tiny_county.hpp"
#include "tests/statistics.hpp"
#include "tests/synthetic.hpp"

using namespace hearth;

namespace {

constexpr double alpha = 1e-6;  // chance of a false alarm in each comparison if a key is ever changed

/// `missing_episodes` at one rate for everybody [1/month], in April, which has 30 of 30 days.
struct Given {
    double rate = 0;
    double prone_share = 1;
    double complexity_ratio = 1;
    std::string length =
        "day_0: 1, day_1_to_2: 0, day_3_to_7: 0, day_8_to_10: 0, day_11_to_15: 0, "
        "day_16_to_20: 0, day_21_to_30: 0, day_31_on: 0";

    std::string yaml() const {
        const auto row = [](double value) {
            std::string text;
            for (const auto age : age_bands.names)
                text += std::string{age} + ": " + std::to_string(value) + ", ";
            return text;
        };
        const auto number = [](double value) { return "{value: " + std::to_string(value) + ", "; };
        const std::string source = R"(source: "assumed: test")", ratio = R"(unit: "1", )" + source;
        return "\n  - missing_episodes:\n      rate: {unit: 1/month, " + source + ", values: {" + row(rate) +
               "}}\n      kind_ratio: {" + ratio +
               ", values: {foster_kin: 1, foster: 1, adoption: 0, parents: 1, childrens_home: 1, "
               "supported: 1, other_residential: 1, other: 1}}\n      prone_share: " +
               number(prone_share) + ratio + "}\n      others_ratio: " + number(0) + ratio +
               "}\n      complexity_ratio: " + number(complexity_ratio) + ratio + "}\n      length: {" +
               ratio + ", values: {" + length + "}}\n      length_from_day_31: " + number(100) +
               "unit: day, " + source + "}\n      pandemic_ratio: {" + ratio + ", values: {" + row(1) +
               "}}\n      rate_ratio: " + number(1) + ratio + "}\n";
    }
};

/// What happens in the first month to children of ten.
Population first_month(const Country& country, const Given& given) {
    const auto schedule = synthetic::schedule(given.yaml(), country);
    const Workers workers{1};
    Simulation simulation{country, schedule, 1, 0, workers};
    simulation.live_month();
    return simulation.population();
}

std::set<std::uint64_t> children_missing(const Population& population) {
    std::set<std::uint64_t> children;
    for (const auto& episode : population.missing_episodes()) children.insert(episode.child.value);
    return children;
}

std::int64_t count(const Population& population) {
    return static_cast<std::int64_t>(children_missing(population).size());
}

/// The county for five years, with so many incidents that children are often missing.
struct Often {
    TinyCounty county{{"months=60", "missing_episodes.rate_ratio=10"}};
    Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};

    Often() {
        for (int month = 0; month < 60; ++month) {
            simulation.live_month();
            REQUIRE(check_invariants(simulation.population(), last()) == "");
        }
    }
    Day last() const { return first_day(simulation.month()) - 1; }
};

}  // namespace

TEST_CASE("children go missing at the configured rate", "[statistical][missing_episodes]") {
    constexpr std::uint32_t n = 100'000;
    const auto hits = count(first_month(synthetic::country(n), {.rate = 0.05}));
    CHECK(statistics::p_value(hits, n, probability({0.05}).value) > alpha);
    CHECK(statistics::p_value(hits, n, probability({0.055}).value) < alpha);  // power: 10 % is caught
}

TEST_CASE("incidents of a child are Poisson, on all days of the month alike",
          "[statistical][missing_episodes]") {
    // One incident a day at most, so that each child and day is a trial of its own.
    constexpr std::uint32_t n = 20'000, days = 30;
    const auto population = first_month(synthetic::country(n), {.rate = 3});
    const auto& episodes = population.missing_episodes();
    const auto trials = std::int64_t{n} * days;
    const auto hits = static_cast<std::int64_t>(episodes.size());
    CHECK(statistics::p_value(hits, trials, probability({3.0 / days}).value) > alpha);
    CHECK(statistics::p_value(hits, trials, probability({3.1 / days}).value) < alpha);
    const auto early = std::count_if(episodes.begin(), episodes.end(), [](const MissingEpisode& episode) {
        return episode.began <= synthetic::eve + 10;
    });
    CHECK(statistics::p_value(early, hits, 1.0 / 3) > alpha);
    CHECK(statistics::p_value(early, hits, 11.0 / 30) < alpha);
}

TEST_CASE("few children are prone to go missing, and complexity adds", "[statistical][missing_episodes]") {
    constexpr std::uint32_t n = 50'000;
    const Given few{.rate = 1, .prone_share = 0.135, .complexity_ratio = 2};
    auto country = synthetic::country(n);
    const auto settled = count(first_month(country, few));
    CHECK(statistics::p_value(settled, n, 0.135 * probability({1}).value) > alpha);
    CHECK(statistics::p_value(settled, n, 0.150 * probability({1}).value) < alpha);
    for (auto& child : country.authorities.front().in_care) child.complexity = 1;
    const auto complex = count(first_month(country, few));
    CHECK(statistics::p_value(complex, n, 0.135 * probability({2}).value) > alpha);
    CHECK(statistics::p_value(complex, n, 0.135 * probability({1.6}).value) < alpha);
}

TEST_CASE("incidents have the configured lengths", "[statistical][missing_episodes]") {
    const Given given{.rate = 0.2,
                      .length =
                          "day_0: 0.3, day_1_to_2: 0.5, day_3_to_7: 0, day_8_to_10: 0, "
                          "day_11_to_15: 0, day_16_to_20: 0, day_21_to_30: 0, day_31_on: 0.2"};
    const auto population = first_month(synthetic::country(50'000), given);
    const auto& missing = population.missing_episodes();
    std::map<std::int32_t, std::int64_t> days;
    std::vector<double> beyond;
    for (std::size_t row = 0; row < missing.size(); ++row) {
        const auto length = missing[row].ended - missing[row].began;
        if (length >= 31) {
            beyond.push_back(length);
        } else {
            ++days[length];
        }
    }
    const auto all = static_cast<std::int64_t>(missing.size());
    CHECK(days.size() == 3);
    CHECK(statistics::p_value(days[0], all, 0.30) > alpha);
    CHECK(statistics::p_value(days[0], all, 0.33) < alpha);
    CHECK(statistics::p_value(days[1], all, 0.25) > alpha);
    CHECK(statistics::p_value(days[2], all, 0.25) > alpha);
    CHECK(statistics::p_value_of_mean(beyond, 100) > alpha);
    CHECK(statistics::p_value_of_mean(beyond, 110) < alpha);
}

TEST_CASE("a higher rate only adds children who go missing", "[property][common-random-numbers]") {
    const auto country = synthetic::country(5'000);
    const auto low = children_missing(first_month(country, {.rate = 0.2}));
    const auto high = children_missing(first_month(country, {.rate = 0.3}));
    CHECK(high.size() > low.size());
    CHECK(std::includes(high.begin(), high.end(), low.begin(), low.end()));
}

TEST_CASE("a child that waits for a placement does not go missing", "[property][missing_episodes]") {
    auto country = synthetic::country(1'000);
    for (auto& child : country.authorities.front().in_care) {
        child.kind = PlacementKind::none;
        child.placement_row = no_row;
    }
    country.placements.clear();
    // Nobody settles those who wait, so the month is planned by hand.
    const auto schedule = synthetic::schedule(Given{.rate = 5}.yaml(), country);
    Population population{country};
    std::vector<Event> events;
    const Draws draw{1, 0, "missing_episodes"};
    const Levels levels{country, 1, 0};
    LocalMonth month{.country = country,
                     .authority = 0,
                     .own = population.own(0, Steward{}),
                     .everybody = population,
                     .books = population.books(0),
                     .account = population.account(0, "missing_episodes", Bookkeeper{}),
                     .month = country.start,
                     .levels = levels,
                     .draw = draw,
                     .events = events};
    FirstMonth first{month, population.before_first_day(0, Steward{})};
    schedule.front().process->begin(first);
    schedule.front().process->plan(month);
    CHECK(events.empty());
}

TEST_CASE("nobody is missing twice at a time, and all are missing from a placement that lasts",
          "[property][missing_episodes]") {
    const Often often;
    const auto& population = often.simulation.population();
    const auto& missing = population.missing_episodes();
    const auto& placements = population.placements();
    std::map<std::uint64_t, std::vector<std::size_t>> of_child;
    for (std::size_t row = 0; row < placements.size(); ++row)
        of_child[placements[row].child.value].push_back(row);
    std::map<std::uint64_t, Day> back;
    std::size_t cut = 0;
    REQUIRE(missing.size() > 1'000);
    for (std::size_t row = 0; row < missing.size(); ++row) {
        const Day began = missing[row].began, ended = missing[row].ended;
        REQUIRE(began <= ended);
        REQUIRE(began <= often.last());
        bool inside = false;
        for (const auto placement : of_child[missing[row].child.value]) {
            if (placements[placement].began > began || placements[placement].ended <= began) continue;
            inside = ended <= placements[placement].ended;
            cut += ended == placements[placement].ended ? 1 : 0;
        }
        REQUIRE(inside);
        const auto before = back.find(missing[row].child.value);
        if (before != back.end()) REQUIRE(began >= before->second);
        back[missing[row].child.value] = ended;
    }
    CHECK(cut > 10);
}

TEST_CASE("the table of missing episodes is the record, open while the child is missing",
          "[property][missing_episodes]") {
    const Often often;
    const auto& record = often.simulation.population().missing_episodes();
    const auto table = missing(often.simulation.population(), often.last());
    const auto& began = std::get<std::vector<std::int32_t>>(table.columns[2].cells);
    const auto& ended = std::get<std::vector<std::int32_t>>(table.columns[3].cells);
    REQUIRE(began.size() == record.size());
    for (std::size_t row = 0; row < record.size(); ++row) {
        REQUIRE(began[row] == record[row].began.value);
        REQUIRE(ended[row] == (record[row].ended > often.last() ? -1 : record[row].ended.value));
    }
    CHECK(std::count(ended.begin(), ended.end(), -1) > 0);
}

TEST_CASE("without harm from them, incidents change nothing else, bit for bit",
          "[property][missing_episodes]") {
    const std::string no_harm = "shared.need_growth.per_incident=0";
    TinyCounty with{{"months=60", no_harm}}, without{{"months=60", no_harm, "missing_episodes.rate_ratio=0"}};
    const auto baseline = with.run(0, Events::all), never = without.run(0, Events::all);
    for (std::size_t index = 0; index < measures().size(); ++index) {
        const bool own = index == measure("missing_incidents") || index == measure("children_missing");
        CHECK((baseline.panels[index] == never.panels[index]) != own);
    }
    REQUIRE(baseline.events.size() == 3);
    for (std::size_t column = 0; column < baseline.events[0].columns.size(); ++column)
        CHECK(baseline.events[0].columns[column].cells == never.events[0].columns[column].cells);
    const auto& nobody = never.events[1].columns.front().cells;
    CHECK(std::get<std::vector<std::int64_t>>(nobody).empty());
}

TEST_CASE("one and seven threads record the same missing episodes", "[property][threads]") {
    const std::vector<std::string> often{"months=36", "missing_episodes.rate_ratio=10"};
    CHECK(TinyCounty{often, 1}.run(0, Events::all).digest() ==
          TinyCounty{often, 7}.run(0, Events::all).digest());
}

TEST_CASE("measures count incidents, and children once a year", "[property][missing_episodes]") {
    TinyCounty county{{"months=24", "missing_episodes.rate_ratio=5"}};
    const auto results = county.run(0, Events::all);
    const auto& child = std::get<std::vector<std::int64_t>>(results.events[1].columns[0].cells);
    const auto& began = std::get<std::vector<std::int32_t>>(results.events[1].columns[2].cells);
    const auto& ended = std::get<std::vector<std::int32_t>>(results.events[1].columns[3].cells);
    const auto whole = county.layout.areas.size() - 1;
    for (std::size_t year = 0; year < 2; ++year) {
        const Day first = first_day(county.layout.start + 12 * static_cast<int>(year));
        const Day last = last_day(month_of(first) + 11);
        std::int32_t events = 0, incidents = 0;
        std::set<std::int64_t> children;
        for (std::size_t row = 0; row < child.size(); ++row) {
            events += began[row] >= first.value && began[row] <= last.value ? 1 : 0;
            if (began[row] <= last.value && (ended[row] == -1 || ended[row] >= first.value))
                children.insert(child[row]);
        }
        for (std::size_t month = 12 * year; month < 12 * year + 12; ++month)
            incidents += county.at(results, measure("missing_incidents"), month, whole);
        CHECK(incidents == events);
        CHECK(county.at(results, measure("children_missing"), year, whole) ==
              static_cast<std::int32_t>(children.size()));
        CHECK(incidents > static_cast<std::int32_t>(children.size()));
    }
}

TEST_CASE("the invariants see a child missing that is not", "[unit][invariants]") {
    const auto country = synthetic::country(100);
    const auto population = first_month(country, {.rate = 5});
    const Day today = last_day(country.start);
    const auto broken = [&](const auto& breaks) {
        auto copy = population;
        breaks(Arranged{copy}.in_care);
        return check_invariants(copy, today);
    };
    CHECK(broken([](InCare&) {}) == "");
    CHECK(broken([](InCare& roster) { roster[0].missing_until = roster[0].missing_until + 1; }) != "");
    CHECK(broken([](InCare& roster) { std::swap(roster[0].missing_row, roster[1].missing_row); }) != "");
}
