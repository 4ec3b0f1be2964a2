#include <cstdlib>

#include <catch2/catch.hpp>

#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

const std::string base =
    "name: base\n"
    "months: 72\n"
    "files: {areas: data/areas.csv}\n"
    "processes:\n"
    "  - entering:\n"
    "      rate: {value: 0.1, unit: 1/month, plausible: [0, 0.3], source: \"measured: DfE\"}\n"
    "      by_age: {unit: \"1\", source: \"measured: DfE\", values: {under_1: 0.5, 1_to_4: 0.6}}\n"
    "  - leaving:\n"
    "      flow: [a, b]\n";

std::string resolved(const ConfigSources& sources) {
    return Config::load(sources).resolved();
}

}  // namespace

TEST_CASE("a file adds to and replaces keys of what it extends", "[unit][config]") {
    const Folder folder;
    folder.write("shared/base.yaml", base);
    folder.write("middle.yaml", "extends: shared/base.yaml\nname: middle\nseed: 1\n");
    const auto file = folder.write("top/tiny.yaml",
                                   "extends: ../middle.yaml\n"
                                   "months: 24\n"
                                   "processes:\n"
                                   "  - leaving: {flow: [c]}\n"
                                   "  - campaign: {reach: low}\n"
                                   "  - entering:\n"
                                   "      rate: {value: 0.2, source: \"assumed: test\"}\n");
    CHECK(resolved({file, {}, {}, {}}) ==
          "name: middle\n"
          "months: 24\n"
          "files:\n"
          "  areas: data/areas.csv\n"
          "processes:\n"
          "  - entering:\n"
          "      rate: {value: 0.2, unit: 1/month, source: \"assumed: test\"}\n"
          "      by_age:\n"
          "        unit: \"1\"\n"
          "        source: \"measured: DfE\"\n"
          "        values:\n"
          "          under_1: 0.5\n"
          "          1_to_4: 0.6\n"
          "  - leaving:\n"
          "      flow: [c]\n"
          "  - campaign:\n"
          "      reach: low\n"
          "seed: 1\n");
}

TEST_CASE("one file and a chain of files that say the same resolve to the same text", "[unit][config]") {
    const Folder folder;
    const auto whole = folder.write("whole.yaml", base);
    folder.write("half.yaml", "name: half\nmonths: 1\n");
    const auto chain = folder.write("chain.yaml", "extends: half.yaml\n" + base);
    CHECK(resolved({whole, {}, {}, {}}) == resolved({chain, {}, {}, {}}));
}

TEST_CASE("files and faults keep the place of the file that wrote them", "[unit][config]") {
    const Folder folder;
    folder.write("shared/data/areas.csv", "x");
    folder.write("shared/base.yaml", base);
    const auto file = folder.write("tiny.yaml", "\nextends: shared/base.yaml\nmonths: 0\n");
    auto config = Config::load({file, {}, {}, {}});
    CHECK(config.top().section("files", "f").file("areas", "areas") ==
          folder.path() / "shared/data/areas.csv");
    config.top().setting("months", 72, {1, 600}, "months");
    config.top().setting("seed", 1, {0, 9}, "seed");
    config.top().choice("level", kinds, "level");
    config.process("entering").real("rate", "1/year", {0, 1}, "rate");
    CHECK(faults_of([&] { config.finish(); }) ==
          Lines{folder.name("tiny.yaml") + ":2:1: missing level (foster, kinship)",
                folder.name("tiny.yaml") + ":3:9: months = 0 (must be in [1, 600])",
                folder.name("shared/base.yaml") +
                    ":6:13: entering.rate has unit '1/month' (the model needs '1/year')"});
}

