#include <catch2/catch.hpp>

#include "sim/core/rates.hpp"
#include "tests/statistics.hpp"
#include "tests/synthetic.hpp"

using namespace hearth;

namespace {

/// Days of the disruptions of `children` in the first month, in the order of their rosters; open_ended: none.
std::vector<Day> disruptions_in_first_month(std::uint32_t children, const std::string& process,
                                            std::uint64_t seed) {
    const auto country = synthetic::country(children);
    const auto schedule = synthetic::schedule("processes:" + process, country);
    const Workers workers{1};
    Simulation simulation{country, schedule, seed, 0, workers};
    simulation.live_month();
    const auto& ended = simulation.population().placements().ended;
    return {ended.begin(), ended.begin() + children};
}

std::int64_t count(const std::vector<Day>& days) {
    return std::count_if(days.begin(), days.end(), [](Day day) { return day != open_ended; });
}

constexpr double april = 30 / days_per_month;  // months

}  // namespace

TEST_CASE("placements break at the configured hazard", "[statistical][placement_disruption]") {
    constexpr std::uint32_t n = 100'000;
    constexpr double alpha = 1e-6;  // chance of a false alarm if a key is ever changed
    const auto hits = count(disruptions_in_first_month(n, synthetic::disruption_at(0.02), 1));

    CHECK(statistics::p_value(hits, n, probability({0.020}, april).value) > alpha);
    CHECK(statistics::p_value(hits, n, probability({0.0225}, april).value) < alpha);  // power: 12 % is caught
}

TEST_CASE("within a month a disruption comes sooner at a higher hazard, on any of its days",
          "[statistical][placement_disruption]") {
    constexpr std::uint32_t n = 20'000;
    constexpr double alpha = 1e-6;
    const auto days = disruptions_in_first_month(n, synthetic::disruption_at(3), 1);
    const auto in_first_week =
        std::count_if(days.begin(), days.end(), [](Day day) { return day <= synthetic::eve + 7; });
    CHECK(statistics::p_value(in_first_week, n, probability({3}, 7 / days_per_month).value) > alpha);
    CHECK(statistics::p_value(in_first_week, n, probability({3}, 8 / days_per_month).value) < alpha);
    CHECK(*std::min_element(days.begin(), days.end()) == synthetic::eve + 1);
}

TEST_CASE("raising a hazard only adds disruptions and brings them forward",
          "[property][common-random-numbers]") {
    const auto low = disruptions_in_first_month(5'000, synthetic::disruption_at(0.2), 7);
    const auto high = disruptions_in_first_month(5'000, synthetic::disruption_at(0.3), 7);
    CHECK(count(high) > count(low));
    for (std::size_t row = 0; row < low.size(); ++row) REQUIRE(high[row] <= low[row]);
}
