#include <catch2/catch.hpp>

#include <set>

#include "sim/engine/run.hpp"
#include "sim/sweep/idle.hpp"
#include "sim/sweep/planned_world.hpp"
#include "tests/sweep/sweep_folder.hpp"

using namespace hearth;
using namespace hearth::testing;
using Catch::Contains;

namespace {

void replace_in(const fs::path& file, const std::string& what, const std::string& with) {
    const auto text = changed(text_of(file), what, with);
    std::ofstream{file} << text;
}

std::set<std::uint64_t> seeds_of(const Plan& plan) {
    std::set<std::uint64_t> seeds;
    for (const auto& run : plan.runs) seeds.insert(run.seed);
    return seeds;
}

}  // namespace

TEST_CASE("a plan has a line for each run of each point, scenario and replicate", "[unit][sweep]") {
    const SweepFolder folder;
    folder.write("other.yaml",
                 "scenario: other\ndescription: d\nprocesses:\n  - peer_support: {start: 2019-05}\n");
    const auto plan = folder.plan(
        six_months + "scenarios: [baseline, other.yaml]\ndesign: lhs\npoints: 4\nreplicates: 3\n");
    REQUIRE(plan.runs.size() == 24);
    CHECK(plan.scenarios[1].name == "other");
    std::set<std::string> digests;
    for (std::size_t id = 0; id < 24; ++id) {
        CHECK(plan.runs[id].id == id);
        CHECK(plan.runs[id].point == id / 6);
        CHECK(plan.runs[id].scenario == id / 3 % 2);
        CHECK(plan.runs[id].replicate == id % 3);
        CHECK(plan.runs[id].values == plan.runs[id / 6 * 6].values);
        digests.insert(plan.runs[id].digest);
    }
    CHECK(digests.size() == 24);
    CHECK(seeds_of(plan).size() == 3);  // common: one for each replicate
    CHECK(plan.runs[0].seed == plan.first_day_seed);
}

TEST_CASE("independent seeds are each run's own", "[unit][sweep]") {
    const SweepFolder folder;
    const auto plan = folder.plan(six_months + "design: lhs\npoints: 4\nreplicates: 3\nseeds: independent\n");
    CHECK(seeds_of(plan).size() == 12);
    for (const auto seed : seeds_of(plan)) CHECK(seed < (1ULL << 53U));
}

TEST_CASE("points come from a grid or a list, in their order", "[unit][sweep]") {
    const SweepFolder folder;
    const std::string settings = "set: [\"months=6\"]\n";
    const auto grid = folder.plan(settings +
                                  "design: grid\nparameters:\n  peer_support.strength: {values: [0, 1]}\n"
                                  "  recruitment_campaign.asks_for: {values: [everybody, teenagers]}\n");
    REQUIRE(grid.runs.size() == 4);
    CHECK(grid.runs[1].values == std::vector<std::string>{"0", "teenagers"});
    folder.write("points.csv", "peer_support.strength,recruitment_hub.strength\n0.5,1\n0.25,0\n");
    const auto list = folder.plan(
        settings +
        "design: list\nlist: points.csv\nparameters:\n"
        "  recruitment_hub.strength: {uniform: [0, 1]}\n  peer_support.strength: {uniform: [0, 1]}\n");
    REQUIRE(list.runs.size() == 2);
    CHECK(list.runs[0].values == std::vector<std::string>{"1", "0.5"});
}

TEST_CASE("a plan is written, and read back the same", "[unit][sweep]") {
    const SweepFolder folder;
    const auto plan = folder.plan(six_months + "design: lhs\npoints: 3\nreplicates: 2\ntime_limit: 5\n");
    write_plan(plan);
    const auto back = read_plan(folder / "plan");
    REQUIRE(back.runs.size() == 6);
    for (std::size_t id = 0; id < 6; ++id) {
        CHECK(back.runs[id].values == plan.runs[id].values);
        CHECK(back.runs[id].seed == plan.runs[id].seed);
        CHECK(back.runs[id].digest == plan.runs[id].digest);
    }
    CHECK(back.measures == plan.measures);
    CHECK(back.time_limit == 5);
    CHECK(back.first_day_seed == plan.first_day_seed);
    CHECK(back.scenarios.front().yaml == plan.scenarios.front().yaml);
    CHECK(back.parameters[1].distribution.words == std::vector<std::string>{"0", "1"});
    CHECK_NOTHROW(check_build(back));
    CHECK_THAT(refusal_of([&] { write_plan(plan); }), Contains("which this would overwrite"));
}

