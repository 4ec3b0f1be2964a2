#include <catch2/catch.hpp>

#include <map>

#include "tests/market/simulated_region.hpp"

using namespace hearth;
using namespace hearth::market;
using Catch::Matchers::Contains;

TEST_CASE("an agency that closes overnight is survived: nobody is lost, everyone is placed",
          "[property][agency_closure]") {
    const NorthEast region{{"months=30", "agency_closure.start=2021-04"},
                           {HEARTH_SOURCE_DIR "/configs/scenarios/agency_closes.yaml"}};
    Simulation simulation{region.country, region.model.schedule, region.model.settings.seed, 0,
                          region.workers};
    constexpr int closes = 24;
    const auto with_agency = [&] {
        std::vector<ChildKey> children;
        const auto& population = simulation.population();
        for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
            const auto& roster = population.local(authority).in_care;
            for (std::size_t row = 0; row < roster.size(); ++row) {
                if (roster[row].kind != PlacementKind::foster || roster[row].provider_row == no_row) continue;
                const auto& theirs = population.local(roster[row].provider_authority).households;
                if (theirs[roster[row].provider_row].agency == 1) children.push_back(roster[row].child);
            }
        }
        return children;
    };
    while (simulation.month() < region.country.start + closes) simulation.live_month();
    const auto before = with_agency();
    REQUIRE(before.size() > 100);
    const auto ended_before = simulation.population().placement_ends().size();
    simulation.live_month();
    CHECK(with_agency().empty());
    CHECK(check_invariants(simulation.population(), last_day(simulation.month() + (-1))) == "");

    // Each of them was moved on the day, or had left care; none is without a placement now.
    const auto& population = simulation.population();
    const Day day = first_day(region.country.start + closes);
    std::map<std::uint64_t, bool> accounted;
    for (auto row = ended_before; row < population.placement_ends().size(); ++row) {
        const auto placement = population.placement_ends()[row].placement_row;
        const bool closed = population.placements()[placement].change == ChangeReason::CLOSE;
        const bool left = population.placements()[placement].left != LeavingReason::still_in_care;
        if (population.placement_ends()[row].day == day && (closed || left)) {
            accounted[population.placements()[placement].child.value] = true;
        }
    }
    std::size_t lost = 0, waiting_nowhere = 0;
    for (const auto child : before) lost += accounted.contains(child.value) ? 0U : 1U;
    for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
        for (const auto& child : population.local(authority).in_care) {
            waiting_nowhere += child.kind == PlacementKind::none ? 1U : 0U;
        }
    }
    CHECK(lost <= before.size() / 50);  // a move by plan or a disruption on that very day goes first
    CHECK(waiting_nowhere == 0);
    while (simulation.month() < region.country.start + 30) simulation.live_month();
    CHECK(check_invariants(simulation.population(), last_day(simulation.month() + (-1))) == "");
}

TEST_CASE("an agency that nobody is with can't close, and none before the run", "[unit][agency_closure]") {
    const auto closing = [](const std::string& agency, const std::string& month) {
        return NorthEast{{"months=12", "agency_closure.agency=" + agency, "agency_closure.start=" + month},
                         {HEARTH_SOURCE_DIR "/configs/scenarios/agency_closes.yaml"}};
    };
    REQUIRE_NOTHROW(closing("2", "2019-04"));
    REQUIRE_THROWS_WITH(closing("999", "2019-10"),
                        Contains("agency_closure.agency") && Contains("agency 999"));
    REQUIRE_THROWS_WITH(
        closing("2", "2019-03"),
        Contains("agency_closure.start: 2019-03 is before the run, whose first month is 2019-04"));
}

TEST_CASE("all households of one agency are of its sector, the largest private", "[property][agencies]") {
    const NorthEast region{{"months=12"}};
    std::map<std::uint16_t, Provider> sector;
    std::size_t voluntary = 0, independent = 0;
    for (const auto& authority : region.country.authorities) {
        const auto& households = authority.households;
        for (std::size_t row = 0; row < households.size(); ++row) {
            const auto provider = households[row].provider;
            CHECK(sector.emplace(households[row].agency, provider).first->second == provider);
            independent += provider == Provider::own ? 0U : 1U;
            voluntary += provider == Provider::voluntary ? 1U : 0U;
        }
    }
    CHECK(sector.at(0) == Provider::own);
    CHECK(sector.at(1) == Provider::private_);
    REQUIRE(independent > 500);
    CHECK(static_cast<double>(voluntary) / static_cast<double>(independent) == Approx(0.157).margin(0.05));
}
