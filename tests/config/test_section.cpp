#include <catch2/catch.hpp>

#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

constexpr std::array<std::string_view, 2> levels{"low", "high"};

template <class Read>
Lines top_faults(const std::string& yaml, Read read) {
    return faults_in(yaml, [&](Config& config) {
        read(config.top());
        config.top().close();
    });
}

}  // namespace

TEST_CASE("settings are read as written, or take their default", "[unit][config]") {
    auto config = Config::parse(
        "months: 24\nstart: 2019-04\npandemic: true\nlevel: high\nareas: [E06000001, \"301\"]\n");
    auto& top = config.top();
    CHECK(top.setting("months", 72, {1, 600}, "months") == 24);
    CHECK(top.setting("replicates", 8, {1, 1000}, "replicates") == 8);
    CHECK(top.text("start", "2018-04", "first month") == "2019-04");
    CHECK(top.text("end", "2025-03", "last month") == "2025-03");
    CHECK(top.flag("pandemic", false, "pandemic"));
    CHECK(top.flag("policy", true, "policy"));
    CHECK(top.choice("level", levels, "level") == "high");
    CHECK(top.list("areas", "areas") == Lines{"E06000001", "301"});
    CHECK(top.list("scenarios", "scenarios").empty());
    top.close();
    CHECK_NOTHROW(config.finish());
}

TEST_CASE("a flag is true or false, not yes, no or 1", "[unit][config]") {
    const auto flag = [](const std::string& value) {
        return top_faults("on_switch: " + value,
                          [](Section& top) { top.flag("on_switch", false, "switch"); });
    };
    CHECK(flag("false").empty());
    CHECK(flag("no") == Lines{"x.yaml:1:12: on_switch = 'no' is not a flag (must be true or false)"});
    CHECK(flag("1") == Lines{"x.yaml:1:12: on_switch = '1' is not a flag (must be true or false)"});
    CHECK(flag("\"true\"") ==
          Lines{"x.yaml:1:12: on_switch = \"true\" is text (must be true or false). Remove the quotes?"});
}

TEST_CASE("text that YAML could take for something else must be quoted", "[unit][config]") {
    const auto text = [](const std::string& value) { return top_faults("name: " + value, [](Section&) {}); };
    CHECK(text("England").empty());
    CHECK(text("\"010\"").empty());
    CHECK(text("1/month").empty());
    CHECK(text("010") ==
          Lines{"x.yaml:1:7: name = 010 is not text (YAML reads something else). Put it in quotes?"});
    CHECK(text("no").size() == 1);
    CHECK(text("2019-04-01").size() == 1);
    CHECK(text("[a]") == Lines{"x.yaml:1:7: name is a list (must be text)"});
}

TEST_CASE("settings, choices and lists of the wrong kind are faults", "[unit][config]") {
    CHECK(top_faults("months: 0", [](Section& top) {
              top.setting("months", 72, {1, 600}, "months");
          }) == Lines{"x.yaml:1:9: months = 0 (must be in [1, 600])"});
    CHECK(top_faults("months: 2.5", [](Section& top) {
              top.setting("months", 72, {1, 600}, "months");
          }) == Lines{"x.yaml:1:9: months = '2.5' is not a whole number"});
    CHECK(top_faults("level: hihg", [](Section& top) { top.choice("level", levels, "level"); }) ==
          Lines{"x.yaml:1:8: level = 'hihg' (must be one of: low, high). Did you mean 'high'?"});
    CHECK(top_faults("name: x", [](Section& top) { top.choice("level", levels, "level"); }) ==
          Lines{"x.yaml:1:1: missing level (low, high)"});
    CHECK(top_faults("areas: Kent", [](Section& top) { top.list("areas", "areas"); }) ==
          Lines{"x.yaml:1:8: areas is a single value (must be a list). Write [a, b]?"});
    CHECK(top_faults("areas: [Kent, no]", [](Section& top) { top.list("areas", "areas"); }) ==
          Lines{"x.yaml:1:15: areas: item = no is not text (YAML reads something else). Put it in quotes?"});
}

TEST_CASE("a missing section is one fault, whatever is read from it", "[unit][config]") {
    const auto read = [](Section& top) {
        auto files = top.section("files", "where the tables are");
        files.file("areas", "areas");
        files.real("share", "1", {0, 1}, "share");
        files.fault("share", "is odd");
        files.close();
    };
    CHECK(top_faults("name: x", read) ==
          Lines{"x.yaml:1:1: missing files (a section: where the tables are)"});
    CHECK(top_faults("files: 3", read) ==
          Lines{"x.yaml:1:8: files is a single value (must be a section with parameters below)"});
}

