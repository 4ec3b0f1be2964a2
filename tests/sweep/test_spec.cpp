#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>

#include "sim/config/config.hpp"
#include "tests/sweep/sweep_folder.hpp"

using namespace hearth;
using namespace hearth::testing;
using Catch::Contains;

namespace {

Distribution distribution(const std::string& written) {
    auto config = Config::parse("x: {" + written + "}\n");
    auto section = config.top().section("x", "");
    auto found = read_distribution(section);
    config.finish();
    return found;
}

double number_at(const Distribution& one, double uniform) {
    return std::stod(one.at(uniform));
}

}  // namespace

TEST_CASE("what does not go with a first day of each point's own is refused", "[unit][sweep]") {
    const SweepFolder folder;
    const auto refused = [&](const std::string& lines) {
        return refusal_of([&] {
            SweepSpec::read(
                folder.sweep("set: [\"months=6\"]\ndesign: grid\nparameters:\n"
                             "  starting_population.male_ratio: {values: [1.1, 1.2]}\n" +
                             lines));
        });
    };
    CHECK(refused("first_day: each_point\nevents: episodes\n").empty());
    CHECK_THAT(refused("first_day: each_run\n"), Contains("(must be shared or each_point)"));
    CHECK_THAT(refused("events: none\n"), Contains("events is for first_day: each_point"));
    CHECK_THAT(refused("first_day: each_point\nreplicates: 2\n"), Contains("set: [\"replicates=4\"]"));
    CHECK_THAT(refused("first_day: each_point\nmeasures: [starts]\n"), Contains("whole results files"));
}

TEST_CASE("distributions have their ends and their middle", "[unit][sweep]") {
    const auto uniform = distribution("uniform: [2, 6]");
    CHECK(uniform.at(0) == "2");
    CHECK(uniform.at(0.5) == "4");
    const auto log = distribution("loguniform: [1, 100]");
    CHECK(number_at(log, 0) == 1);
    CHECK(number_at(log, 0.5) == Approx(10));
    const auto normal = distribution("normal: [5, 2, 1, 9]");
    CHECK(number_at(normal, 0) == Approx(1));
    CHECK(number_at(normal, 0.5) == Approx(5));
    CHECK(number_at(normal, 0.999999999) == Approx(9));
    double sum = 0, squares = 0;
    constexpr int steps = 10'000;
    for (int step = 0; step < steps; ++step) {
        const double value = number_at(normal, (step + 0.5) / steps);
        sum += value;
        squares += (value - 5) * (value - 5);
    }
    CHECK(sum / steps == Approx(5));
    CHECK(std::sqrt(squares / steps) ==
          Approx(2 * std::sqrt(0.7737)).epsilon(0.001));  // cut at two deviations
    for (const auto& [tail, sign] :
         {std::pair{"normal: [0, 0.1, 0.85, 1]", 1}, {"normal: [0, 0.1, -1, -0.85]", -1}}) {
        const auto far = distribution(tail);
        double mean = 0, square = 0;
        for (int step = 0; step < steps; ++step) {
            const double value = number_at(far, (step + 0.5) / steps);
            mean += value / steps;
            square += value * value / steps;
        }
        CHECK(sign * mean == Approx(0.86145).margin(2e-5));  // scipy.stats.truncnorm(8.5, 10, 0, 0.1)
        CHECK(std::sqrt(square - mean * mean) == Approx(0.01130).margin(2e-5));
    }
    const auto values = distribution("values: [low, 2020-04, 3]");
    CHECK(values.at(0) == "low");
    CHECK(values.at(0.34) == "2020-04");
    CHECK(values.at(0.9999) == "3");
    CHECK(distribution("values: [1e-3, 0.50]").at(0) == "0.001");  // as plan.json has it
    CHECK(distribution("uniform: [0, 1]").at(0.1) == "0.1");       // every digit, none more
}

