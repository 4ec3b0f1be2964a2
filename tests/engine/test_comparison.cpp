#include <catch2/catch.hpp>

#include <mutex>

#include "sim/engine/comparison.hpp"
#include "tests/engine/late_policy.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;

namespace {

const RegisterProcess<LatePolicy> registered{"late_policy", "a policy of the tests"};

using Paths = std::vector<std::filesystem::path>;

Config tiny_with(Paths scenarios, std::vector<std::string> assignments = {}) {
    assignments.emplace_back("months=24");
    assignments.emplace_back("replicates=2");
    return Config::load({.file = HEARTH_SOURCE_DIR "/configs/tiny.yaml",
                         .scenarios = std::move(scenarios),
                         .assignments = std::move(assignments),
                         .installed = {}});
}

std::vector<ScenarioGiven> given(const std::vector<Paths>& scenarios) {
    std::vector<ScenarioGiven> all;
    for (const auto& files : scenarios) all.push_back({files.front().string(), tiny_with(files)});
    return all;
}

/// Digests by scenario and replicate.
using Digests = std::vector<std::vector<std::string>>;

struct Compared {
    Workers workers;
    Comparison comparison;

    explicit Compared(const std::vector<Paths>& scenarios, unsigned threads = 2)
        : workers{threads}, comparison{{"tiny", tiny_with({})}, given(scenarios), "tiny", workers} {}

    Digests digests() {
        Digests found(comparison.layout().scenarios.size(), std::vector<std::string>(2));
        std::mutex mutex;
        std::int64_t lived = 0;
        for (std::size_t replicate = 0; replicate < 2; ++replicate) {
            comparison.live(
                replicate, Events::all, workers,
                [&] {
                    const std::scoped_lock lock{mutex};
                    ++lived;
                },
                [&](const ReplicateResults& results) {
                    const std::scoped_lock lock{mutex};
                    found[results.scenario][results.replicate] = results.digest();
                });
        }
        CHECK(lived == 2 * comparison.months_to_live());
        return found;
    }
};

/// The same from runs of their own.
std::vector<std::string> run_alone(const Paths& scenarios) {
    auto config = tiny_with(scenarios);
    Model model{config};
    const Workers workers{2};
    const auto country = model.build(workers);
    const auto layout = layout_of(config, model, country, "tiny");
    std::vector<std::string> digests;
    for (std::size_t replicate = 0; replicate < 2; ++replicate)
        digests.push_back(
            run_replicate(model, country, layout, replicate, Events::all, workers, [] {}).digest());
    return digests;
}

std::string refusal_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const ConfigError& error) {
        REQUIRE(error.faults().size() == 1);
        return to_text(error.faults().front());
    }
    return "";
}

}  // namespace

TEST_CASE("what is compared is what runs of their own find", "[property][compare]") {
    const ScenarioFiles files;
    const auto late = files.policy("late", 12), soon = files.policy("soon", 0, "0.9");
    const auto steady = files.scenario("steady", "processes:\n  - leaving_care: {history: false}\n");
    Compared compared{{{late}, {soon}, {late, steady}}};
    const auto digests = compared.digests();
    CHECK(compared.comparison.layout().scenarios ==
          std::vector<std::string>{"baseline", "late", "soon", "late+steady"});
    CHECK(digests[0] == run_alone({}));
    CHECK(digests[1] == run_alone({late}));
    CHECK(digests[2] == run_alone({soon}));
    CHECK(digests[3] == run_alone({late, steady}));
    CHECK(digests[1] != digests[0]);
    CHECK(digests[2] != digests[1]);
    CHECK(digests[3] != digests[1]);
    const auto& configs = compared.comparison.layout().provenance.configs;
    REQUIRE(configs.size() == 4);
    CHECK_THAT(configs[0], !Catch::Contains("late_policy"));
    CHECK_THAT(configs[3], Catch::Contains("late_policy") && Catch::Contains("late+steady"));
}

