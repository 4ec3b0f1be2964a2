#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include "sim/core/contracts.hpp"
#include "sim/sweep/merge.hpp"
#include "sim/sweep/worker.hpp"
#include "tests/sweep/sweep_folder.hpp"

using namespace hearth;
using namespace hearth::testing;
using Catch::Contains;

namespace {

using State = Ledger::State;

/// Half of the runs fail when they begin: no such region.
const std::string half_fails =
    "set: [\"months=3\"]\ndesign: grid\nreplicates: 2\nparameters:\n"
    "  recruitment_hub.reach: {values: [\"[]\", \"[Nowhere]\"]}\n  peer_support.strength: {values: [0, 1]}\n";

/// A plan, its world, and workers that make its runs.
struct Sweep {
    SweepFolder folder;
    Plan plan;
    Workers workers{2};
    SharedWorld world;

    explicit Sweep(const std::string& lines) : plan{planned(folder, lines)}, world{plan, workers} {}

    static Plan planned(const SweepFolder& folder, const std::string& lines) {
        write_plan(folder.plan(lines));
        return read_plan(folder / "plan");
    }

    /// Makes these runs, in parts of one run each unless told.
    WorkDone make(const std::vector<std::size_t>& to_make, const std::string& name, double flush_seconds = 0,
                  std::size_t stop_after = 1000) {
        std::atomic<std::size_t> next{0}, ended{0};
        return work(plan, world, workers,
                    {.next = [&]() -> std::optional<std::size_t> {
                         const auto position = next++;
                         return position < to_make.size() ? std::optional{to_make[position]} : std::nullopt;
                     },
                     .stop_if_asked =
                         [&] {
                             if (ended >= stop_after) throw Interrupted{};
                         },
                     .each_run = [&](const RunRecord&) { ++ended; },
                     .name = name,
                     .flush_seconds = flush_seconds});
    }
    std::vector<std::size_t> all() const {
        std::vector<std::size_t> runs(plan.runs.size());
        for (std::size_t run = 0; run < runs.size(); ++run) runs[run] = run;
        return runs;
    }
    std::string merged(const std::string& name, bool is_partial = false) {
        return merge(plan, Ledger{plan}, folder / name, is_partial);
    }
    std::vector<fs::path> parts() const {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator{folder / "plan" / "parts"})
            files.push_back(entry.path());
        std::ranges::sort(files);
        return files;
    }
};

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
    CHECK(Ledger{one.plan}.record(0)->digest == Ledger{other.plan}.record(0)->digest);
    CHECK(Ledger{one.plan}.record(0)->digest != Ledger{one.plan}.record(2)->digest);
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
               Contains("runs are missing: ") && Contains("hearth sweep resume"));
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
        CHECK_THAT(refusal_of([&] { sweep.merged("all.h5", true); }),
                   Contains(ledger.refused().front().file.string()));
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
        fs::copy_file(parts[0], sweep.folder / "plan/parts/x.h5.tmp.1");
        const Ledger ledger{sweep.plan};
        CHECK(ledger.refused().empty());
        CHECK(ledger.left_behind().size() == 1);
        CHECK(ledger.count(State::done) == 8);
    }
    SECTION("made twice, the same: counted once") {
        sweep.make({3}, "again");
        const Ledger ledger{sweep.plan};
        CHECK(ledger.repeated() == 1);
        CHECK_NOTHROW(sweep.merged("all.h5"));
    }
}

TEST_CASE("tables that have changed since the plan are refused", "[unit][sweep]") {
    Sweep sweep{few};
    auto plan = sweep.plan;
    plan.data = "0123";
    CHECK_THAT(refusal_of([&] { SharedWorld{plan, sweep.workers}; }), Contains("data tables are not those"));
}