TEST_CASE("a distribution that is none is refused with what to write", "[unit][sweep]") {
    for (const auto& [written, why] : std::vector<std::pair<std::string, std::string>>{
             {"uniform: [3, 1]", "lowest that is not below its highest"},
             {"uniform: [3]", "another number of numbers"},
             {"uniform: [a, b]", "no number"},
             {"loguniform: [0, 1]", "not above 0"},
             {"normal: [1, 0, 0, 2]", "no standard deviation above 0"},
             {"normal: [0, 1, 50, 60]", "nothing is left between lowest and highest"},
             {"values: []", "no values"},
             {"values: [\"a\\nb\"]", "not one line of text"},
             {"uniform: [0, 1], values: [1]", "two distributions"},
             {"gamma: [0, 1]", "x has no distribution. Write uniform: [0, 1]"}}) {
        INFO(written);
        CHECK_THAT(refusal_of([&, what = written] { distribution(what); }), Contains(why));
    }
}

TEST_CASE("a sweep's file is read, with defaults", "[unit][sweep]") {
    const SweepFolder folder;
    const auto spec = SweepSpec::read(folder.sweep(six_months + "design: lhs\npoints: 5\n"));
    CHECK(spec.name == "test");
    CHECK(spec.scenarios == std::vector<std::string>{"baseline"});
    CHECK(spec.base_points == 5);
    CHECK(spec.replicates == 1);
    CHECK(spec.seeds == Seeds::common);
    CHECK(spec.parameters.size() == 2);
    CHECK(spec.measures.size() > 40);
    CHECK(spec.time_limit == 0);
}

TEST_CASE("each mistake in a sweep's file gives a message that says what to do", "[unit][sweep]") {
    const SweepFolder folder;
    for (const auto& [lines, why] : std::vector<std::pair<std::string, std::string>>{
             {six_months + "design: lhs\n", "design = lhs needs points. Write points: 64"},
             {six_months + "design: lsh\npoints: 3\n", "Did you mean 'lhs'?"},
             {six_months + "design: lhs\npoints: 3\nsecond_order: true\n", "is for the design saltelli"},
             {six_months + "  recruitment_hub: {values: [0, 1]}\ndesign: lhs\npoints: 3\n", "is part of"},
             {six_months + "design: grid\n",
              "design = grid takes values only, and recruitment_campaign.spending is uniform"},
             {six_months + "design: grid\npoints: 3\n", "points is not for the design grid"},
             {six_months + "design: list\n", "list: FILE.csv and design: list belong together"},
             {six_months + "design: lhs\npoints: 3\nreplicates: 0\n", "replicates"},
             {six_months + "design: lhs\npoints: 3\nseeds: mine\n", "must be common or independent"},
             {six_months + "design: lhs\npoints: 3\nmeasures: [looked_aftr]\n",
              "Did you mean 'looked_after'?"},
             {six_months + "design: lhs\npoints: 3\nreplicate: 2\n", "Did you mean 'replicates'?"},
             {"design: lhs\npoints: 3\nparameters: {}\n", "parameters has none"}}) {
        INFO(lines);
        const auto file = folder.sweep(lines);
        CHECK_THAT(refusal_of([&] { SweepSpec::read(file); }), Contains(why) && Contains("sweep.yaml:"));
    }
}

TEST_CASE("all mistakes in a sweep's file come at once, and an unknown design adds none of its own",
          "[unit][sweep]") {
    const SweepFolder folder;
    const auto file = folder.sweep(
        "set: [\"months=6\"]\ndesign: lsh\npoints: 3\nreplicats: 2\nparameters:\n"
        "  recruitment_hub.strenght: {uniform: [0, 1]}\n  months: {values: [6, 7]}\n");
    const auto said = refusal_of([&] { SweepSpec::read(file); });
    CHECK_THAT(said, Contains("sweep.yaml:4") && Contains("Did you mean 'lhs'?"));
    CHECK_THAT(said, Contains("sweep.yaml:6") && Contains("Did you mean 'replicates'?"));
    CHECK_THAT(said, Contains("sweep.yaml:8") && Contains("Did you mean 'strength'?") && !Contains("--set"));
    CHECK_THAT(said, Contains("sweep.yaml:9") && Contains("all runs of a sweep share"));
    CHECK(std::count(said.begin(), said.end(), '\n') == 4);
}