TEST_CASE("a common past lived once gives the same bits", "[property][compare]") {
    const ScenarioFiles files;
    const std::vector<Paths> scenarios{{files.policy("late", 12)}, {files.policy("later", 18, "0.2")}};
    const auto plain = Compared{scenarios}.digests();
    CHECK(plain[1] != plain[0]);
    CHECK(plain[2] != plain[0]);
    for (const unsigned threads : {1U, 3U}) {
        for (const int month : {1, 7, 12}) {
            Compared branched{scenarios, threads};
            branched.comparison.branch_at(month_of(2019, 4) + month);
            CHECK(branched.comparison.months_to_live() == month + 3 * (24 - month));
            CHECK(branched.digests() == plain);
        }
    }
}

TEST_CASE("a past that is not common is refused", "[compare]") {
    const ScenarioFiles files;
    const auto late = files.policy("late", 12);
    const auto best = files.scenario("best", "shared:\n  search_terms: {strategy: best_match}\n");
    Compared policies{{{late}}}, processes{{{best}}};
    const auto branch = [](Compared& compared, Month month) {
        return refusal_of([&] { compared.comparison.branch_at(month); });
    };
    CHECK_THAT(
        branch(policies, month_of(2020, 5)),
        Catch::StartsWith(late.string() + ":4:5: late_policy differs between late and the baseline, and "
                                          "starts in 2020-04"));
    CHECK_THAT(branch(processes, month_of(2020, 4)),
               Catch::StartsWith(best.string() + ":4:28: shared.search_terms differs") &&
                   Catch::Contains("and placement_search, which reads it, is no policy"));
    for (const auto month : {month_of(2019, 4), month_of(2021, 4), month_of(2010, 1)})
        CHECK_THAT(branch(policies, month), Catch::Contains("is not inside the run (2019-04 to 2021-03)"));
    CHECK(branch(policies, month_of(2020, 4)).empty());
}

TEST_CASE("a scenario that changes nothing before the run's end is the baseline", "[property][compare]") {
    const ScenarioFiles files;
    const auto digests = Compared{{{files.policy("never", 24)}}}.digests();
    CHECK(digests[1] == digests[0]);
}

TEST_CASE("scenarios differ from the month in which either side does something", "[compare]") {
    const ScenarioFiles files;
    const auto baseline = files.scenario("base", "");
    const auto early = files.policy("early", 6), late = files.policy("later", 12);
    const Workers workers{1};
    const auto differs_from = [&](Paths here, Paths there) {
        return Comparison{
            {"tiny", tiny_with(std::move(here))}, {{"there", tiny_with(std::move(there))}}, "tiny", workers}
            .differs_from();
    };
    CHECK(differs_from({}, {late}) == month_of(2020, 4));
    CHECK(differs_from({early}, {late}) == month_of(2019, 10));
    CHECK(differs_from({early}, {baseline}) == month_of(2019, 10));
}

TEST_CASE("names used twice and other worlds are refused", "[compare]") {
    const ScenarioFiles files;
    const auto late = files.policy("late", 12);
    const auto refused = [&](const std::vector<Paths>& scenarios) {
        return refusal_of([&] { Compared{scenarios}; });
    };
    CHECK_THAT(refused({{late}, {late}}), Catch::Contains("is a second scenario called 'late'"));
    CHECK_THAT(refused({{files.policy("baseline", 3)}}), Catch::Contains("called baseline"));
    const auto seed = files.scenario("seed", "seed: 2\n");
    CHECK_THAT(refused({{seed}}), Catch::StartsWith(seed.string() + ":3:7: seed is not the baseline's"));
    const auto first_day = files.scenario(
        "first_day", "starting_population:\n  male_ratio: {value: 1.01, source: \"assumed: a\"}\n");
    CHECK_THAT(refused({{first_day}}),
               Catch::StartsWith(first_day.string() + ":4:23: starting_population is not the baseline's"));
}
