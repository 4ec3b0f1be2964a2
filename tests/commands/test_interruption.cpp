#include <catch2/catch.hpp>

#include "tests/commands/program.hpp"

using namespace hearth::testing;

TEST_CASE("Ctrl-C stops a run, says so, and leaves nothing", "[commands]") {
    const int signal = GENERATE(SIGINT, SIGTERM);
    const Folder folder;
    const auto process = start(folder, {"run", tiny(), "--replicates", "10000", "-o", "run.h5"});
    // The unfinished file is there as soon as the run has begun.
    for (int wait = 0; wait < 2000 && folder.names().empty(); ++wait) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    CHECK(folder.names().size() == 1);
    CHECK(folder.names().count("run.h5") == 0);
    kill(process, signal);
    const auto seen = finish(folder, process);
    CHECK(seen.code == 130);
    CHECK(seen.out.empty());
    REQUIRE_FALSE(seen.err.empty());
    CHECK(lines_of(seen.err).back() ==
          "hearth: interrupted; nothing was written.");  // after lines of progress
    CHECK(folder.names().empty());
}
