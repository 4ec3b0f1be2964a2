#include <catch2/catch.hpp>
#include <numeric>

#include "tests/market.hpp"
#include "tests/statistics.hpp"

using namespace hearth;

TEST_CASE("as many carers are on hold as the hazard and the length of holds keep there",
          "[statistical][carer_availability]") {
    constexpr std::uint32_t households = 20'000;
    constexpr double alpha = 1e-6;
    constexpr double hazard = 0.05, length = 4;
    constexpr double share = hazard * length / (1 + hazard * length);
    auto country = synthetic::country(0);
    for (std::uint32_t row = 0; row < households; ++row)
        synthetic::add_household(country, 0, Provider::own, 0);
    const auto schedule = synthetic::schedule(
        "\n  - carer_availability:\n      rest_hazard: " + synthetic::number(hazard, "1/month") +
            "      rest_months: " + synthetic::number(length, "month") + "      after_disruption: " +
            synthetic::number(0) + "      after_allegation: " + synthetic::number(0) +
            "      pause_months: " + synthetic::number(1, "month"),
        country);
    const Workers workers{1};
    Simulation simulation{country, schedule, 1, 0, workers};
    const auto flags = [&] {
        std::vector<std::uint8_t> on_hold;
        for (const auto& household : simulation.population().local(0).households) {
            on_hold.push_back(household.on_hold);
        }
        return on_hold;
    };
    const auto on_hold = [&] {
        const auto now = flags();
        return std::accumulate(now.begin(), now.end(), std::int64_t{0});
    };
    CHECK(statistics::p_value(on_hold(), households, share) > alpha);
    const auto first = flags();
    for (int month = 0; month < 12; ++month) {
        simulation.live_month();
        CHECK(check_invariants(simulation.population(), last_day(simulation.month() + (-1))) == "");
    }
    // Holds begin at most once a month and last a day at least, so the share is a little lower; 8 % off is
    // caught.
    CHECK(statistics::p_value(on_hold(), households, share) > alpha);
    CHECK(statistics::p_value(on_hold(), households, share * 1.09) < alpha);
    CHECK(flags() != first);
}
