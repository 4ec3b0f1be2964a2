#include <catch2/catch.hpp>

#include <cmath>

#include "sim/core/levels.hpp"
#include "tests/synthetic.hpp"

namespace hearth {
namespace {

/// A place whose starts are known to March 2021: 1.1, then 0.8 of their mean, in the nation, and 1.2 here.
Country known_to_2021(const LevelSpread& spread) {
    auto country = synthetic::country(0);
    country.end = country.start + 120;
    auto& starts = country.levels[Flow::starts];
    starts.published = {2020, {{}, {}}};
    starts.published.ratios[0].fill(1.1);
    starts.published.ratios[1].fill(0.8);
    starts.until = 2021;
    starts.spread = spread;
    country.authorities.front().starts_history = {2020, {1, 1.2}};
    return country;
}

constexpr LevelSpread everything{.nation = 0.04, .age = 0.02, .authority = 0.1, .year_alone = 0.07};

double log_of(const Levels& levels, int year, std::size_t age = 3) {
    return std::log(levels.of(Flow::starts, 0, year)[age]);
}

TEST_CASE("a level is as it was while it is known, and then goes on by chance", "[unit][levels]") {
    const auto country = known_to_2021(everything);
    const Levels levels{country, 1, 0};
    CHECK(levels.of(Flow::starts, 0, 2020)[0] == 1.1);
    CHECK(levels.of(Flow::starts, 0, 2021)[4] == 0.8 * 1.2);
    CHECK(levels.of(Flow::starts, 0, 2022)[4] != 0.8 * 1.2);
    CHECK(levels.of(Flow::leaving, 0, 2029)[4] == 1);  // nothing is said of it
    CHECK(Levels{country, 1, 0}.of(Flow::starts, 0, 2029) == levels.of(Flow::starts, 0, 2029));
    CHECK(Levels{country, 1, 1}.of(Flow::starts, 0, 2029) != levels.of(Flow::starts, 0, 2029));
    CHECK(Levels{country, 2, 0}.of(Flow::starts, 0, 2029) != levels.of(Flow::starts, 0, 2029));
}

TEST_CASE("without chance a level stays where it was", "[unit][levels]") {
    auto country = known_to_2021(everything);
    SECTION("for all flows") {
        country.levels.walk = false;
    }
    SECTION("for one") {
        country.levels[Flow::starts].spread = {};
    }
    SECTION("from a year on") {
        country.levels.walk_until = 2021;
    }
    const Levels levels{country, 1, 0};
    for (const int year : {2022, 2025, 2029}) CHECK(levels.of(Flow::starts, 0, year)[2] == 0.8 * 1.2);
}

TEST_CASE("the years that end chance do not move those before", "[unit][levels]") {
    auto country = known_to_2021(everything);
    const Levels on{country, 1, 0};
    country.levels.walk_until = 2024;
    const Levels until{country, 1, 0};
    CHECK(until.of(Flow::starts, 0, 2024) == on.of(Flow::starts, 0, 2024));
    CHECK(until.of(Flow::starts, 0, 2026) == until.of(Flow::starts, 0, 2025));
}

TEST_CASE("an authority's levels are the same whoever else is there", "[unit][levels]") {
    auto country = known_to_2021(everything);
    const auto alone = Levels{country, 1, 0}.of(Flow::starts, 0, 2027);
    country.authorities.insert(country.authorities.begin(), country.authorities.front());
    country.authorities.front().number = 8;
    const Levels levels{country, 1, 0};
    CHECK(levels.of(Flow::starts, 1, 2027) == alone);
    CHECK(levels.of(Flow::starts, 0, 2027) != alone);
}

TEST_CASE("a run that starts after the last known year has walked there", "[unit][levels]") {
    auto country = known_to_2021(everything);
    const Levels from_2019{country, 1, 0};
    country.start = month_of(2023, 4);
    const Levels from_2023{country, 1, 0};
    CHECK(from_2023.of(Flow::starts, 0, 2025) == from_2019.of(Flow::starts, 0, 2025));
}

TEST_CASE("ways into care are as they were while that is known, and then go on by chance", "[unit][levels]") {
    auto country = known_to_2021(everything);
    country.levels.entry_mixes = {2020, {{}, {}}};
    country.levels.entry_mixes.ratios[1].legal[3] = 1.3;  // C1
    country.levels.entry_mixes.ratios[1].need[5] = 0.7;   // N6
    const Levels staying{country, 1, 0};
    CHECK(staying.entry_mix(2020).legal[3] == 1);
    for (const int year : {2021, 2025}) {
        CHECK(staying.entry_mix(year).legal[3] == 1.3);
        CHECK(staying.entry_mix(year).need[5] == 0.7);
    }

    country.levels.way_spread = 0.1;
    const Levels walking{country, 1, 0};
    CHECK(walking.entry_mix(2021).legal == staying.entry_mix(2021).legal);
    const auto then = walking.entry_mix(2024).legal;
    CHECK(then[3] != 1.3);
    CHECK(then[3] / 1.3 == Approx(then[4]));  // both by a court's order
    CHECK(then[1] == then[2]);                // both in an emergency
    CHECK(then[0] != then[1]);
    CHECK(walking.entry_mix(2024).need == staying.entry_mix(2024).need);
    CHECK(walking.of(Flow::starts, 0, 2024) == staying.of(Flow::starts, 0, 2024));
}

/// Mean of the level, and variance of its logarithm, in a year of many replicates.
struct OverReplicates {
    double mean = 0, variance = 0;