TEST_CASE("scenarios are laid over the config together, and name the run", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write("base.yaml", base);
    const auto one = folder.write("one.yaml", "scenario: one\ndescription: d\nmonths: 12\nseed: 3\n");
    const auto two = folder.write("two.yaml", "scenario: two\ndescription: e\nmonths: 12\n");
    CHECK(Config::load({file, {}, {}, {}}).scenario() == "baseline");
    CHECK(Config::load({file, {two}, {}, {}}).scenario() == "two");
    auto config = Config::load({file, {one, two}, {}, {}});
    CHECK(config.scenario() == "one+two");
    CHECK(config.top().text("description", "", "d") == "d; e");
    CHECK(config.top().setting("months", 72, {1, 600}, "months") == 12);
    CHECK(config.top().setting("seed", 1, {0, 9}, "seed") == 3);
}

TEST_CASE("scenarios that set one value differently are not combined", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write("base.yaml", base);
    const auto scenario = [&](const std::string& name, const std::string& processes) {
        return folder.write(name + ".yaml", "scenario: " + name + "\nprocesses:\n" + processes);
    };
    const auto low = scenario("low", "  - entering:\n      rate: {value: 0.05, source: \"assumed: a\"}\n");
    const auto lower = scenario("lower",
                                "  - entering:\n"
                                "      rate: {value: 0.02, source: \"assumed: b\"}\n"
                                "      by_age: {source: \"assumed: b\", values: {under_1: 0.1}}\n"
                                "  - leaving: {flow: [a, c]}\n");
    const auto same = scenario("same", "  - entering:\n      rate: {value: 0.050, source: \"assumed: c\"}\n");
    const auto old = scenario("old",
                              "  - entering:\n"
                              "      by_age: {source: \"assumed: d\", values: {1_to_4: 0.1}}\n"
                              "  - leaving: {flow: [a]}\n");
    const auto faults = [&](std::vector<std::filesystem::path> scenarios) {
        return faults_of([&] { Config::load({file, std::move(scenarios), {}, {}}).finish(); });
    };
    const std::string remedy = ". Combine scenarios that leave each other alone, or drop one";
    CHECK(faults({low, lower}) ==
          Lines{low.string() + ":4:21: entering.rate is set to 0.05 here and to 0.02 at " + lower.string() +
                ":4:21" + remedy});
    CHECK(faults({low, same}).empty());
    CHECK(faults({low, old}).empty());
    CHECK(faults({lower, old}) ==
          Lines{lower.string() + ":6:21: leaving.flow is set to [a, c] here and to [a] at " + old.string() +
                ":5:21" + remedy});
}

TEST_CASE("two configurations differ by what they say of the world", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write("base.yaml", base);
    const auto plain = Config::load({file, {}, {}, {}});
    CHECK(plain.differences_from(plain).empty());
    const auto named = folder.write("n.yaml", "scenario: n\ndescription: d\n");
    CHECK(Config::load({file, {named}, {}, {}}).differences_from(plain).empty());
    CHECK(Config::load({file, {}, {"entering.by_age.under_1=0.50"}, {}}).differences_from(plain).empty());

    const auto other = folder.write("o.yaml", "scenario: o\nprocesses:\n  - campaign: {reach: low}\n");
    const auto config = Config::load({file, {other}, {"entering.rate=0.2", "seed=7"}, {}});
    const auto found = config.differences_from(plain);
    REQUIRE(found.size() == 3);
    CHECK(found[0].key == "seed");
    CHECK(found[1].name == "entering");
    CHECK((found[1].is_here && found[1].is_there));
    CHECK(found[2].name == "campaign");
    CHECK((found[2].is_here && !found[2].is_there));
    CHECK(found[2].at.line == 3);
    const auto reversed = plain.differences_from(config);
    REQUIRE(reversed.size() == 3);
    CHECK(reversed.back().name == "campaign");
    CHECK_FALSE(reversed.back().is_here);
}

TEST_CASE("a scenario names itself and extends nothing", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write("base.yaml", base);
    const auto scenario = folder.write("s.yaml", "extends: base.yaml\nmonths: 1\n");
    CHECK(faults_of([&] {
              Config::load({file, {scenario}, {}, {}}).finish();
          }) == Lines{scenario.string() +
                          ":1:1: extends is not for scenarios (they are laid over any config). Remove it?",
                      scenario.string() + ":1:1: missing scenario (the name under which results are kept)"});
}

