#include <catch2/catch.hpp>

#include <array>

#include "tests/market/simulated_region.hpp"

using namespace hearth;
using namespace hearth::market;

namespace {

/// Replicates of each comparison, months of each run, and the first month that counts: carers who are gone
/// are felt when children are next placed. What scarcity does to disruption is little, and takes more runs.
constexpr std::size_t replicates = 48, replicates_of_scarcity = 96;
constexpr auto months = "months=60";
constexpr std::size_t first = 12;
constexpr double alpha = 0.001;  // chance of a false alarm of one test if a key is ever changed

/// What scarcity can do to children in one run.
struct Outcome {
    double miles;         ///< mean distance from home of children placed
    double placed_apart;  ///< share of places found, of children apart from a sibling in care
    double in_homes;      ///< share of children looked after
    double disruptions;   ///< per child and year
    double days_waited;   ///< days for which a place was sought, per child and year
};

Outcome outcome(const SimulatedRegion& region, std::size_t replicate) {
    const auto results = region.run(replicate);
    const auto sum = [&](std::size_t which) { return region.sum(results, which, first); };
    const double child_years = sum(measure("looked_after")) / 12;
    return {.miles = sum(measure("distance_miles")) / sum(measure("placed_from_home")),
            .placed_apart = sum(measure("placed_apart")) / sum(measure("searches")),
            .in_homes = sum(measure("in_childrens_homes")) / sum(measure("looked_after")),
            .disruptions = sum(measure("disruptions")) / child_years,
            .days_waited = sum(measure("waiting")) * days_per_month / child_years};
}

std::vector<Outcome> outcomes(const SimulatedRegion& region, std::size_t count = replicates) {
    std::vector<Outcome> found;
    for (std::size_t replicate = 0; replicate < count; ++replicate)
        found.push_back(outcome(region, replicate));
    return found;
}

Paired difference(const std::vector<Outcome>& more, const std::vector<Outcome>& less, double Outcome::*what) {
    Paired paired;
    for (std::size_t index = 0; index < more.size(); ++index) {
        paired.differences.push_back(more[index].*what - less[index].*what);
    }
    return paired;
}

/// Of match, separation, distance and full houses on disruption.
const std::vector<std::string> feedbacks_off{
    months, "shared.disruption_hazard.poor_match_ratio=1", "shared.disruption_hazard.apart_ratio=1",
    "shared.disruption_hazard.far_ratio=1", "shared.disruption_hazard.other_child_ratio=1"};

/// Homes open and close, and carers stop, whoever needs them: nothing makes good what is taken away.
const std::vector<std::string> supply_does_not_answer{
    months,
    "homes_market.occupancy_elasticity=0",
    "homes_market.price_response=0",
    "homes_market.empty_ratio=1",
    "foster_retention.occupied_ratio=1",
    "foster_retention.empty_ratio=1",
    "foster_retention.hazard_ratio=0.95"};  // as many as stop where it matters whether a child is there

struct Scarcity {
    std::vector<Outcome> enough, scarce;

    explicit Scarcity(const std::vector<std::string>& assignments) {
        NorthEast region{assignments};
        enough = outcomes(region, replicates_of_scarcity);
        take_away_a_tenth(region.country);
        scarce = outcomes(region, replicates_of_scarcity);
    }
    Paired effect(double Outcome::*what) const { return difference(scarce, enough, what); }
};

}  // namespace

TEST_CASE("a tenth fewer foster places: farther, apart, more in homes, and more placements break",
          "[statistical][scarcity]") {
    const Scarcity on{supply_does_not_answer};
    struct Expected {
        const char* what;
        double Outcome::*outcome;
        double at_least;
    };
    for (const auto& [what, member, at_least] :
         {Expected{"miles", &Outcome::miles, 0.03}, Expected{"placed apart", &Outcome::placed_apart, 0.002},
          Expected{"in homes", &Outcome::in_homes, 0.0005},
          Expected{"disruptions", &Outcome::disruptions, 0.0005}}) {
        const auto effect = on.effect(member);
        INFO(what << ": " << effect.mean() << ", p = " << effect.p_above());
        CHECK(effect.mean() > at_least);
        CHECK(effect.p_above() < alpha);
    }
}

TEST_CASE("without the feedbacks on disruption scarcity breaks no more placements",
          "[.][statistical][scarcity]") {
    const auto effect = Scarcity{feedbacks_off}.effect(&Outcome::disruptions);
    INFO("disruptions: " << effect.mean() << ", p = " << effect.p_above());
    CHECK(effect.p_above() > alpha);
}

TEST_CASE("at equal supply best_match breaks fewer placements than nearest_offer",
          "[.][statistical][strategy]") {
    const auto compared = [](std::vector<std::string> assignments) {
        const auto today = outcomes(NorthEast{assignments});
        assignments.emplace_back("shared.search_terms.strategy=best_match");
        return difference(today, outcomes(NorthEast{assignments}), &Outcome::disruptions);
    };
    const auto on = compared({months}), off = compared(feedbacks_off);
    INFO("fewer disruptions per child and year: " << on.mean() << ", p = " << on.p_above()
                                                  << "; feedbacks off: " << off.mean()
                                                  << ", p = " << off.p_above());
    CHECK(on.mean() > 0.0005);
    CHECK(on.p_above() < alpha);
    CHECK(off.p_above() > alpha);
}

TEST_CASE("pooling in-house carers in the region shortens waits", "[.][statistical][pool]") {
    const NorthEast alone{{months}}, pooled{{months, "shared.search_terms.pool=region"}};
    const auto shorter = difference(outcomes(alone), outcomes(pooled), &Outcome::days_waited);
    INFO("days less per child and year: " << shorter.mean() << ", p = " << shorter.p_above());
    CHECK(shorter.mean() > 0.1);
    CHECK(shorter.p_above() < alpha);
}
