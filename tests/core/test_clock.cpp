#include <catch2/catch.hpp>

#include "agents/key.hpp"
#include "sim/core/clock.hpp"
#include "sim/core/random.hpp"

using namespace hearth;

namespace {

constexpr DurationBands<3> bands{{0, 7, 30}};
constexpr Day origin{1000};

}  // namespace

TEST_CASE("a band holds its last day and not its first edge", "[unit][clock]") {
    CHECK(bands.band(1) == 0);
    CHECK(bands.band(7) == 0);
    CHECK(bands.band(8) == 1);
    CHECK(bands.band(30) == 1);
    CHECK(bands.band(31) == 2);
    CHECK(bands.band(100'000) == 2);
}

TEST_CASE("a clock runs out on the day its hazard is used up, across bands", "[unit][clock]") {
    // Per day: 0.1 for seven days, then 0.05; a clock of 1.0 lasts 7 days (0.7) and 6 more (0.3).
    const auto hazard = [](std::size_t band) { return PerMonth{(band == 0 ? 0.1 : 0.05) * days_per_month}; };
    double clock = 0.999;
    CHECK(run_clock(clock, origin, origin + 30, origin, bands, hazard) == origin + 13);
    clock = 0.05;
    CHECK(run_clock(clock, origin, origin + 30, origin, bands, hazard) == origin + 1);
}

TEST_CASE("running a clock in pieces is running it at once", "[property][clock]") {
    const Draws draw{1, 0, "test"};
    const auto hazard = [](std::size_t band) { return PerMonth{1.5 / static_cast<double>(band + 1)}; };
    for (std::uint32_t number = 0; number < 2000; ++number) {
        const auto key = make_key<ChildKey>({KeyKind::child, 1, 1, 1, number, 1});
        double whole = draw.exponential(key, 0), pieces = whole;
        const auto at_once = run_clock(whole, origin, origin + 90, origin, bands, hazard);
        std::optional<Day> piecewise;
        for (Day from = origin; from < origin + 90 && !piecewise; from = from + 9) {
            piecewise = run_clock(pieces, from, from + 9, origin, bands, hazard);
        }
        REQUIRE(at_once == piecewise);
    }
}

TEST_CASE("a higher hazard only brings the day forward", "[property][common-random-numbers]") {
    const Draws draw{1, 0, "test"};
    for (std::uint32_t number = 0; number < 2000; ++number) {
        const auto key = make_key<ChildKey>({KeyKind::child, 1, 1, 1, number, 1});
        double low = draw.exponential(key, 0), high = low;
        const auto later =
            run_clock(low, origin, origin + 90, origin, bands, [](std::size_t) { return PerMonth{0.5}; });
        const auto sooner =
            run_clock(high, origin, origin + 90, origin, bands, [](std::size_t) { return PerMonth{0.6}; });
        if (later) {
            REQUIRE(sooner);
            REQUIRE(*sooner <= *later);
        }
    }
}