TEST_CASE("a new value does not inherit the old value's source", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write("base.yaml", base);
    const auto scenario =
        folder.write("s.yaml", "scenario: s\nprocesses:\n  - entering:\n      rate: {value: 0.3}\n");
    auto config = Config::load({file, {scenario}, {}, {}});
    CHECK(config.process("entering").real("rate", "1/month", {0, 1}, "rate") == 0.3);
    CHECK(faults_of([&] { config.finish(); }) ==
          Lines{scenario.string() +
                ":4:13: entering.rate has no source (start it with measured, derived, calibrated "
                "or assumed)"});
}

TEST_CASE("a cycle of extends and a missing file are refused", "[unit][config]") {
    const Folder folder;
    const auto one = folder.write("one.yaml", "extends: sub/../two.yaml\n");
    folder.write("sub/x.yaml", "a: 1");
    folder.write("two.yaml", "extends: one.yaml\n");
    const auto lost = folder.write("lost.yaml", "extends: nowhere.yaml\n");
    CHECK(faults_of([&] {
              Config::load({one, {}, {}, {}});
          }) == Lines{folder.name("two.yaml") + ":1:10: extends = 'one.yaml' makes a cycle (" + one.string() +
                      " -> " + folder.name("two.yaml") + " -> " + one.string() + "). Remove one?"});
    CHECK(faults_of([&] {
              Config::load({lost, {}, {}, {}});
          }) == Lines{lost.string() + ":1:10: extends = 'nowhere.yaml' does not exist (looked for " +
                      folder.name("nowhere.yaml") + "). Is the name right?"});
    const auto folder_name = folder.path().string();
    CHECK(faults_of([&] {
              Config::load({folder.path(), {}, {}, {}});
          }) == Lines{folder_name + ": is a folder (must be a file)"});
}

TEST_CASE("all files that cannot be read are reported together", "[unit][config]") {
    const Folder folder;
    const auto faults = faults_of([&] {
        Config::load({folder.path() / "a.yaml", {folder.path() / "b.yaml"}, {}, {}});
    });
    CHECK(faults == Lines{folder.name("a.yaml") + ": does not exist. Is the name right?",
                          folder.name("b.yaml") + ": does not exist. Is the name right?"});
}

TEST_CASE("a bare name is looked up in the folders of configs", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write("my_england.yaml", base);
    const auto scenario = folder.write("scenarios/my_mentoring.yaml", "scenario: m\n");
    CHECK(find_config(file, {}) == file);
    CHECK(find_config("my_england", folder.path()) == file);
    CHECK(find_config("my_england.yaml", folder.path()) == file);
    CHECK(find_config("my_mentoring", folder.path()) == scenario);
    CHECK(Config::load({"my_england", {"my_mentoring"}, {}, folder.path()}).scenario() == "m");
    const auto county = folder.write("far/county.yaml", "extends: my_england\nmonths: 12\n");
    CHECK_THAT(Config::load({county, {}, {}, folder.path()}).resolved(),
               Catch::Contains("months: 12") && Catch::Contains("measured: DfE"));
    CHECK(faults_of([&] { Config::load({county, {}, {}, {}}); }).size() == 1);

    const auto before = std::getenv("HEARTH_CONFIGS");
    const std::string kept = before ? before : "";
    setenv("HEARTH_CONFIGS", folder.path().c_str(), 1);
    CHECK(find_config("my_england", {}) == file);
    if (before)
        setenv("HEARTH_CONFIGS", kept.c_str(), 1);
    else
        unsetenv("HEARTH_CONFIGS");
    const auto faults = faults_of([&] { find_config("my_englnd", folder.path()); });
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().find("my_englnd") != std::string::npos);
}
