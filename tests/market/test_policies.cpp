#include <catch2/catch.hpp>
#include <functional>

#include "tests/market/simulated_region.hpp"

using namespace hearth;
using namespace hearth::market;

namespace {

constexpr double alpha = 0.001;  // chance of a false alarm of one policy if a key is ever changed
constexpr std::size_t pairs = 20;
constexpr std::size_t settled = 24;  ///< month from which on a policy of month 6 is looked at

/// A scenario of ours, perhaps stronger, and what must come of it further down: never what it sets itself.
struct Expectation {
    std::string scenario;
    std::string process;
    std::vector<std::string> stronger;
    std::string what;
    std::string of;  ///< in relation to this measure
    int direction;
    double least;  ///< effect
};

const std::vector<Expectation> expectations{
    // More carers: children wait less for a place, fewer live apart from brothers and sisters or in homes.
    {"continuous_campaign", "recruitment_campaign", {"spending=1500"}, "waiting", "looked_after", -1, 0.0005},
    {"campaign_for_teenagers",
     "recruitment_campaign",
     {"spending=3000", "finds=0.8"},
     "waiting",
     "looked_after",
     -1,
     0.0005},
    {"campaign_for_sibling_groups",
     "recruitment_campaign",
     {"spending=1500"},
     "apart_from_siblings",
     "with_siblings",
     -1,
     0.003},
    {"recruitment_hub", "recruitment_hub", {}, "apart_from_siblings", "with_siblings", -1, 0.003},
    // Carers who stay: the same.
    {"peer_support", "peer_support", {"households=0.6"}, "waiting", "looked_after", -1, 0.0005},
    {"foster_allowances", "foster_allowances", {"more=100"}, "foster_places", "looked_after", 1, 0.002},
    {"council_tax_relief", "council_tax_relief", {"relief=5000"}, "foster_places", "looked_after", 1, 0.002},
    // Fewer who need a place that is counted.
    {"kinship_support",
     "kinship_support",
     {"wanted_ratio=1.4"},
     "in_childrens_homes",
     "looked_after",
     -1,
     0.001},
    // Better matches last; more carers to choose from keep families together.
    {"placement_planning", "placement_planning", {}, "disruptions", "looked_after", -1, 0.0002},
    {"care_cooperative", "care_cooperative", {}, "apart_from_siblings", "with_siblings", -1, 0.005},
    // Homes where there are too few of them; more children for homes than the market has places for.
    {"homes_programme", "homes_programme", {"homes=4"}, "stop_gaps", "looked_after", -1, 0.0002},
    {"youth_custody_closure", "youth_custody_closure", {}, "homes_opened", "looked_after", 1, 0.00003},
    // More children without family.
    {"uasc_surge", "uasc_surge", {}, "uasc", "looked_after", 1, 0.002},
};

NorthEast region_under(const Expectation& expected, const char* strength) {
    std::vector<std::string> assignments{"months=48", expected.process + ".start=2019-10",
                                         expected.process + ".ramp=0",
                                         expected.process + ".strength=" + strength};
    for (const auto& more : expected.stronger) assignments.push_back(expected.process + "." + more);
    return NorthEast{assignments, {HEARTH_SOURCE_DIR "/configs/scenarios/" + expected.scenario + ".yaml"}};
}

}  // namespace

// A minute and a half: scripts/checks/compare.sh asks for it.
TEST_CASE("each policy moves what lies downstream of it, and nothing when it is not done",
          "[.][statistical][policies]") {
    const NorthEast today{{"months=48"}};
    std::vector<ReplicateResults> without;
    for (std::size_t replicate = 0; replicate < pairs; ++replicate) without.push_back(today.run(replicate));

    for (const auto& expected : expectations) {
        const auto outcome = [&](const ReplicateResults& results) {
            return today.sum(results, measure(expected.what), settled) /
                   today.sum(results, measure(expected.of), settled);
        };
        Paired effect;
        {
            const auto region = region_under(expected, "1");
            for (std::size_t replicate = 0; replicate < pairs; ++replicate) {
                const double difference = outcome(region.run(replicate)) - outcome(without[replicate]);
                effect.differences.push_back(expected.direction * difference);
            }
        }
        INFO(expected.scenario << " moves " << expected.what << " by " << expected.direction * effect.mean()
                               << ", p = " << effect.p_above());
        CHECK(effect.mean() > expected.least);
        CHECK(effect.p_above() < alpha);
        const auto not_done = region_under(expected, "0").run(0);
        CHECK(not_done.digest() == without[0].digest());
    }
}
