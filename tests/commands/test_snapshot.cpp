#include <catch2/catch.hpp>

#include "sim/results/results.hpp"
#include "tests/commands/program.hpp"

using namespace hearth::testing;
using Catch::Contains;

namespace {

struct Snapshots {
    Folder folder;

    Seen simulate(std::vector<std::string> words) {
        words.insert(words.begin(), {"run", tiny(), "--replicates", "2", "-q", "--events", "all"});
        return run(folder, words);
    }
    std::string digest_of(const std::string& file) { return hearth::testing::digest_of(folder / file); }
    void refused(std::vector<std::string> words, const std::string& message) {
        check_refused(
            folder, [&] { return simulate(std::move(words)); }, message);
    }
};

}  // namespace

TEST_CASE_METHOD(Snapshots, "a run that goes on from a snapshot is the run that never stopped",
                 "[commands]") {
    REQUIRE(simulate({"--months", "24", "-o", "whole.h5"}).code == 0);
    REQUIRE(simulate({"--months", "24", "-o", "saved.h5", "--snapshot-at", "2020-07", "a.h5"}).code == 0);
    CHECK(digest_of("saved.h5") == digest_of("whole.h5"));
    REQUIRE(simulate({"--months", "24", "-o", "rest.h5", "--from", "a.h5"}).code == 0);
    CHECK(digest_of("rest.h5") == digest_of("whole.h5"));

    // From a snapshot to the next one, on other threads, to an earlier end.
    REQUIRE(simulate({"--months", "24", "-o", "rest.h5", "--from", "a.h5", "--snapshot-at", "2020-12", "b.h5",
                      "--threads", "1"})
                .code == 0);
    REQUIRE(simulate({"--months", "22", "-o", "rest.h5", "--from", "b.h5"}).code == 0);
    REQUIRE(simulate({"--months", "22", "-o", "whole.h5"}).code == 0);
    CHECK(digest_of("rest.h5") == digest_of("whole.h5"));
}

TEST_CASE_METHOD(Snapshots, "a snapshot for longer runs", "[commands]") {
    REQUIRE(simulate({"--months", "12", "-o", "saved.h5", "--snapshot-at", "2020-04", "a.h5",
                      "--snapshot-months", "48"})
                .code == 0);
    REQUIRE(simulate({"--months", "48", "-o", "rest.h5", "--from", "a.h5"}).code == 0);
    REQUIRE(simulate({"--months", "48", "-o", "whole.h5"}).code == 0);
    CHECK(digest_of("rest.h5") == digest_of("whole.h5"));
    refused({"--months", "49", "--from", "a.h5"}, "--snapshot-months 49");
}

TEST_CASE_METHOD(Snapshots, "a snapshot that a run can't go on from is refused in one line", "[commands]") {
    REQUIRE(simulate({"--months", "24", "-o", "saved.h5", "--snapshot-at", "2020-07", "a.h5"}).code == 0);
    refused({"--months", "24", "--from", "missing.h5"}, "missing.h5: can't be read (No such file");
    refused({"--months", "24", "--from", "saved.h5"}, "saved.h5: is no snapshot of Hearth");
    refused({"--months", "24", "--from", "a.h5", "--seed", "2"}, "seed is not that of the run in a.h5");
    refused({"--months", "15", "--from", "a.h5"}, "--months 16 or more");
    refused({"--months", "24", "--from", "a.h5", "--set", "leaving_care.history=false"},
            "--set: leaving_care is not that of the run in a.h5, and is no policy");
    fs::resize_file(folder / "a.h5", fs::file_size(folder / "a.h5") - 100);
    refused({"--months", "24", "--from", "a.h5"}, "a.h5: is cut short or altered");
}

TEST_CASE_METHOD(Snapshots, "a month or file that a snapshot can't have is refused", "[commands]") {
    const std::vector<std::string> brief{"--months", "3", "-o", "run.h5"};
    const auto refuse = [&](std::vector<std::string> words, const std::string& message) {
        words.insert(words.begin(), brief.begin(), brief.end());
        refused(words, message);
    };
    refuse({"--snapshot-at", "2019-04", "a.h5"}, "Take a month from 2019-05 to 2019-07");
    refuse({"--snapshot-at", "2019-08", "a.h5"}, "Take a month from 2019-05 to 2019-07");
    refuse({"--snapshot-at", "soon", "a.h5"}, "'soon' is not a month");
    refuse({"--snapshot-at", "2019-05", "run.h5"}, "is the results file");
    refuse({"--snapshot-at", "2019-05", "no_such_folder/a.h5"}, "no_such_folder");
    refuse({"--snapshot-at", "2019-05"}, "--snapshot-at");
}

TEST_CASE_METHOD(Snapshots, "a disk that is full during a snapshot is one message, and nothing is left",
                 "[commands]") {
    const auto process = start(folder,
                               {"run", tiny(), "--months", "3", "--events", "none", "-o", "run.h5",
                                "--snapshot-at", "2019-06", "a.h5"},
                               "ulimit -f 40; trap '' XFSZ;");
    const auto seen = finish(folder, process);
    CHECK(seen.code == 1);
    CHECK(lines_of(seen.err).size() == 1);
    CHECK_THAT(seen.err, Contains("a.h5: can't be written"));
    CHECK(folder.names().empty());
}
