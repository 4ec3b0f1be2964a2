#include <catch2/catch.hpp>

#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

constexpr auto base =
    "months: 72\n"
    "areas: [Kent]\n"
    "processes:\n"
    "  - moves:\n"
    "      pandemic: false\n"
    "      rate: {value: 0.1, unit: 1/month, source: \"measured: DfE\"}\n"
    "      by_age: {unit: \"1\", source: \"measured: DfE\", values: {under_1: 0.5, 1_to_4: 0.6}}\n"
    "      hazard: {unit: \"1\", source: \"measured: DfE\", columns: [under_1, 1_to_4], rows: {foster: [1, "
    "2]}}\n";

Config set(const std::vector<std::string>& assignments) {
    const Folder folder;
    return Config::load({folder.write("x.yaml", base), {}, assignments, {}});
}

Lines set_faults(const std::string& assignment) {
    return faults_of([&] {
        auto config = set({assignment});
        config.top().setting("months", 72, {1, 600}, "months");
        config.top().setting("replicates", 8, {1, 600}, "replicates");
        config.top().list("areas", "areas");
        config.top().close();
        auto moves = config.process("moves");
        moves.flag("pandemic", false, "pandemic");
        moves.real("rate", "1/month", {0, 1}, "rate");
        moves.row("by_age", "1", {"age_band", age_bands}, {0, 1}, "by age");
        moves.table("hazard", "1", {"kind", std::span{kinds}.first(1)}, {"age_band", age_bands}, {0, 9},
                    "hazard");
        moves.close();
        config.finish();
    });
}

}  // namespace

TEST_CASE("--set replaces a value and says where it came from", "[unit][config]") {
    auto config = set({"moves.rate=0.25", "months=24", "moves.pandemic=true", "areas=[Kent, Devon]",
                       "replicates=3", "moves.by_age.under_1=0.9", "moves.hazard.foster.1_to_4=7"});
    CHECK(config.resolved() ==
          "months: 24\n"
          "areas: [Kent, Devon]\n"
          "processes:\n"
          "  - moves:\n"
          "      pandemic: true\n"
          "      rate: {value: 0.25, unit: 1/month, source: \"assumed: set on the command line\"}\n"
          "      by_age:\n"
          "        unit: \"1\"\n"
          "        source: \"assumed: set on the command line\"\n"
          "        values:\n"
          "          under_1: 0.9\n"
          "          1_to_4: 0.6\n"
          "      hazard:\n"
          "        unit: \"1\"\n"
          "        source: \"assumed: set on the command line\"\n"
          "        columns: [under_1, 1_to_4]\n"
          "        rows:\n"
          "          foster: [1, 7]\n"
          "replicates: 3\n");
}

TEST_CASE("--set takes what is correct without a fault", "[unit][config]") {
    for (const auto* assignment :
         {"moves.rate=0.25", "replicates=3", "processes.moves.rate=0.2", "moves.rate.value=0.2",
          "moves.by_age={under_1: 0.1}", "moves.hazard.foster=[3, 4]", "moves.rate.source=measured: a = b"}) {
        INFO(assignment);
        CHECK(set_faults(assignment).empty());
    }
}

TEST_CASE("--set fixes a number that was uncertain", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write(
        "x.yaml", "rate: {value: 0.1, unit: \"1\", plausible: [0, 0.5], source: \"assumed: a\"}\n");
    const auto resolved_with = [&](const std::string& assignment) {
        return Config::load({file, {}, {assignment}, {}}).resolved();
    };
    CHECK(resolved_with("rate=0.2").find("plausible") == std::string::npos);
    CHECK(resolved_with("rate.source=assumed: b").find("plausible: [0, 0.5]") != std::string::npos);
    CHECK(resolved_with("rate.plausible=[0, 1]").find("plausible: [0, 1], source: \"assumed: a\"") !=
          std::string::npos);
}

TEST_CASE("--set may name a source of its own", "[unit][config]") {
    CHECK(set({"moves.rate=0.2", "moves.rate.source=measured: survey"}).resolved().find("measured: survey") !=
          std::string::npos);
}

TEST_CASE("an assignment to what does not exist is a fault that names it", "[unit][config]") {
    CHECK(set_faults("mnths=3") ==
          Lines{"--set: unknown key mnths (from --set mnths=3). Did you mean 'months'?"});
    CHECK(set_faults("moves.raet=3") ==
          Lines{"--set: unknown key moves.raet (from --set moves.raet=3). Did you mean 'rate'?"});
    CHECK(set_faults("mvoes.rate=3") ==
          Lines{"--set: unknown key mvoes (from --set mvoes.rate=3). Did you mean 'moves'?"});
    CHECK(set_faults("moves.by_age.undr_1=1") == Lines{"--set: unknown key moves.by_age.undr_1 (from --set "
                                                       "moves.by_age.undr_1=1). Did you mean 'under_1'?"});
    CHECK(set_faults("moves.rate.valeu=1").size() == 1);
}

TEST_CASE("an assignment of the wrong kind is a fault", "[unit][config]") {
    CHECK(set_faults("moves.rate=7") == Lines{"--set: moves.rate = 7 (must be in [0, 1])"});
    CHECK(set_faults("moves.rate=no") == Lines{"--set: moves.rate = 'no' is not a number"});
    CHECK(set_faults("months") == Lines{"--set: 'months' is not an assignment. Write name=value?"});
    CHECK(set_faults("months=") == Lines{"--set: months= has no value. Write name=value?"});
    CHECK(set_faults("moves=3") ==
          Lines{"--set: moves is a section (from --set moves=3). Name a parameter in it?"});
    CHECK(set_faults("moves.by_age=3") ==
          Lines{"--set: moves.by_age has a value for each label (from --set moves.by_age=3). Write "
                "moves.by_age.under_1=...?"});
    CHECK(set_faults("areas=[a").size() == 1);
    CHECK(set_faults("extends=x.yaml").size() == 1);
    CHECK(set_faults("moves.hazard.foster=[3]").size() == 1);
}