TEST_CASE("a file is found beside the file that names it", "[unit][config]") {
    const Folder folder;
    folder.write("configs/data/areas.csv", "x");
    const auto file =
        folder.write("configs/a.yaml", "areas: data/areas.csv\nhomes: data/homes.csv\ndata: data\n");
    auto config = Config::load({file, {}, {}, {}});
    CHECK(config.top().file("areas", "areas") == folder.path() / "configs/data/areas.csv");
    config.top().file("homes", "homes");
    config.top().file("data", "data");
    config.top().file("costs", "costs");
    const auto name = file.string();
    CHECK(faults_of([&] { config.finish(); }) ==
          Lines{name + ":1:1: missing costs (a file)",
                name + ":2:8: homes = 'data/homes.csv' does not exist (looked for " +
                    folder.name("configs/data/homes.csv") + "). Is the name right?",
                name + ":3:7: data = 'data' is not a file (looked for " + folder.name("configs/data") +
                    "). Is the name right?"});
}

TEST_CASE("unknown keys are reported with the nearest name, at every level", "[unit][config]") {
    const auto faults =
        top_faults("mnths: 3\nfiles:\n  aeras: x\n  zzz: 1\nprocesses: []\n", [](Section& top) {
            top.setting("months", 72, {1, 600}, "months");
            auto files = top.section("files", "files");
            files.text("areas", "", "areas");
            files.close();
        });
    CHECK(faults == Lines{"x.yaml:1:1: unknown key mnths. Did you mean 'months'?",
                          "x.yaml:3:3: unknown key files.aeras. Did you mean 'areas'?",
                          "x.yaml:4:3: unknown key files.zzz (nothing reads it). Remove it?"});
}

TEST_CASE("two readers of one section share what is known of it", "[unit][config]") {
    const auto faults = faults_in("files: {a: one, b: two}", [](Config& config) {
        config.top().section("files", "files").text("a", "", "a");
        auto again = config.top().section("files", "files");
        again.text("b", "", "b");
        again.close();
    });
    CHECK(faults.empty());
}

TEST_CASE("a reader's own fault points at the value and is silent after another one", "[unit][config]") {
    const auto faults = faults_in(
        "a: {value: 2, unit: \"1\", source: \"assumed: x\"}\nb: {value: 9, unit: \"1\", source: \"assumed: "
        "x\"}\n",
        [](Config& config) {
            for (const auto* name : {"a", "b"}) {
                config.top().real(name, "1", {0, 5}, "x");
                config.top().fault(name, "must be below 1 here");
            }
        });
    CHECK(faults == Lines{"x.yaml:1:12: must be below 1 here", "x.yaml:2:12: b = 9 (must be in [0, 5])"});
}

TEST_CASE("processes keep the order of their list and faults point into it", "[unit][config]") {
    auto config = Config::parse("processes:\n  - second_one:\n      level: low\n  - first_one:\n");
    CHECK(config.schedule() == Lines{"second_one", "first_one"});
    auto second = config.process("second_one");
    CHECK(second.path() == "second_one");
    CHECK(second.choice("level", levels, "level") == "low");
    auto first = config.process("first_one");
    first.choice("level", levels, "level");
    config.fault_in_schedule("second_one", "no such process. Did you mean 'second'?");
    CHECK(faults_of([&] { config.finish(); }) ==
          Lines{"config.yaml:2:5: no such process. Did you mean 'second'?",
                "config.yaml:4:5: missing first_one.level (low, high)"});
}

TEST_CASE("a list of processes of the wrong shape is a fault", "[unit][config]") {
    const auto nothing = [](Config&) {};
    CHECK(
        faults_in("processes: {a: }", nothing) ==
        Lines{
            "x.yaml:1:12: processes is a mapping (must be a list, in the order in which they run). Write '- "
            "name:' for each?"});
    CHECK(faults_in("processes: [a]", nothing) ==
          Lines{"x.yaml:1:13: a process is not one name with its parameters below. Write '- name:'?"});
    CHECK(faults_in("processes:\n  - a:\n  - a:\n", nothing) ==
          Lines{"x.yaml:3:5: duplicate key a (already on line 2). Remove one?"});
}