    OverReplicates(const LevelSpread& spread, int year, int replicates) {
        const auto country = known_to_2021(spread);
        double sum = 0, of_logs = 0, of_squares = 0;
        for (int replicate = 0; replicate < replicates; ++replicate) {
            const double log =
                log_of(Levels{country, 1, static_cast<std::uint32_t>(replicate)}, year) - std::log(0.8 * 1.2);
            sum += std::exp(log);
            of_logs += log;
            of_squares += log * log;
        }
        mean = sum / replicates;
        variance = (of_squares - of_logs * of_logs / replicates) / (replicates - 1);
    }
};

TEST_CASE("levels spread as they are said to, and stay where they were on the mean",
          "[statistical][levels]") {
    constexpr int replicates = 4'000;
    constexpr double nation = 0.04 * 0.04, age = 0.02 * 0.02, authority = 0.1 * 0.1, alone = 0.07 * 0.07;
    constexpr double five_years = 5 * (nation + age + authority) + alone;
    const OverReplicates of_2026{everything, 2026, replicates};
    // Four standard errors each: a false alarm in 16,000. What passes with its year, taken for lasting, would
    // add 0.0196.
    const double of_variance = std::sqrt(2.0 / (replicates - 1)) * five_years;
    CHECK(of_2026.variance == Approx(five_years).margin(4 * of_variance));
    CHECK(4 * alone > 8 * of_variance);  // and be seen
    // A walk whose median stays would have a mean of exp(0.032).
    const double of_mean = std::sqrt(std::exp(five_years) - 1) / std::sqrt(replicates);
    CHECK(of_2026.mean == Approx(1).margin(4 * of_mean));
    CHECK(std::exp(five_years / 2) - 1 > 6 * of_mean);
}

TEST_CASE("ages move with the nation and apart", "[statistical][levels]") {
    const auto country = known_to_2021({.nation = 0.04, .age = 0.02, .authority = 0, .year_alone = 0});
    constexpr int replicates = 2'000;
    double apart = 0;
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        const Levels levels{country, 1, replicate};
        const double difference = log_of(levels, 2022, 0) - log_of(levels, 2022, 4);
        apart += difference * difference / replicates;
    }
    // Two bands are 0.02 each from what they share; four standard errors. Without an age of their own they
    // were equal.
    CHECK(apart == Approx(2 * 0.02 * 0.02).epsilon(4 * std::sqrt(2.0 / replicates)));
}

}  // namespace
}  // namespace hearth
