#include <catch2/catch.hpp>
#include <cmath>

#include "sim/core/rates.hpp"
#include "tests/market.hpp"
#include "tests/processes/carers_config.hpp"
#include "tests/statistics.hpp"

using namespace hearth;

namespace {

constexpr double alpha = 1e-6;

Country with_carers(std::uint32_t households) {
    auto country = synthetic::country(0);
    country.carers = synthetic::carer_profile();
    for (std::uint32_t row = 0; row < households; ++row)
        synthetic::add_household(country, 0, Provider::own, 0);
    return country;
}

std::int64_t stopped(const Country& country, const synthetic::Retaining& retaining, int months,
                     CarerStep step = CarerStep::stops) {
    const auto schedule = synthetic::schedule(retaining.yaml(), country);
    const Workers workers{1};
    Simulation simulation{country, schedule, 1, 0, workers};
    for (int month = 0; month < months; ++month) simulation.live_month();
    const Day last = last_day(simulation.month() + (-1));
    CHECK(check_invariants(simulation.population(), last) == "");
    return synthetic::count_steps(simulation.population(), step, synthetic::eve, last);
}

}  // namespace

TEST_CASE("carers without children stop at the hazard", "[verification][foster_retention]") {
    constexpr std::uint32_t n = 20'000;
    const auto country = with_carers(n);
    const auto in_a_year = stopped(country, {.hazard = 0.02}, 12);
    const double months = (last_day(synthetic::start + 11) - synthetic::eve) / days_per_month;
    CHECK(statistics::p_value(in_a_year, n, probability({0.02}, months).value) > alpha);
    CHECK(statistics::p_value(in_a_year, n, probability({0.023}, months).value) < alpha);
}

TEST_CASE("strain and emptiness drive carers away, peer support keeps them", "[property][foster_retention]") {
    auto country = with_carers(5'000);
    const auto base = stopped(country, {.hazard = 0.02}, 12);
    CHECK(stopped(country, {.hazard = 0.02, .support_reach = 0.5, .support = 0.5}, 12) < base);
    CHECK(stopped(country, {.hazard = 0.02, .empty = 2}, 12) > base);
    CHECK(stopped(country, {.hazard = 0.02, .strain = 4}, 12) == base);  // nothing weighs on anybody
    CHECK(stopped(country, {.hazard = 0.02, .support_reach = 0.5, .support = 1}, 12) == base);
    for (auto& household : country.authorities.front().households) {
        household.strain = 1;
        household.strain_on = synthetic::eve;
    }
    CHECK(stopped(country, {.hazard = 0.02, .strain = 4}, 12) > base);
    CHECK(stopped(country, {.hazard = 0.02, .strain = 1}, 12) == base);  // off, strain does nothing
}

TEST_CASE("money keeps carers, and age drives them away", "[verification][foster_retention]") {
    constexpr std::uint32_t n = 20'000;
    auto country = with_carers(n);
    for (auto& household : country.authorities.front().households)
        household.born = synthetic::eve - static_cast<std::int32_t>(45 * days_per_year);
    const double months = (last_day(synthetic::start + 11) - synthetic::eve) / days_per_month;
    const auto leaving_at = [&](double hazard) { return probability({hazard}, months).value; };
    // Twice the payments at an elasticity of a half: 0.02 / sqrt(2).
    const auto paid = stopped(country, {.hazard = 0.02, .relief = 1}, 12);
    CHECK(statistics::p_value(paid, n, leaving_at(0.02 / std::sqrt(2))) > alpha);
    CHECK(statistics::p_value(paid, n, leaving_at(0.0165)) < alpha);
    const auto of_forty = stopped(country, {.hazard = 0.02, .of_age = 1.5}, 12);
    CHECK(statistics::p_value(of_forty, n, leaving_at(0.03)) > alpha);
    CHECK(statistics::p_value(of_forty, n, leaving_at(0.0265)) < alpha);
    for (auto& household : country.authorities.front().households)
        household.born = synthetic::eve - static_cast<std::int32_t>(55 * days_per_year);
    CHECK(stopped(country, {.hazard = 0.02, .of_age = 1.5}, 12) == stopped(country, {.hazard = 0.02}, 12));
}

TEST_CASE("who decides to stop takes nobody more and sees the children out, for a time",
          "[property][foster_retention]") {
    constexpr std::uint32_t n = 500;
    auto country = synthetic::country(n, 8, PlacementKind::foster);
    country.carers = synthetic::carer_profile();
    auto& authority = country.authorities.front();
    for (std::uint32_t row = 0; row < n; ++row) {
        const auto household = synthetic::add_household(country, 0, Provider::own, 0, 2);
        auto& carers = authority.households[household];
        carers.filled = 1;
        auto& child = authority.in_care[row];
        child.provider_authority = 0;
        child.provider_row = household;
        child.carer = carers.key.value;
        country.placements[row].carer = child.carer;
        country.placements[row].provider_authority = 0;
        country.placements[row].provider_row = household;
    }
    const auto schedule =
        synthetic::schedule(synthetic::Retaining{.hazard = 0.3, .stays_at_most = 60}.yaml() +
                                synthetic::disruption_at(0) + synthetic::search(1),
                            country);
    const Workers workers{1};
    Simulation simulation{country, schedule, 1, 0, workers};
    std::size_t retiring = 0;
    for (int month = 0; month < 8; ++month) {
        const Month now = simulation.month();
        simulation.live_month();
        CHECK(check_invariants(simulation.population(), last_day(now)) == "");
        for (const auto& household : simulation.population().local(0).households) {
            if (household.retires_by == open_ended) continue;
            ++retiring;
            CHECK(vacant(household) == 0);
            // Nobody is left a month after the time is up.
            CHECK((household.filled == 0 || last_day(now) < household.retires_by + 31));
        }
    }
    REQUIRE(retiring > 0);
    std::int64_t moved = 0;
    for (const auto& placement : simulation.population().placements())
        moved += placement.change == ChangeReason::CREQO ? 1 : 0;
    CHECK(moved > 0);
}

TEST_CASE("a transfer changes the agency and adds no places", "[property][foster_retention]") {
    const auto country = with_carers(2'000);
    const synthetic::Retaining retaining{.hazard = 0, .transfer = 0.02};
    const auto out = stopped(country, retaining, 12, CarerStep::transfers_out);
    CHECK(out > 0);
    CHECK(out == stopped(country, retaining, 12, CarerStep::transfers_in));
    CHECK(stopped(country, retaining, 12) == 0);
}