TEST_CASE("a plan that was altered is refused, whichever file", "[unit][sweep]") {
    const SweepFolder folder;
    write_plan(folder.plan(six_months + "design: lhs\npoints: 3\n"));
    const auto at = folder / "plan";
    SECTION("plan.csv") {
        replace_in(at / "plan.csv", "\n1,1,0", "\n1,2,0");
        CHECK_THAT(refusal_of([&] { read_plan(at); }), Contains("plan.csv: was altered"));
    }
    SECTION("a configuration") {
        replace_in(at / "configs/0_baseline.yaml", "months: 6", "months: 7");
        CHECK_THAT(refusal_of([&] { read_plan(at); }), Contains("0_baseline.yaml: was altered"));
    }
    SECTION("no plan at all") {
        CHECK_THAT(refusal_of([&] { read_plan(folder / "nowhere"); }), Contains("holds no plan of a sweep"));
    }
    SECTION("plan.json, in any of its facts") {
        for (const auto* const fact : {"homes_opened", "\"runs\": 3", "\"commit\": \"", "\"seal\": \""}) {
            const auto before = text_of(at / "plan.json");
            replace_in(at / "plan.json", fact, std::string{fact} + "0");
            CHECK_THAT(refusal_of([&] { read_plan(at); }), Contains("plan.json: was altered"));
            std::ofstream{at / "plan.json"} << before;
        }
        CHECK_NOTHROW(read_plan(at));
    }
    SECTION("another build") {
        auto plan = read_plan(at);
        plan.commit += "0";
        CHECK_THAT(refusal_of([&] { check_build(plan); }),
                   Contains("results of two programs are not put together"));
    }
}

TEST_CASE("every point is checked before anything is written", "[unit][sweep]") {
    const SweepFolder folder;
    const auto refused = [&](const std::string& lines) {
        return refusal_of([&] { folder.plan("set: [\"months=6\"]\ndesign: lhs\npoints: 3\n" + lines); });
    };
    CHECK_THAT(refused("parameters: {recruitment_hub.strength: {uniform: [20, 30]}}\n"),
               Contains("(must be in [0, 10])") && Contains("(at point 0)"));
    CHECK_THAT(refused("parameters: {recruitment_hub.strenght: {uniform: [0, 1]}}\n"),
               Contains("Did you mean 'strength'?"));
    CHECK(!fs::exists(folder / "plan"));
}

TEST_CASE("what is of the run or its first day is refused by name, whatever its value at the first point",
          "[unit][sweep]") {
    const SweepFolder folder;
    const auto refused = [&](const std::string& parameter) {
        return refusal_of(
            [&] { folder.plan("set: [\"months=6\"]\ndesign: grid\nparameters:\n  " + parameter + "\n"); });
    };
    for (const auto* const same_first :
         {"months: {values: [6, 12]}", "start: {values: [2019-04, 2020-04]}",
          "areas: {values: [\"[]\", \"[x]\"]}", "files.homes: {values: [a, b]}",
          "starting_population.x: {values: [1, 2]}"}) {
        INFO(same_first);
        CHECK_THAT(refused(same_first), Contains("sweep.yaml:6") && Contains("all runs of a sweep share"));
    }
    CHECK_THAT(refused("seed: {values: [1, 2]}"),
               Contains("sweep.yaml:6") && Contains("replicates and seeds"));
    CHECK_THAT(refused("replicates: {values: [1, 2]}"), Contains("no parameter of a process"));
    CHECK_THAT(refused("scenario: {values: [a, b]}"), Contains("under scenarios"));
    CHECK_THAT(refused("recruitment_hub.strength.source: {values: [a, b]}"), Contains("changes no run"));
    CHECK_THAT(refused("processes.recruitment_hub.strength: {values: [0, 1]}"),
               Contains("without 'processes.'"));
    CHECK_THAT(refused("recruitment_hubb.strength: {values: [0, 1]}"),
               Contains("Did you mean 'recruitment_hub'?"));
}

