#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "sim/results/unfinished_file.hpp"
#include "sim/sweep/effects.hpp"
#include "tests/sweep/sweep_work.hpp"

using namespace hearth;
using namespace hearth::testing;
using Catch::Contains;

namespace {

using State = Ledger::State;

/// Half of the runs fail when they begin: no such region.
const std::string half_fails =
    "set: [\"months=3\"]\ndesign: grid\nreplicates: 2\nparameters:\n"
    "  recruitment_hub.reach: {values: [\"[]\", \"[Nowhere]\"]}\n  peer_support.strength: {values: [0, 1]}\n";

void cut(const fs::path& file) {
    fs::resize_file(file, fs::file_size(file) - 100);
}

void alter(const fs::path& file) {
    std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
    stream.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
    const char byte = static_cast<char>(stream.peek() + 1);
    stream.seekp(static_cast<std::streamoff>(fs::file_size(file) / 2));
    stream.put(byte);
}

const std::string few =
    six_months + "design: lhs\npoints: 4\nreplicates: 2\nmeasures: [looked_after, starts, foster_places]\n";

}  // namespace

TEST_CASE("the merged digest is one, however runs were dealt out and parts cut", "[property][sweep]") {
    Sweep one{few}, other{few};
    CHECK(one.make(one.all(), "a", 100).done == 8);
    CHECK(one.parts().size() == 1);
    auto backwards = other.all();
    std::ranges::reverse(backwards);
    CHECK(other.make({backwards.begin(), backwards.begin() + 3}, "b").done == 3);
    CHECK(other.make({backwards.begin() + 3, backwards.end()}, "c").done == 5);
    CHECK(other.parts().size() == 8);
    const auto digest = one.merged("one.h5");
    CHECK(digest == other.merged("other.h5"));
    CHECK(Ledger{one.plan}.record(0)->digests == Ledger{other.plan}.record(0)->digests);
    CHECK(Ledger{one.plan}.record(0)->digests != Ledger{one.plan}.record(2)->digests);
}

TEST_CASE("a run that fails is a record with its reason, and others go on", "[unit][sweep]") {
    Sweep sweep{half_fails};
    const auto made = sweep.make(sweep.all(), "a");
    CHECK(made.done == 4);
    CHECK(made.failed == 4);
    const Ledger ledger{sweep.plan};
    CHECK(ledger.count(State::done) == 4);
    CHECK(ledger.runs_that_are(State::failed) == std::vector<std::size_t>{4, 5, 6, 7});
    CHECK_THAT(ledger.record(4)->message, Contains("'Nowhere' is not in this run"));
    CHECK_THAT(refusal_of([&] { sweep.merged("all.h5"); }), Contains("4 runs failed: 4, 5, 6, 7"));
    CHECK_NOTHROW(sweep.merged("some.h5", true));
}

TEST_CASE("runs with first days of their own keep their results, at most so many at once",
          "[property][sweep]") {
    Sweep sweep{
        "first_day: each_point\nset: [\"months=3\"]\ndesign: grid\nparameters:\n"
        "  shared.leaving_hazard.kind_ratio.foster: {values: [1, 2, 3]}\n"};
    std::atomic<std::size_t> next{0};
    std::atomic<int> at_work{0}, most{0};
    const auto made = work(sweep.plan, sweep.world, sweep.workers,
                           {.next = [&]() -> std::optional<std::size_t> {
                                const auto position = next++;
                                if (position >= 3) return std::nullopt;
                                most = std::max(most.load(), ++at_work);
                                return position;
                            },
                            .stop_if_asked = [] {},
                            .each_run = [&](const RunRecord&) { --at_work; },
                            .known_parts = {},
                            .name = "a",
                            .at_once = 1,
                            .flush_seconds = 0});
    CHECK(made.done == 3);
    CHECK(most == 1);
    const Ledger ledger{sweep.plan};
    CHECK(ledger.count(State::done) == 3);
    for (const auto& run : sweep.plan.runs) {
        const ResultsReader file{sweep.plan.results_of(run)};
        CHECK(file.digests() == ledger.record(run.id)->digests);
    }
    CHECK_THAT(refusal_of([&] { sweep.merged("all.h5"); }), Contains("there is nothing to merge"));
}

