#include <catch2/catch.hpp>

#include <map>
#include <tuple>

#include "sim/rules/placement_mix.hpp"
#include "tests/market.hpp"
#include "tests/statistics.hpp"

namespace hearth {
namespace {

constexpr double alpha = 1e-6;  // chance of a false alarm if a key is ever changed
constexpr double per_month = 40;
constexpr int months = 48;
constexpr Month surge_from = synthetic::start + 18, surge_to = synthetic::start + 29;
constexpr int surge_months = 12;

Country port() {
    auto country = synthetic::country(0);
    country.authorities.front().unaccompanied_by_year.assign(50, {.arrivals = per_month * 12});
    return country;
}

synthetic::Yaml surge(double strength, double ratio) {
    return synthetic::Yaml{
        "\n  - uasc_surge:\n      start: 2020-10\n      end: 2021-09\n"
        "      strength: " +
        synthetic::number(strength) + "      arrivals_ratio: " + synthetic::number(ratio)};
}

/// Who starts and ceases to be looked after, in order.
struct Lived {
    std::map<std::uint64_t, CareStart> starts;
    std::vector<std::tuple<std::uint64_t, Day>> ends;

    explicit Lived(const synthetic::Yaml& processes) {
        const auto country = port();
        const auto schedule = synthetic::schedule(processes, country);
        const Workers workers{1};
        Simulation simulation{country, schedule, 1, 0, workers};
        for (int month = 0; month < months; ++month) {
            simulation.live_month();
            for (const auto& start : simulation.population().care_starts())
                starts.emplace(start.child.value, start);
            for (const auto& end : simulation.population().care_ends())
                ends.emplace_back(end.child.value, end.day);
        }
    }
};

synthetic::Yaml arrivals() {
    return synthetic::arrivals_and_search() + synthetic::leaving_at(0.02);
}

/// Everybody's kinds of placement, of children of `age` for whom carers are wanted where there are none, and
/// homes with room for all.
std::map<PlacementKind, std::int64_t> placed_without_carers(int age) {
    auto country = port();
    for (std::uint32_t number = 0; number < 20; ++number) {
        auto& home = country.authorities.front().homes.emplace_back();
        home.key = make_key<HomeKey>({.kind = KeyKind::home, .authority = 7, .origin = 69, .number = number});
        home.sector = Sector::local_authority;
        home.opened = synthetic::eve - 1000;
        home.registered = home.places = 200;
    }
    auto processes = synthetic::arrivals_and_search(age, 1);
    auto& terms_of_search = processes.shared.at("search_terms");
    const std::string as_others = "homes_for_unaccompanied: true";
    terms_of_search.replace(terms_of_search.find(as_others), as_others.size(),
                            "homes_for_unaccompanied: false");
    const auto schedule = synthetic::schedule(processes, country);
    const Workers workers{1};
    Simulation simulation{country, schedule, 1, 0, workers};
    for (int month = 0; month < 6; ++month) simulation.live_month();
    const auto& population = simulation.population();
    std::map<PlacementKind, std::int64_t> placed;
    for (const auto& placement : population.placements()) ++placed[placement.kind];

    // A home would have had room for them.
    const PlaceFinder finder{country, synthetic::terms(processes)};
    const Draws draw{1, 0, "test"};
    const auto terms = synthetic::terms(processes);
    Inquiry inquiry{.population = population,
                    .seeker = finder.seeker(population, 0, 0, last_day(synthetic::start + 5)),
                    .today = last_day(synthetic::start + 5),
                    .strategy = *terms.strategy,
                    .draw = draw,
                    .occasion = 0,
                    .first_draw = 0};
    REQUIRE(finder.home(inquiry));
    return placed;
}

}  // namespace

TEST_CASE("before a surge nothing differs, and in it children only come beside those who come anyway",
          "[statistical][unaccompanied]") {
    const Lived without{arrivals()}, with{surge(1, 2) + arrivals()};
    std::int64_t more = 0;
    for (const auto& [key, start] : with.starts) {
        if (without.starts.contains(key)) continue;
        ++more;
        CHECK(start.day >= first_day(surge_from));
        CHECK(start.day <= last_day(surge_to));
    }
    for (const auto& [key, start] : without.starts) {
        const auto same = with.starts.find(key);
        REQUIRE(same != with.starts.end());
        CHECK(std::tuple{same->second.day, same->second.born} == std::tuple{start.day, start.born});
    }
    const auto earlier = [](const Lived& lived) {
        auto ends = lived.ends;
        std::erase_if(ends, [](const auto& end) { return std::get<Day>(end) >= first_day(surge_from); });
        return ends;
    };
    CHECK(!earlier(without).empty());
    CHECK(earlier(with) == earlier(without));
    // Drawn together with the others, the number varies less than one drawn on its own would.
    CHECK(statistics::p_value_of_count(more, per_month * surge_months) > alpha);
    CHECK(statistics::p_value_of_count(more, per_month * surge_months * 0.7) < alpha);
}

TEST_CASE("a surge of no strength, and one that brings as many as before, change nothing",
          "[property][unaccompanied]") {
    const Lived without{arrivals()};
    for (const auto& [strength, ratio] : {std::pair{0.0, 2.0}, std::pair{1.0, 1.0}}) {
        const Lived with{surge(strength, ratio) + arrivals()};
        CHECK(with.starts.size() == without.starts.size());
        CHECK(with.ends == without.ends);
    }
}

TEST_CASE("an unaccompanied child for whom no carers are found is in no home", "[unit][unaccompanied]") {
    const auto older = placed_without_carers(17), younger = placed_without_carers(12);
    REQUIRE(older.contains(PlacementKind::supported));
    CHECK(older.size() == 1);
    REQUIRE(younger.contains(PlacementKind::other));
    CHECK(younger.size() == 1);
}

TEST_CASE("supported accommodation is wanted for unaccompanied children as their year has it",
          "[unit][unaccompanied]") {
    const auto yaml = synthetic::search(0.5, "nearest_offer", "authority", 0, R"({"2020": 1, "2021": 3})");
    auto config = Config::parse(yaml.text(), "test.yaml");
    const auto mix = config.process("placement_search").shared<PlacementMix>();
    const auto alone = unaccompanied_child(7, 1, 2019, 0);
    const auto of_a_family = child_of(
        make_key<FamilyKey>({.kind = KeyKind::family, .authority = 7, .cell = 1, .origin = 40, .number = 1}),
        1);
    const auto wanted = [&](ChildKey child, int year, double uniform) {
        return mix.at_entry(child, day_of(year - 1, 4, 1), 17, uniform, 0);
    };
    // Carers are wanted below a half, and where three times as many want the other below a quarter.
    CHECK(wanted(alone, 2020, 0.49) == PlacementKind::foster);
    CHECK(wanted(alone, 2020, 0.51) == PlacementKind::supported);
    CHECK(wanted(alone, 2021, 0.24) == PlacementKind::foster);
    CHECK(wanted(alone, 2021, 0.26) == PlacementKind::supported);
    CHECK(wanted(alone, 2012, 0.49) == PlacementKind::foster);     // before: as in the first year
    CHECK(wanted(alone, 2030, 0.26) == PlacementKind::supported);  // after: as in the last
    CHECK(wanted(of_a_family, 2021, 0.49) == PlacementKind::foster);
    CHECK(mix.after_move(alone, day_of(2021, 3, 31), PlacementKind::foster, 17, 0.26, 0) ==
          PlacementKind::supported);
    CHECK(mix.after_move(alone, day_of(2020, 3, 31), PlacementKind::foster, 17, 0.26, 0) ==
          PlacementKind::foster);
}

}  // namespace hearth