TEST_CASE("what several read varies for all of them, and the first day stays that which all runs share",
          "[sweep]") {
    const SweepFolder folder;
    const auto planned = folder.plan(
        "set: [\"months=12\"]\ndesign: grid\nparameters:\n"
        "  shared.leaving_hazard.kind_ratio.foster: {values: [1, 3]}\n"
        "  shared.carer_strain.fades: {values: [12]}\n"
        "  shared.carer_payments.elasticity: {values: [0.3]}\n");
    CHECK(planned.unread ==
          std::vector<std::string>{"shared.carer_payments.elasticity"});  // nobody pays more
    const Workers workers{1};
    const PlannedWorld world{planned, workers};
    std::vector<std::string> digests;
    for (const auto& run : planned.runs) {
        digests.push_back(world.live(run, workers, [] {}).digest());
        // By itself, as `sweep show` says.
        auto config = Config::parse(planned.scenarios[run.scenario].yaml, planned.config_file.string())
                          .with(planned.assignments_of(run));
        Model model{config};
        const auto country = model.build(workers);
        const auto layout = layout_of(config, model, country, "tiny");
        CHECK(run_replicate(model, country, layout, 0, Events::none, workers, [] {}).digest() ==
              digests.back());
    }
    CHECK(digests.front() != digests.back());
    CHECK_THAT(refusal_of([&] {
                   folder.plan(
                       "set: [\"months=12\"]\ndesign: grid\nparameters:\n"
                       "  leaving_care.kind_ratio.foster: {values: [1, 3]}\n");
               }),
               Contains("unknown key leaving_care.kind_ratio. It is now shared.leaving_hazard.kind_ratio"));
}

TEST_CASE("with a first day of its own each point is the run that hearth run makes", "[property][sweep]") {
    const SweepFolder folder;
    const std::string lines =
        "first_day: each_point\nevents: episodes\nset: [\"months=3\", \"replicates=2\"]\ndesign: grid\n"
        "parameters:\n  starting_population.male_ratio: {values: [1.1, 1.2]}\n"
        "  placement_prices.secure_share: {values: [0.1]}\n"
        "  shared.leaving_hazard.kind_ratio.foster: {values: [1, 3]}\n";
    write_plan(folder.plan(lines));
    const auto planned = read_plan(folder / "plan");
    CHECK(planned.unread.empty());
    const Workers workers{2};
    const PlannedWorld world{planned, workers};
    std::set<std::string> records_found;
    for (const auto& run : planned.runs) {
        const auto digests = world.write(run, workers, [] {});
        auto config = Config::load({.file = HEARTH_SOURCE_DIR "/configs/tiny.yaml",
                                    .scenarios = {},
                                    .assignments = {},
                                    .installed = {}})
                          .with({"months=3", "replicates=2"})
                          .with(planned.assignments_of(run));
        Model model{config};
        const auto country = model.build(workers);
        const auto layout = layout_of(config, model, country, "tiny");
        std::vector<std::string> records;
        for (const std::size_t replicate : {0U, 1U})
            records.push_back(run_replicate(model, country, layout, replicate, Events::none, workers, [] {})
                                  .digests()
                                  .record);
        CHECK(digests.record == digest_of(records));
        records_found.insert(digests.record);
        const ResultsReader file{planned.results_of(run)};
        CHECK(file.layout().replicates == 2);
        CHECK(!file.event_column("episodes", "child").empty());
    }
    CHECK(records_found.size() == planned.runs.size());
    CHECK_THAT(refusal_of([&] { folder.plan(changed(lines, "months=3", "months=0")); }), Contains("months"));
    CHECK_THAT(refusal_of([&] { folder.plan(lines + "  months: {values: [3, 4]}\n"); }),
               Contains("months is of the run, so it can't vary"));
    CHECK_THAT(refusal_of([&] { folder.plan(lines + "  starting_population.male: {values: [3]}\n"); }),
               Contains("unknown key starting_population.male"));
    CHECK_THAT(refusal_of([&] { folder.plan(lines + "  nowhere.number: {values: [3]}\n"); }),
               Contains("unknown key nowhere"));
    CHECK_THAT(refusal_of([&] { folder.plan(lines + "  files.homes: {values: [a.csv]}\n"); }),
               Contains("files.homes is of the run"));
    CHECK_THAT(refusal_of([&] { folder.plan(changed(lines, "[1, 3]", "[1, -3]")); }), Contains("at point 1"));
}

