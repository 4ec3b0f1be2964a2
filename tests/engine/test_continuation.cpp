#include <catch2/catch.hpp>

#include <algorithm>

#include "sim/engine/continuation.hpp"
#include "sim/engine/replicate.hpp"
#include "tests/engine/late_policy.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;

namespace {

constexpr Month start = month_of(2019, 4);

/// A run of the tiny county that may go on from a snapshot.
struct Run {
    Config config;
    Model model;
    Workers workers;
    Country country;
    Layout layout;

    Run(int months, int at_least_months = 0, std::vector<std::filesystem::path> scenarios = {},
        std::vector<std::string> assignments = {}, unsigned threads = 2)
        : config{load(months, std::move(scenarios), std::move(assignments))},
          model{config, at_least_months},
          workers{threads},
          country{model.build(workers)},
          layout{layout_of(config, model, country, "tiny")} {}

    static Config load(int months, std::vector<std::filesystem::path> scenarios,
                       std::vector<std::string> assignments) {
        assignments.push_back("months=" + std::to_string(months));
        return Config::load({.file = HEARTH_SOURCE_DIR "/configs/tiny.yaml",
                             .scenarios = std::move(scenarios),
                             .assignments = std::move(assignments),
                             .installed = {}});
    }

    Replicate begin() const { return {model.schedule, country, layout, 0, workers}; }
    Replicate go_on(SavedTables saved, Month month) const {
        return {std::move(saved), month, model.schedule, country, layout, 0, workers};
    }
    std::string finish(Replicate life) const {
        life.live_until(layout.start + layout.months, [] {});
        return life.take(Events::all).digest();
    }
    std::string digest() const { return finish(begin()); }

    SavedTables save_at(Month month) const {
        auto life = begin();
        life.live_until(month, [] {});
        return life.save();
    }
    /// A snapshot of one replicate in a file.
    void snapshot(const std::filesystem::path& file, Month month) const {
        SnapshotWriter writer{file, identity_of(config, model, month)};
        writer.write(0, save_at(month));
        writer.finish();
    }
};

std::vector<std::string> refusals_of(const std::function<void()>& act) {
    std::vector<std::string> lines;
    try {
        act();
    } catch (const ConfigError& error) {
        for (const auto& fault : error.faults()) lines.push_back(to_text(fault));
    }
    return lines;
}

}  // namespace

TEST_CASE("a saved replicate that goes on is the one that never stopped", "[property][snapshot]") {
    const Run run{30};
    const auto digest = run.digest();
    for (const int month : {1, 5, 12, 17, 29, 30}) {
        CAPTURE(month);
        CHECK(run.finish(run.go_on(run.save_at(start + month), start + month)) == digest);
    }
}

TEST_CASE("what is saved again is what was saved, byte for byte in every table", "[property][snapshot]") {
    const Run run{18};
    const auto saved = run.save_at(start + 15);
    const auto again = run.go_on(saved, start + 15).save();
    REQUIRE(again.tables.size() == saved.tables.size());
    const auto is_of_the_model = [](const SavedTable& table) {
        return !table.name.starts_with("owned.test_");
    };
    CHECK(std::ranges::count_if(again.tables, is_of_the_model) == 35);
    CHECK(again.rows == saved.rows);
    for (std::size_t table = 0; table < saved.tables.size(); ++table) {
        CAPTURE(saved.tables[table].name);
        CHECK(again.tables[table].cells == saved.tables[table].cells);
    }
}

TEST_CASE("a shorter and a longer run go on from one snapshot", "[property][snapshot]") {
    const Run saved{24, 60};
    const auto tables = saved.save_at(start + 20);
    CHECK(saved.digest() == Run{24}.digest());  // families of later births change nobody
    for (const int months : {21, 24, 36, 60}) {
        CAPTURE(months);
        const Run other{months, saved.model.months_of_births};
        CHECK(other.finish(other.go_on(tables, start + 20)) == Run{months}.digest());
    }
}

TEST_CASE("a policy that starts at the snapshot or later may join", "[property][snapshot]") {
    const ScenarioFiles files;
    const auto policy = files.policy("late", 12);
    const Run without{24}, with{24, 0, {policy}};
    const auto file = files / "a.h5";
    without.snapshot(file, start + 12);
    const SnapshotReader snapshot{file};
    check_goes_on(snapshot, with.config, with.model);
    check_same_past(snapshot, with.config, with.model, with.country);
    CHECK(with.finish(with.go_on(snapshot.read(0), start + 12)) == with.digest());
    CHECK(with.digest() != without.digest());

    // The other way round: it was going to start, and now it does not, or is another one.
    with.snapshot(file, start + 12);
    const SnapshotReader with_policy{file};
    check_same_past(with_policy, without.config, without.model, without.country);
    CHECK(without.finish(without.go_on(with_policy.read(0), start + 12)) == without.digest());
    const Run other{24, 0, {files.policy("other", 14, "0.1")}};
    check_same_past(with_policy, other.config, other.model, other.country);
    CHECK(other.finish(other.go_on(with_policy.read(0), start + 12)) == other.digest());
}

