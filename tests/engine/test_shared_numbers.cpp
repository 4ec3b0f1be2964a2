#include <catch2/catch.hpp>

#include <algorithm>

#include "sim/config/description.hpp"
#include "sim/engine/uncertainty.hpp"
#include "sim/rules/carer_strain.hpp"
#include "tests/engine/late_policy.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;
using Names = std::vector<std::string>;

namespace {

Config tiny(std::vector<std::filesystem::path> scenarios, Names assignments = {}) {
    assignments.emplace_back("months=24");
    return Config::load({.file = HEARTH_SOURCE_DIR "/configs/tiny.yaml",
                         .scenarios = std::move(scenarios),
                         .assignments = std::move(assignments),
                         .installed = {}});
}

struct Run {
    Config config;
    Model model{config};
    Workers workers{1};
    Country country{model.build(workers)};

    std::string digest() const {
        const auto layout = layout_of(config, model, country, "tiny");
        return run_replicate(model, country, layout, 0, Events::all, workers, [] {}).digest();
    }
    /// When the placements began that there are on the first day.
    std::vector<Day> began() const {
        std::vector<Day> days;
        for (const auto& placement : country.placements) days.push_back(placement.began);
        return days;
    }
};

constexpr const char* faster = "shared.leaving_hazard.kind_ratio.foster=3";

}  // namespace

TEST_CASE("every shared section has several readers, and each is told the number that is set",
          "[unit][config]") {
    auto config = tiny({}, {"shared.carer_strain.fades=6"});
    const Model model{config};
    const auto* shared = config.description().top.find_section(shared_key);
    REQUIRE(shared);
    for (const auto& section : shared->sections) {
        INFO(section->path);
        CHECK(section->readers.size() > 1);
    }
    const auto readers = readers_of("shared.carer_strain.fades");
    CHECK(readers.size() == 3);
    FosterHousehold household{};
    household.strain = 1;
    household.strain_on = first_day(model.settings.start);
    for (const auto& name : readers) {
        INFO(name);
        const auto strain = config.process(name).shared<CarerStrain>();
        CHECK(strain.on(household, household.strain_on + 183) == Approx(std::exp(-183 / days_per_month / 6)));
    }
    CHECK(readers_of("foster_retention.hazard_ratio") == Names{"foster_retention"});
}

TEST_CASE("--set moves the first day with the processes; a scenario leaves it as it was", "[compare]") {
    const ScenarioFiles files;
    const auto scenario = files.scenario(
        "faster",
        "shared:\n  leaving_hazard:\n    kind_ratio: {source: \"assumed: a test\", values: {foster: 3}}\n");
    const Run baseline{tiny({})}, set{tiny({}, {faster})}, in_scenario{tiny({scenario})};
    CHECK(in_scenario.began() == baseline.began());
    CHECK(set.began() != baseline.began());
    CHECK(in_scenario.digest() != baseline.digest());
    CHECK(in_scenario.digest() != set.digest());

    // Scenario and --set together: --set is last, and reaches all.
    const Run both{tiny({scenario}, {faster})};
    CHECK(both.began() == set.began());
    CHECK(both.digest() == set.digest());
}

TEST_CASE("a scenario that says so changes the first day too", "[compare]") {
    const ScenarioFiles files;
    const std::string ratio =
        "leaving_hazard: {kind_ratio: {source: \"assumed: a test\", values: {foster: 3}}}";
    const auto scenario = files.scenario(
        "faster", "shared:\n  " + ratio + "\nstarting_population:\n  shared:\n    " + ratio + "\n");
    const Run set{tiny({}, {faster})}, in_scenario{tiny({scenario})};
    CHECK(in_scenario.began() == set.began());
    CHECK(in_scenario.digest() == set.digest());
}

TEST_CASE("a number that only policies share is drawn once for all of them", "[unit][uncertain]") {
    auto config = tiny({});
    Model model{config};
    const auto country = model.build(Workers{1});
    const auto uncertain = uncertain_parameters(config, model.schedule);
    const auto count = [&](const std::string& name) {
        return std::ranges::count(uncertain, name, &UncertainParameter::name);
    };
    CHECK(count("shared.carer_payments.elasticity") == 1);
    CHECK(count("foster_allowances.elasticity") == 0);
    CHECK(count("shared.carer_strain.fades") == 0);  // of the model itself
    const auto drawn = draw_policies(config, model.schedule, country, 1, 0).numbers;
    CHECK(drawn.contains("shared.carer_payments.paid_today"));
}
