#include <catch2/catch.hpp>

#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>

#include "sim/sweep/claims.hpp"
#include "sim/sweep/worker.hpp"
#include "tests/sweep/sweep_folder.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

/// A plan in a folder, whose runs nobody makes.
struct Claimed {
    SweepFolder folder;
    Plan plan;
    Claimed() : plan{folder.plan(six_months + "design: random\npoints: 3\n")} { write_plan(plan); }

    std::size_t files() const {
        std::size_t count = 0;
        std::error_code failed;
        for (fs::directory_iterator entry{folder / "plan/claims", failed}, end; !failed && entry != end;
             ++entry)
            ++count;
        return count;
    }
};

void age(const fs::path& file, std::chrono::seconds by) {
    fs::last_write_time(file, fs::file_time_type::clock::now() - by);
}

}  // namespace

TEST_CASE("a run is claimed by one of two workers, and free again when a part has it", "[unit][sweep]") {
    Claimed sweep;
    const Heartbeat mine{sweep.folder / "plan", "one", 1}, theirs{sweep.folder / "plan", "two", 1};
    Claims one{sweep.plan, "one", {}};
    {
        Claims two{sweep.plan, "two", {}};
        CHECK(one.take(0));
        CHECK(!two.take(0));
        CHECK(two.take(1));
        CHECK(two.left_to_others() == 1);
        one.release({0});
        CHECK(two.take(0));
        CHECK(sweep.files() == 2);
    }
    CHECK(sweep.files() == 0);
}

TEST_CASE("the claim of a worker who is no more is passed on, to one", "[unit][sweep]") {
    Claimed sweep;
    const auto at = sweep.folder / "plan";
    if (const auto child = fork(); child == 0) {
        Heartbeat heartbeat{at, "dead", 1};
        Claims dead{sweep.plan, "dead", {}};
        _exit(dead.take(0) ? 0 : 1);
    } else {
        int status = 1;
        waitpid(child, &status, 0);
        REQUIRE(status == 0);
    }
    REQUIRE(sweep.files() == 1);
    const Heartbeat mine{at, "one", 1}, theirs{at, "two", 1};
    Claims one{sweep.plan, "one", {}}, two{sweep.plan, "two", {}};
    CHECK(one.take(0));
    CHECK(!two.take(0));
    one.release({0});
    CHECK(sweep.files() == 0);
}

TEST_CASE("on a full disk no claim is left half, and the work ends", "[unit][sweep]") {
    Claimed sweep;
    if (const auto child = fork(); child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        const rlimit none{0, 0};
        setrlimit(RLIMIT_FSIZE, &none);  // for a program, a disk without room
        Claims claims{sweep.plan, "one", {}};
        try {
            claims.take(0);
            _exit(1);
        } catch (const std::runtime_error& error) {
            _exit(std::string{error.what()}.find("Free some room") == std::string::npos ? 2 : 0);
        }
    } else {
        int status = 1;
        waitpid(child, &status, 0);
        CHECK(status == 0);
    }
    CHECK(sweep.files() == 0);
}

TEST_CASE("a pipe in the place of a claim or of a worker's file is not waited for", "[unit][sweep]") {
    Claimed sweep;
    const auto at = sweep.folder / "plan";
    const Heartbeat mine{at, "one", 1};
    Claims one{sweep.plan, "one", {}};
    const auto claim = at / "claims" / (sweep.plan.runs[0].digest + "_0");
    REQUIRE(mkfifo(claim.c_str(), 0600) == 0);
    REQUIRE(mkfifo((at / "workers/pipe").c_str(), 0600) == 0);
    CHECK(!one.take(0));  // somebody may be writing its name
    age(claim, std::chrono::seconds{6});
    CHECK(one.take(0));
    CHECK(at_work(at).runs == 1);
}

TEST_CASE("a worker of another machine is given a minute before its claims are passed on", "[unit][sweep]") {
    Claimed sweep;
    const auto at = sweep.folder / "plan";
    fs::create_directories(at / "workers");
    std::ofstream{at / "workers/far"} << "1 1\nelsewhere\n";
    const Heartbeat mine{at, "one", 1};
    Claims far{sweep.plan, "far", {}}, one{sweep.plan, "one", {}};
    REQUIRE(far.take(0));
    CHECK(!one.take(0));
    CHECK(one.left_by_the_dead([] {}).empty());  // it is alive, and nobody waits for it
    age(at / "workers/far", std::chrono::seconds{50});
    CHECK(pulse_of(at, "far") == Pulse::silent);
    CHECK(!one.take(0));
    age(at / "workers/far", std::chrono::seconds{61});
    CHECK(one.left_by_the_dead([] {}) == std::vector<std::size_t>{0});
    CHECK(one.take(0));
}