TEST_CASE("a run that takes longer than its limit is given up", "[unit][sweep]") {
    Sweep sweep{six_months + "design: lhs\npoints: 1\ntime_limit: 1\n"};
    std::atomic<bool> is_given{false};
    const auto made =
        work(sweep.plan, sweep.world, sweep.workers,
             {.next = [&]() -> std::optional<std::size_t> {
                  return is_given.exchange(true) ? std::nullopt : std::optional<std::size_t>{0};
              },
              .stop_if_asked = [] { std::this_thread::sleep_for(std::chrono::milliseconds{300}); },
              .each_run = [](const RunRecord&) {},
              .known_parts = {},
              .name = "slow",
              .flush_seconds = 0});
    CHECK(made.failed == 1);
    CHECK(Ledger{sweep.plan}.record(0)->message == "took longer than the time limit of 1 s");
}

TEST_CASE("work that is stopped keeps what is done, and the rest is missing", "[unit][sweep]") {
    Sweep sweep{few};
    const auto made = sweep.make(sweep.all(), "a", 100, 3);
    CHECK(made.is_stopped);
    CHECK(made.done >= 3);
    CHECK(made.done < 8);
    const Ledger ledger{sweep.plan};
    CHECK(ledger.count(State::done) == made.done);
    CHECK_THAT(refusal_of([&] { sweep.merged("all.h5"); }),
               Contains(" missing: ") && Contains("hearth sweep resume"));
    CHECK(sweep.make(ledger.runs_that_are(State::missing), "b").done == 8 - made.done);
    CHECK(Ledger{sweep.plan}.repeated() == 0);
    Sweep undisturbed{few};
    undisturbed.make(undisturbed.all(), "a");
    CHECK(sweep.merged("all.h5") == undisturbed.merged("all.h5"));
}

TEST_CASE("parts that are cut, altered, foreign or strange are named, and only their runs are missing",
          "[unit][sweep]") {
    Sweep sweep{few};
    sweep.make(sweep.all(), "a");
    const auto parts = sweep.parts();
    REQUIRE(parts.size() == 8);
    const auto refused = [&](const std::string& why, std::size_t missing) {
        const Ledger ledger{sweep.plan};
        REQUIRE(ledger.refused().size() == 1);
        CHECK_THAT(ledger.refused().front().why, Contains(why));
        CHECK(ledger.count(State::missing) == missing);
        CHECK(ledger.count(State::done) == 8 - missing);
        CHECK_NOTHROW(sweep.merged("all.h5", true));
        if (missing == 0) {  // what is whole is not stopped by what is not
            CHECK_NOTHROW(sweep.merged("all.h5"));
            return;
        }
        CHECK_THAT(refusal_of([&] { sweep.merged("all.h5"); }),
                   Contains(ledger.refused().front().file.string()) && Contains("1 run is missing"));
        sweep.make(ledger.runs_that_are(State::missing), "again");
        CHECK_NOTHROW(sweep.merged("all.h5"));
    };
    SECTION("cut") {
        cut(parts[2]);
        refused("is cut short or altered", 1);
    }
    SECTION("altered in one byte") {
        alter(parts[2]);
        refused("is cut short or altered", 1);
    }
    SECTION("of another plan") {
        Sweep foreign{six_months + "design: lhs\npoints: 2\n"};
        foreign.make(foreign.all(), "f");
        fs::copy_file(foreign.parts().front(), sweep.folder / "plan/parts/foreign.h5");
        refused("is a part of another plan", 0);
    }
    SECTION("no part") {
        std::ofstream{sweep.folder / "plan/parts/notes.txt"} << "remember the milk";
        refused("is no part of a sweep", 0);
    }
    SECTION("left behind by a killed worker: no harm") {
        fs::copy_file(parts[0], sweep.folder / "plan/parts/x.h5.tmp.elsewhere.1.abcdef");
        const Ledger ledger{sweep.plan};
        CHECK(ledger.refused().empty());
        CHECK(ledger.left_behind().size() == 1);
        CHECK(ledger.count(State::done) == 8);
    }
    SECTION("made twice, the same: counted once") {
        sweep.known_parts = Ledger{sweep.plan}.names();  // and so it can't see that it is made
        sweep.make({3}, "again");
        const Ledger ledger{sweep.plan};
        CHECK(ledger.repeated() == 1);
        CHECK_NOTHROW(sweep.merged("all.h5"));
    }
}

