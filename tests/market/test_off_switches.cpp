#include <catch2/catch.hpp>

#include <set>

#include "tests/engine/tiny_county.hpp"

using namespace hearth;

namespace {

/// A feedback: what switches it off, a cause that then has no effect left, and measures of the cause itself;
/// and what else the cause would act through, switched off throughout.
struct Feedback {
    const char* name;
    std::vector<std::string> off;
    std::vector<std::string> cause;
    std::set<std::size_t> own{};
    std::vector<std::string> others_off{};
};

ReplicateResults run(std::vector<std::string> assignments) {
    assignments.emplace_back("months=36");
    return TinyCounty{std::move(assignments)}.run();
}

/// Measures that differ, but for those of the cause.
std::size_t differing(const ReplicateResults& one, const ReplicateResults& other,
                      const std::set<std::size_t>& own) {
    std::size_t count = 0;
    for (std::size_t index = 0; index < measures().size(); ++index) {
        count += !own.contains(index) && one.panels[index] != other.panels[index] ? 1U : 0U;
    }
    return count;
}

}  // namespace

TEST_CASE("a feedback that is switched off has no effect, to the bit; switched on it has one",
          "[property][off]") {
    const std::string disruption = "shared.disruption_hazard.", complexity = "shared.need_growth.",
                      search = "shared.search_terms.", recruitment = "foster_recruitment.",
                      retention = "foster_retention.", lasting_strain = "shared.carer_strain.fades=100";
    const auto blind = [&](std::vector<std::string> more) {  // nothing looks at complexity
        for (const auto& off :
             {disruption + "complexity_ratio=1", search + "accepts_complexity=1",
              std::string{"shared.placement_mix.home_per_complexity=1"}, search + "sole_complexity=10",
              std::string{"missing_episodes.complexity_ratio=1"}}) {
            more.push_back(off);
        }
        // Carers' skill is the starting population's: as if all could take anybody, up to a complexity of 2.
        more.push_back(complexity + "highest=2");
        more.push_back("starting_population.foster_carers.skill.ordinary=0");
        more.push_back("starting_population.foster_carers.skill.some=0");
        more.push_back("starting_population.foster_carers.skill.specialist=1");
        return more;
    };
    const auto done = [](const std::string& policy, std::vector<std::string> more) {
        more.push_back(policy + ".start=2019-04");
        more.push_back(policy + ".strength=1");
        return more;
    };
    const std::vector<Feedback> feedbacks{
        {"carers' strain",
         {disruption + "strain_ratio=1", retention + "strain_ratio=1", recruitment + "strain_weight=0"},
         {lasting_strain}},
        {"strain on word of mouth",
         {recruitment + "strain_weight=0"},
         {lasting_strain},
         {},
         {disruption + "strain_ratio=1", retention + "strain_ratio=1"}},
        {"strain on leaving",
         {retention + "strain_ratio=1"},
         {lasting_strain},
         {},
         {disruption + "strain_ratio=1", recruitment + "strain_weight=0"}},
        {"allowances on leaving",
         {"shared.carer_payments.elasticity=0"},
         done("foster_allowances", {"foster_allowances.more=500"}),
         {measure("spending_policies")}},
        {"peer support",
         {"peer_support.leaving_ratio=1"},
         done("peer_support", {"peer_support.households=0.9"}),
         {measure("spending_policies")}},
        {"campaigns",
         {"recruitment_campaign.highest_lift=0"},
         done("recruitment_campaign", {"recruitment_campaign.spending=5000"}),
         {measure("spending_policies")}},
        {"complexity that grows with disruption",
         blind({}),
         {complexity + "per_disruption=0.05"},
         {measure("complexity_of_need")}},
        {"harm from going missing",
         blind({}),
         {complexity + "per_incident=0.1"},
         {measure("complexity_of_need")}},
        {"match on disruption",
         {disruption + "poor_match_ratio=1"},
         {search + "match_weight.experience=1", search + "match_weight.age=0.05"},
         {measure("match_quality")}},
        {"pauses after disruption",
         {"carer_availability.after_disruption=0", "carer_availability.after_allegation=0"},
         {"carer_availability.pause_months=12"}},
    };
    for (const auto& [name, off, cause, own, others_off] : feedbacks) {
        INFO(name);
        const auto without_others = [&](std::vector<std::string> some, const std::vector<std::string>& more) {
            some.insert(some.end(), more.begin(), more.end());
            some.insert(some.end(), others_off.begin(), others_off.end());
            return run(some);
        };
        CHECK(differing(without_others(off, {}), without_others(off, cause), own) == 0);
        CHECK(differing(without_others({}, {}), without_others({}, cause), own) > 0);  // power: on, it shows
    }
}
