#include <catch2/catch.hpp>

#include "tests/sweep/sweep_folder.hpp"

using namespace hearth;
using namespace hearth::testing;
using Catch::Contains;

namespace {

/// plan.csv and plan.json of a sweep with these lines, planned at once.
std::pair<std::string, std::string> planned(const std::string& lines) {
    const SweepFolder folder;
    write_plan(folder.plan(lines));
    return {text_of(folder / "plan/plan.csv"), text_of(folder / "plan/plan.json")};
}

/// The same of one that is extended.
std::pair<std::string, std::string> planned_and_extended(const std::string& lines, const Extension& by) {
    const SweepFolder folder;
    write_plan(folder.plan(lines));
    replace_plan(extended(read_plan(folder / "plan"), by));
    CHECK_NOTHROW(read_plan(folder / "plan"));
    return {text_of(folder / "plan/plan.csv"), text_of(folder / "plan/plan.json")};
}

std::string of(const std::string& design, int points, int replicates, const std::string& more = "") {
    return six_months + "design: " + design + "\npoints: " + std::to_string(points) +
           "\nreplicates: " + std::to_string(replicates) + "\n" + more;
}

}  // namespace

TEST_CASE("a plan that is extended is, to the letter, the one that had been planned at once",
          "[property][sweep]") {
    for (const std::string design : {"sobol", "random", "morris", "saltelli"}) {
        INFO(design);
        CHECK(planned_and_extended(of(design, 4, 2),
                                   {.replicates = 3, .points = 8, .list = {}, .time_limit = {}}) ==
              planned(of(design, 8, 3)));
    }
    const std::string independent = "seeds: independent\nscenarios: [baseline]\n";
    CHECK(planned_and_extended(of("sobol", 4, 2, independent),
                               {.replicates = 3, .points = 8, .list = {}, .time_limit = {}}) ==
          planned(of("sobol", 8, 3, independent)));
    CHECK(planned_and_extended(of("lhs", 4, 2),
                               {.replicates = 3, .points = {}, .list = {}, .time_limit = 60}) ==
          planned(of("lhs", 4, 3, "time_limit: 60\n")));
}

TEST_CASE("numbers are the same again, however they were written", "[unit][sweep]") {
    const SweepFolder folder;
    const std::string lines =
        "set: [\"months=6\"]\ndesign: sobol\nparameters:\n"
        "  peer_support.strength: {values: [1e-1, 0.50]}\n";
    write_plan(folder.plan(lines + "points: 2\n"));
    const auto longer =
        extended(read_plan(folder / "plan"), {.replicates = {}, .points = 4, .list = {}, .time_limit = {}});
    CHECK(longer.points == 4);
}

TEST_CASE("a list takes the points that it has not yet", "[unit][sweep]") {
    const SweepFolder folder;
    const std::string names = "peer_support.strength,recruitment_hub.strength\n";
    folder.write("points.csv", names + "0.5,1\n0.25,0\n");
    write_plan(folder.plan("set: [\"months=6\"]\ndesign: list\nlist: points.csv\n"));
    const auto plan = read_plan(folder / "plan");
    const auto more = folder.write("more.csv", names + "0.25,0\n0.75,1\n");
    const auto longer = extended(plan, {.replicates = {}, .points = {}, .list = more, .time_limit = {}});
    REQUIRE(longer.points == 3);
    CHECK(longer.runs[2].values == std::vector<std::string>{"0.75", "1"});
    CHECK(longer.runs[1].digest == plan.runs[1].digest);
}

TEST_CASE("what can't be extended says what can be done instead", "[unit][sweep]") {
    const SweepFolder folder;
    write_plan(folder.plan(of("lhs", 4, 2)));
    const auto plan = read_plan(folder / "plan");
    const auto refused = [&](const Extension& by) { return refusal_of([&] { extended(plan, by); }); };
    CHECK_THAT(refused({.replicates = {}, .points = 8, .list = {}, .time_limit = {}}),
               Contains("a Latin hypercube does not nest") && Contains("sobol or random"));
    CHECK_THAT(refused({.replicates = 1, .points = {}, .list = {}, .time_limit = {}}),
               Contains("1 is fewer than the 2 that there are"));
    CHECK_THAT(refused({.replicates = {}, .points = {}, .list = "more.csv", .time_limit = {}}),
               Contains("is for the design list"));
}

TEST_CASE("an extension that is stopped before its last step is whole, and goes on", "[unit][sweep]") {
    const SweepFolder folder;
    const auto csv = folder / "plan/plan.csv", next = folder / "plan/plan.csv.next";
    write_plan(folder.plan(of("sobol", 4, 1)));
    const auto old_csv = text_of(csv), old_json = text_of(folder / "plan/plan.json");
    const auto longer =
        extended(read_plan(folder / "plan"), {.replicates = {}, .points = 8, .list = {}, .time_limit = {}});
    replace_plan(longer);
    fs::rename(csv, next);  // plan.json knows it already, and it has not got its name
    std::ofstream{csv} << old_csv;
    CHECK(read_plan(folder / "plan").points == 8);
    replace_plan(
        extended(read_plan(folder / "plan"), {.replicates = 2, .points = {}, .list = {}, .time_limit = {}}));
    CHECK(read_plan(folder / "plan").runs.size() == 16);

    std::ofstream{csv} << old_csv;  // the lines were written, and plan.json not yet
    std::ofstream{folder / "plan/plan.json"} << old_json;
    std::ofstream{next} << "half of ";
    CHECK(read_plan(folder / "plan").points == 4);
}