TEST_CASE("workers who know nothing of each other make no run twice", "[property][sweep]") {
    Sweep sweep{few};
    const Ledger before{sweep.plan};
    CHECK(sweep.make(sweep.all(), "a").done == 8);
    const auto made = sweep.make(sweep.all(), "b");  // its list is as old as the first one's
    CHECK(made.done == 0);
    CHECK(made.left_to_others == 8);
    CHECK(Ledger{sweep.plan}.repeated() == 0);
    CHECK(!fs::exists(sweep.folder / "plan/claims"));
}

TEST_CASE("compact parts have what the others had, also when those are still there", "[property][sweep]") {
    Sweep sweep{few};
    sweep.make(sweep.all(), "a");
    const auto digest = sweep.merged("before.h5");
    const auto first = sweep.parts().front();
    fs::copy_file(first, sweep.folder / "kept.h5");
    CHECK(compact(sweep.plan, Ledger{sweep.plan}) == 8);
    CHECK(sweep.parts().size() == 1);
    CHECK(sweep.merged("after.h5") == digest);
    fs::copy_file(sweep.folder / "kept.h5", first);  // killed before it was removed
    const Ledger ledger{sweep.plan};
    CHECK(ledger.repeated() == 0);
    CHECK(ledger.replaced() == std::vector{first});
    CHECK(compact(sweep.plan, ledger) == 1);
    CHECK(sweep.merged("after.h5") == digest);
}

TEST_CASE("runs of a plan stay done when it is extended", "[property][sweep]") {
    const std::string lines = six_months + "design: sobol\nmeasures: [looked_after]\n";
    Sweep sweep{lines + "points: 2\nreplicates: 1\n"}, whole{lines + "points: 4\nreplicates: 2\n"};
    sweep.make(sweep.all(), "a");
    whole.make(whole.all(), "w");
    replace_plan(extended(sweep.plan, {.replicates = 2, .points = 4, .list = {}, .time_limit = {}}));
    sweep.plan = read_plan(sweep.folder / "plan");
    const Ledger ledger{sweep.plan};
    CHECK(ledger.runs_that_are(State::done) == std::vector<std::size_t>{0, 2});
    sweep.make(ledger.runs_that_are(State::missing), "b");
    CHECK(Ledger{sweep.plan}.repeated() == 0);
    CHECK(sweep.merged("all.h5") == whole.merged("all.h5"));
}

TEST_CASE("parameters that changed nothing are named, where runs can tell", "[unit][sweep]") {
    Sweep sweep{
        "set: [\"months=3\", \"peer_support.start=2019-04\"]\ndesign: grid\nparameters:\n"
        "  peer_support.strength: {values: [0, 5]}\n  peer_support.end: {values: [2030-01, 2031-01]}\n"
        "  recruitment_hub.strength: {values: [0, 1]}\n"};
    sweep.make(sweep.all(), "a", 100);
    CHECK(sweep.plan.unread == std::vector<std::string>{"recruitment_hub.strength"});
    CHECK(without_effect(sweep.plan, Ledger{sweep.plan}) ==
          std::vector<std::string>{"peer_support.end", "recruitment_hub.strength"});
}

TEST_CASE("a file that can't be written says what failed, and speaks of room only where there is none",
          "[unit][sweep]") {
    CHECK(writing_failed("all.h5", "name already exists", "seed") ==
          "all.h5: can't be written (seed: name already exists). Name a file on another disk with -o?");
    CHECK_THAT(writing_failed("all.h5", "No space left on device"), Contains("Free some room"));
}

TEST_CASE("tables that have changed since the plan are refused", "[unit][sweep]") {
    Sweep sweep{few};
    auto plan = sweep.plan;
    plan.data = "0123";
    CHECK_THAT(refusal_of([&] { PlannedWorld{plan, sweep.workers}; }), Contains("data tables are not those"));
}
