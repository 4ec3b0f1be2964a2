#include <catch2/catch.hpp>

#include "sim/core/rates.hpp"
#include "tests/statistics.hpp"
#include "tests/synthetic.hpp"

using namespace hearth;

namespace {

constexpr double alpha = 1e-6;

/// Lives `months` with these processes; returns the simulation's population.
Population live(const Country& country, const synthetic::Yaml& processes, int months,
                std::uint64_t seed = 1) {
    const auto schedule = synthetic::schedule(processes, country);
    const Workers workers{1};
    Simulation simulation{country, schedule, seed, 0, workers};
    for (int month = 0; month < months; ++month) {
        simulation.live_month();
        const auto fault = check_invariants(simulation.population(), last_day(simulation.month() + (-1)));
        REQUIRE(fault == "");
    }
    return simulation.population();
}

}  // namespace

TEST_CASE("stays at a constant hazard are geometric in months", "[verification][leaving_care]") {
    constexpr std::uint32_t n = 50'000;
    constexpr double hazard = 0.05;
    const auto country = synthetic::country(n, 8);
    const auto population = live(country, synthetic::leaving_at(hazard), 24);
    const auto& ends = population.care_ends();
    for (const int months : {1, 3, 12, 24}) {
        const int days = last_day(synthetic::start + (months - 1)) - synthetic::eve;
        const auto left = std::count_if(ends.begin(), ends.end(),
                                        [&](const CareEnd& end) { return end.day - synthetic::eve <= days; });
        CHECK(statistics::p_value(left, n, probability({hazard}, days / days_per_month).value) > alpha);
        CHECK(statistics::p_value(left, n, probability({hazard * 1.15}, days / days_per_month).value) <
              alpha);
    }
}

TEST_CASE("everybody leaves on the 18th birthday, to the day, who has not left before",
          "[unit][leaving_care]") {
    auto country = synthetic::country(3, 17);
    auto& roster = country.authorities.front().in_care;
    roster[0].born = day_of(2001, 4, 1);   // 18 on the very first day
    roster[1].born = day_of(2001, 4, 30);  // on the last of the month
    roster[2].born = day_of(2001, 5, 1);   // the month after
    const auto population = live(country, synthetic::leaving_at(0), 2);
    const auto& ends = population.care_ends();
    REQUIRE(ends.size() == 3);
    CHECK(ends[0].day == day_of(2019, 4, 1));
    CHECK(ends[1].day == day_of(2019, 4, 30));
    CHECK(ends[2].day == day_of(2019, 5, 1));
    for (const auto& end : ends) CHECK(end.reason == LeavingReason::turned_18);
}

TEST_CASE("the stock obeys Little's law: arrivals a month times mean stay", "[verification][leaving_care]") {
    // Arrivals at 40 a month aged 12, leaving at 0.5 a month: a mean stay of two months, 80 children on
    // average. The birthday at 18 is six years away and cannot matter. Days of arrival and of the stock count
    // half a day each.
    constexpr double per_month = 40, hazard = 0.5;
    constexpr int burn_in = 24, months = 480;
    auto country = synthetic::country(0);
    country.authorities.front().unaccompanied_by_year.assign(50, {.arrivals = per_month * 12.0});
    const auto schedule =
        synthetic::schedule(synthetic::arrivals_and_search() + synthetic::leaving_at(hazard), country);
    const Workers workers{1};
    Simulation simulation{country, schedule, 3, 0, workers};
    std::vector<double> stock;  // every sixth month: nearly independent at a mean stay of two
    for (int month = 0; month < burn_in + months; ++month) {
        simulation.live_month();
        if (month < burn_in || month % 6 != 0) continue;
        stock.push_back(static_cast<double>(simulation.population().local(0).in_care.size()));
    }
    const double half_a_day = 0.5 / days_per_month;
    const double expected = per_month * (1 / hazard + half_a_day);
    CHECK(statistics::p_value_of_mean(stock, expected) > 1e-4);  // alpha: 80 values, nearly normal
    CHECK(statistics::p_value_of_mean(stock, expected * 1.08) < 1e-4);
}