TEST_CASE("a list of points is a CSV like any other table, and names its parameters", "[unit][sweep]") {
    const SweepFolder folder;
    const std::string list = "set: [\"months=6\"]\ndesign: list\nlist: points.csv\n";
    folder.write(
        "points.csv",
        "\xEF\xBB\xBF\"recruitment_hub.strength\",peer_support.strength\r\n\"1\",0.25\r\n0,1e-3\r\n");
    const auto plan = folder.plan(list);
    REQUIRE(plan.runs.size() == 2);
    CHECK(plan.parameters[0].name == "recruitment_hub.strength");
    CHECK(plan.runs[0].values == std::vector<std::string>{"1", "0.25"});
    CHECK(plan.runs[1].values == std::vector<std::string>{"0", "1e-3"});
    write_plan(plan);
    CHECK(read_plan(folder / "plan").parameters[1].distribution.name() == "listed");

    folder.write("points.csv", "recruitment_hub.strength,note\n1,x\n");
    CHECK_THAT(refusal_of([&] { folder.plan(list); }), Contains("points.csv:1:26: unknown key note"));
    const auto file = folder.sweep(list + "parameters: {recruitment_hub.strength: {uniform: [0, 1]}}\n");
    CHECK(SweepSpec::read(file).unused == std::vector<std::string>{"note"});
    CHECK(folder.plan(list + "parameters: {recruitment_hub.strength: {}}\n").runs[0].values.front() == "1");
    folder.write("points.csv", "recruitment_hub.strength\n1\n\n 0\n");
    CHECK_THAT(refusal_of([&] { folder.plan(list); }),
               Contains("points.csv:3: blank line") && Contains("points.csv:4:1: spaces around"));
}

TEST_CASE("a fault of a listed point stands at its cell", "[unit][sweep]") {
    const SweepFolder folder;
    const auto refused = [&](const std::string& rows) {
        folder.write("points.csv", "peer_support.strength,recruitment_hub.strength\n" + rows);
        return refusal_of([&] { folder.plan("set: [\"months=6\"]\ndesign: list\nlist: points.csv\n"); });
    };
    CHECK_THAT(refused("1,[\n"),
               Contains("points.csv:2:3: recruitment_hub.strength=[: the value") && Contains("(at point 0)"));
    CHECK_THAT(refused("1,0\n0.5,20\n"),
               Contains("points.csv:3:5: recruitment_hub.strength = 20 (must be in [0, 10])") &&
                   Contains("(at point 1)"));
    CHECK_THAT(refused("\"0,5\",1\n"), Contains("points.csv:2:1: peer_support.strength"));
    folder.write("points.csv", "peer_support.strength\n0.5\n");
    write_plan(folder.plan("set: [\"months=6\"]\ndesign: list\nlist: points.csv\n"));
    const auto more = folder.write("more.csv", "peer_support.strength\n0.5\n0.7\n40\n");
    CHECK_THAT(refusal_of([&] {
                   extended(read_plan(folder / "plan"),
                            {.replicates = {}, .points = {}, .list = more, .time_limit = {}});
               }),
               Contains("more.csv:4:1: peer_support.strength = 40") && Contains("(at point 2)"));
}

