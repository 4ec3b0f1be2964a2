#include <catch2/catch.hpp>

#include "tests/commands/program.hpp"

using namespace hearth::testing;

TEST_CASE("Ctrl-C stops a command that simulates, says so, and leaves nothing", "[commands]") {
    const int signal = GENERATE(SIGINT, SIGTERM);
    std::vector<std::string> words =
        GENERATE(values<std::vector<std::string>>({{"run", tiny()},
                                                   {"run", tiny(), "--snapshot-at", "2020-04", "snapshot.h5"},
                                                   {"compare", tiny(), "--scenario", "agency_closes"}}));
    words.insert(words.end(), {"--replicates", "10000", "-o", "run.h5"});
    const Folder folder;
    const auto process = start(folder, words);
    // The unfinished file is there as soon as the run has begun; a snapshot comes first.
    const std::size_t files = words[2] == "--snapshot-at" ? 2 : 1;
    for (int wait = 0; wait < 2000 && folder.names().size() < files; ++wait) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    CHECK(folder.names().size() == files);
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