TEST_CASE("a run with another past is refused, with the reason", "[snapshot]") {
    const ScenarioFiles files;
    const auto file = files / "a.h5";
    const Run run{24};
    run.snapshot(file, start + 12);
    const SnapshotReader snapshot{file};
    const auto refusals = [&](const Run& other) {
        return refusals_of([&] {
            check_goes_on(snapshot, other.config, other.model);
            check_same_past(snapshot, other.config, other.model, other.country);
        });
    };
    const auto one_refusal = [&](const Run& other) {
        const auto lines = refusals(other);
        REQUIRE(lines.size() == 1);
        return lines.front();
    };
    CHECK(refusals(run).empty());
    CHECK(refusals(Run{13}).empty());
    CHECK_THAT(one_refusal(Run{12}),
               Catch::Contains("a.h5: is of 2020-04") && Catch::Contains("--months 13"));
    CHECK_THAT(one_refusal(Run{25}), Catch::Contains("knows the children born up to March 2021") &&
                                         Catch::Contains("--snapshot-months 25"));
    CHECK_THAT(one_refusal(Run{24, 0, {}, {"seed=2"}}),
               Catch::StartsWith("--set: seed is not that of the run"));
    CHECK_THAT(one_refusal(Run{24, 0, {}, {"starting_population.male_ratio=1.01"}}),
               Catch::Contains("starting_population is not that of the run"));
    CHECK_THAT(one_refusal(Run{24, 0, {files.policy("early", 11)}}),
               Catch::Contains("early.yaml:4:5: late_policy is not that of the run") &&
                   Catch::Contains("starts in 2020-03"));
    const auto best = files.scenario("best", "shared:\n  search_terms: {strategy: best_match}\n");
    CHECK_THAT(one_refusal(Run{24, 0, {best}}),
               Catch::Contains("best.yaml:4:28: shared.search_terms is not that") &&
                   Catch::Contains("placement_search, which reads it, is no policy"));
    CHECK_THAT(one_refusal(Run{24, 0, {}, {"shared.search_terms.foster_reach=30"}}),
               Catch::StartsWith("--set: shared.search_terms of the first day is not that of the run"));
    CHECK_THAT(one_refusal(Run{24, 0, {}, {"shared.carer_strain.fades=6"}}),
               Catch::StartsWith("--set: shared.carer_strain is not that of the run") &&
                   Catch::Contains("which reads it, is no policy"));

    const Run early{24, 0, {files.policy("early", 11)}};
    early.snapshot(file, start + 12);
    const SnapshotReader with_policy{file};
    const auto lines = refusals_of([&] { check_same_past(with_policy, run.config, run.model, run.country); });
    REQUIRE(lines.size() == 1);
    CHECK_THAT(lines.front(),
               Catch::Contains("a.h5: late_policy is not that") && Catch::Contains("starts in 2020-03"));
}

TEST_CASE("other data and another build are refused", "[snapshot]") {
    const ScenarioFiles files;
    const auto file = files / "a.h5";
    const Run run{24};
    const auto identity = identity_of(run.config, run.model, start + 12);
    const auto refusal = [&](const SnapshotIdentity& other) {
        SnapshotWriter writer{file, other};
        writer.write(0, run.save_at(start + 12));
        writer.finish();
        const SnapshotReader snapshot{file};
        const auto lines = refusals_of([&] { check_goes_on(snapshot, run.config, run.model); });
        REQUIRE(lines.size() == 1);
        return lines.front();
    };
    auto other = identity;
    other.commit = "0123456789ab";
    CHECK_THAT(refusal(other),
               Catch::Contains("a.h5: was made by Hearth") && Catch::Contains("0123456789ab"));
    other = identity;
    other.data = std::string(32, '0');
    CHECK_THAT(refusal(other), Catch::Contains("a.h5: was made from other data tables"));
    CHECK(digest_of_data(run.model.inputs) == identity.data);
    auto less = run.model.inputs;
    less.files.pop_back();
    CHECK(digest_of_data(less) != identity.data);
}
