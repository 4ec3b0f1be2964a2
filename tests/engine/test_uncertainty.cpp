#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <mutex>

#include "sim/engine/comparison.hpp"
#include "tests/engine/late_policy.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;
using Catch::Contains;

namespace {

constexpr const char* hub = "recruitment_hub.applies_ratio";
constexpr const char* prices = "homes_market.price_response";

Config tiny_with(std::vector<std::filesystem::path> scenarios) {
    return Config::load({.file = HEARTH_SOURCE_DIR "/configs/tiny.yaml",
                         .scenarios = std::move(scenarios),
                         .assignments = {"months=18", "replicates=3"},
                         .installed = {}});
}

/// A hub from June 2019 on, which the whole of the tiny county has.
std::filesystem::path hub_of(const ScenarioFiles& files, const std::string& name,
                             const std::string& more = "") {
    return files.scenario(name,
                          "processes:\n  - recruitment_hub:\n      start: 2019-06\n"
                          "      strength: {value: 1, unit: \"1\", source: \"assumed: a test\"}\n" +
                              more);
}

/// What each replicate of each scenario had.
struct Lived {
    std::vector<std::vector<std::string>> digests;
    std::vector<std::vector<std::vector<double>>> drawn;
    std::vector<UncertainParameter> parameters;

    double of(const std::string& name, std::size_t scenario, std::size_t replicate) const {
        const auto found = std::ranges::find(parameters, name, &UncertainParameter::name);
        REQUIRE(found != parameters.end());
        return drawn[scenario][replicate][static_cast<std::size_t>(found - parameters.begin())];
    }
};

Lived live(const std::vector<std::filesystem::path>& scenarios, unsigned threads, bool are_drawn,
           std::optional<Month> branch = std::nullopt) {
    const Workers workers{threads};
    std::vector<ScenarioGiven> given;
    for (const auto& file : scenarios) given.push_back({file.string(), tiny_with({file})});
    Comparison comparison{{"tiny", tiny_with({})}, std::move(given), "tiny", workers};
    if (are_drawn) comparison.draw_what_is_uncertain();
    if (branch) comparison.branch_at(*branch);
    const std::size_t runs = scenarios.size() + 1, replicates = 3;
    Lived found{std::vector(runs, std::vector<std::string>(replicates)),
                std::vector(runs, std::vector<std::vector<double>>(replicates)),
                comparison.layout().uncertain};
    std::mutex mutex;
    for (std::size_t replicate = 0; replicate < replicates; ++replicate) {
        comparison.live(
            replicate, Events::all, workers, [] {},
            [&](const ReplicateResults& results) {
                const std::scoped_lock lock{mutex};
                found.digests[results.scenario][replicate] = results.digest();
                found.drawn[results.scenario][replicate] = results.drawn;
            });
    }
    return found;
}

}  // namespace

TEST_CASE("the triangular distribution has its ends, its highest point and its mean", "[unit][uncertain]") {
    const Range plausible{0.1, 1};
    const double value = 0.6;
    CHECK(triangular(0, value, plausible) == 0.1);
    CHECK(triangular(1, value, plausible) == 1);
    CHECK(triangular((0.6 - 0.1) / 0.9, value, plausible) == Approx(0.6));
    double sum = 0;
    constexpr int steps = 100'000;
    for (int step = 0; step < steps; ++step) sum += triangular((step + 0.5) / steps, value, plausible);
    CHECK(sum / steps == Approx((0.1 + 0.6 + 1) / 3).epsilon(1e-6));
    CHECK(triangular(0.3, 1, {1, 1}) == 1);
    CHECK(triangular(0, 1, {1, 1.5}) == 1);
    CHECK(triangular(1, 1, {0.5, 1}) == 1);
}

TEST_CASE("policies are uncertain, and of the model's own processes how prices answer to occupancy",
          "[unit][uncertain]") {
    auto config = tiny_with({});
    const Model model{config};
    const auto found = uncertain_parameters(config, model.schedule);
    const auto has = [&](const char* name) {
        return std::ranges::find(found, name, &UncertainParameter::name) != found.end();
    };
    CHECK(has(hub));
    CHECK(has("recruitment_campaign.highest_lift"));
    CHECK(found.front().unit != "");
    CHECK(has(prices));
    CHECK_FALSE(has("homes_market.occupancy_elasticity"));
    CHECK_FALSE(has("foster_retention.strain_ratio"));
    CHECK_FALSE(has("recruitment_hub.strength"));
}

TEST_CASE("numbers are drawn for each replicate, alike in all scenarios, on any threads",
          "[property][uncertain]") {
    const ScenarioFiles files;
    const std::vector scenarios{
        hub_of(files, "hub"),
        hub_of(files, "fixed",
               "      applies_ratio: {value: 1.25, unit: \"1\", source: \"assumed: a test\"}\n"),
        files.scenario("nothing", "processes: []\n")};
    const auto drawn = live(scenarios, 2, true);
    CHECK(drawn.of(hub, 1, 0) == drawn.of(hub, 0, 0));
    CHECK(drawn.of(hub, 1, 1) != drawn.of(hub, 1, 0));
    for (std::size_t replicate = 0; replicate < 3; ++replicate) {
        CHECK(drawn.of(hub, 1, replicate) > 1);
        CHECK(drawn.of(hub, 1, replicate) < 1.9);
        CHECK(std::isnan(drawn.of(hub, 2, replicate)));  // a new number without a range is that number
        CHECK(drawn.of(prices, 0, replicate) > 0);
        CHECK(drawn.of(prices, 0, replicate) < 0.3);
        for (std::size_t scenario = 1; scenario <= 3; ++scenario)
            CHECK(drawn.of(prices, scenario, replicate) == drawn.of(prices, 0, replicate));
    }
    CHECK(drawn.digests[1] != drawn.digests[0]);
    CHECK(drawn.digests[3] == drawn.digests[0]);

    const auto as_written = live(scenarios, 2, false);
    CHECK(as_written.parameters.empty());
    CHECK(as_written.digests[0] != drawn.digests[0]);  // the baseline has no policy, but its prices are drawn
    CHECK(as_written.digests[1] != drawn.digests[1]);
    CHECK(as_written.digests[1] == as_written.digests[2]);

    CHECK(live(scenarios, 1, true).digests == drawn.digests);
    CHECK(live(scenarios, 3, true, month_of(2019, 6)).digests == drawn.digests);
}

TEST_CASE("a comparison in which nothing is uncertain says so", "[unit][uncertain]") {
    auto config = tiny_with({});
    std::string yaml = config.resolved();
    for (auto at = yaml.find("plausible: ["); at != std::string::npos; at = yaml.find("plausible: ["))
        yaml.erase(at, yaml.find("], ", at) + 3 - at);
    REQUIRE_THAT(yaml, !Contains("plausible"));
    const ScenarioFiles files;
    const auto nothing = files.scenario("nothing", "processes: []\n");
    const auto certain = HEARTH_SOURCE_DIR "/configs/certain.yaml";
    const Workers workers{1};
    Comparison comparison{{"certain", Config::parse(yaml, certain)},
                          {{"nothing", Config::parse("scenario: nothing\n" + yaml, certain)}},
                          "certain",
                          workers};
    CHECK_THROWS_WITH(comparison.draw_what_is_uncertain(),
                      Contains("--uncertain") && Contains("plausible: ["));
}