TEST_CASE("names and values with commas and quotes are read back as they were", "[unit][sweep]") {
    const SweepFolder folder;
    folder.write("other.yaml",
                 "scenario: 'north, \"south\"'\nprocesses:\n  - peer_support: {start: 2019-05}\n");
    const auto plan = folder.plan(
        "set: [\"months=6\"]\ndesign: grid\nscenarios: [baseline, other.yaml]\nparameters:\n"
        "  recruitment_hub.reach: {values: [\"[]\", \"[Ashby, Tinyshire]\"]}\n"
        "  recruitment_campaign.asks_for: {values: [everybody, '\"teenagers\"']}\n");
    write_plan(plan);
    const auto back = read_plan(folder / "plan");
    CHECK(back.scenarios[1].name == "north, \"south\"");
    REQUIRE(back.runs.size() == 8);
    for (std::size_t run = 0; run < 8; ++run) {
        CHECK(back.runs[run].scenario == plan.runs[run].scenario);
        CHECK(back.runs[run].values == plan.runs[run].values);
    }
}

TEST_CASE("a policy that would start after the run is refused, as in a run by itself", "[unit][sweep]") {
    const SweepFolder folder;
    const auto refused = [&](const std::string& lines) {
        return refusal_of([&] { folder.plan("design: grid\n" + lines); });
    };
    CHECK_THAT(refused("set: [\"months=2\", \"peer_support.strength=1\", \"peer_support.start=2019-06\"]\n"
                       "parameters: {peer_support.households: {values: [0.1, 0.2]}}\n"),
               Contains("peer_support starts in 2019-06, after the last month of the run, 2019-05") &&
                   Contains("--set months=14 holds a year of it") && Contains("(at point 0)"));
    CHECK_THAT(refused("set: [\"months=6\", \"peer_support.strength=1\"]\n"
                       "parameters: {peer_support.start: {values: [2019-04, 2030-04]}}\n"),
               Contains("peer_support starts in 2030-04") && Contains("(at point 1)"));
}

TEST_CASE("a plan says which parameters no run reads", "[unit][sweep]") {
    const SweepFolder folder;
    const std::string points =
        "design: lhs\npoints: 3\nparameters:\n  recruitment_campaign.spending: {uniform: [0, 9]}\n";
    const std::vector<std::string> spending{"recruitment_campaign.spending"};
    const std::string start = "\"recruitment_campaign.start=2019-05\"",
                      strength = "\"recruitment_campaign.strength=1\"";
    CHECK(folder.plan("set: [\"months=6\", " + start + "]\n" + points).unread == spending);
    CHECK(folder.plan("set: [\"months=6\", " + strength + "]\n" + points).unread == spending);
    CHECK(folder.plan("set: [\"months=6\", " + start + ", " + strength + "]\n" + points).unread.empty());
    const auto keeps_idle = [&](const std::string& set) {
        return what_keeps_idle(folder.plan("set: [\"months=6\"" + set + "]\n" + points),
                               "recruitment_campaign");
    };
    const std::string budget = "\"recruitment_hub.budget=0\"";
    CHECK(keeps_idle("") == std::vector<std::string>{"strength", "start"});
    CHECK(keeps_idle(", " + start) == std::vector<std::string>{"strength"});
    CHECK(keeps_idle(", " + strength) == std::vector<std::string>{"start"});
    const auto hub =
        folder.plan("set: [\"months=6\", " + budget +
                    "]\ndesign: grid\nparameters: {recruitment_hub.start: {values: [2019-04, 2019-05]}}\n");
    CHECK(hub.unread == std::vector<std::string>{"recruitment_hub.start"});
    CHECK(what_keeps_idle(hub, "recruitment_hub") == std::vector<std::string>{"budget"});
}
