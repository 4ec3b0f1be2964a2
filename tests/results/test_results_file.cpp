#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <sstream>

#include "sim/config/fault.hpp"
#include "sim/core/contracts.hpp"
#include "tests/results/sample_results.hpp"

#include <catch2/catch.hpp>

using namespace hearth;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::stringstream bytes;
    bytes << stream.rdbuf();
    return bytes.str();
}

/// What writing `file` says in a process whose files may not grow beyond `limit` bytes: a full disk without a
/// disk. A process of its own, as HDF5 keeps what a full disk has refused; it must still be able to write
/// elsewhere.
std::string message_under_limit(const std::filesystem::path& file, const Layout& layout, rlim_t limit) {
    int pipe_ends[2];
    REQUIRE(pipe(pipe_ends) == 0);
    const auto child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        std::signal(SIGXFSZ, SIG_IGN);
        rlimit before{};
        getrlimit(RLIMIT_FSIZE, &before);
        const rlimit now{limit, before.rlim_max};
        setrlimit(RLIMIT_FSIZE, &now);
        std::string message = "written";
        try {
            sample::write_file(file, layout);
        } catch (const ConfigError&) {
            message = "the user's mistake";
        } catch (const std::exception& error) {
            message = error.what();
        }
        setrlimit(RLIMIT_FSIZE, &before);
        try {
            sample::write_file(file.string() + ".next", layout);
        } catch (const std::exception& error) {
            message += std::string{"; and then "} + error.what();
        }
        const auto sent = write(pipe_ends[1], message.data(), message.size());
        _exit(sent == static_cast<ssize_t>(message.size()) ? 0 : 1);
    }
    close(pipe_ends[1]);
    std::array<char, 1000> text{};
    const auto length = read(pipe_ends[0], text.data(), text.size());
    close(pipe_ends[0]);
    int status = -1;
    waitpid(child, &status, 0);
    CHECK(status == 0);
    return {text.data(), static_cast<std::size_t>(std::max<ssize_t>(length, 0))};
}

}  // namespace

TEST_CASE("what is written is read back", "[unit][results]") {
    const sample::Folder folder{"read-back"};
    const auto layout = sample::layout();
    const auto digests = sample::write_file(folder / "run.h5", layout);
    const ResultsReader results{folder / "run.h5"};

    CHECK(results.digests() == digests);
    CHECK(results.layout().scenarios == layout.scenarios);
    CHECK(results.layout().replicates == layout.replicates);
    CHECK(results.layout().start == layout.start);
    CHECK(results.layout().months == layout.months);
    CHECK(results.layout().years() == std::vector{2020});
    REQUIRE(results.layout().areas.size() == layout.areas.size());
    CHECK(results.layout().areas[1].name == layout.areas[1].name);
    CHECK(results.layout().areas[2].kind == "region");
    CHECK(results.layout().provenance.configs == layout.provenance.configs);
    CHECK(results.layout().provenance.config_name == "tiny");
    CHECK(results.layout().provenance.seed == 7);
    CHECK(results.layout().provenance.commit == "abc");
    for (std::size_t scenario = 0; scenario < 2; ++scenario) {
        for (std::size_t number = 0; number < 3; ++number) {
            const auto expected = sample::replicate(layout, scenario, number);
            CHECK(results.replicate_digests(scenario, number) == expected.digests());
            for (std::size_t index = 0; index < measures().size(); ++index) {
                REQUIRE(results.panel(measures()[index].name, scenario, number) == expected.panels[index]);
            }
        }
    }
}

TEST_CASE("events of all replicates follow one another and know whose they are", "[unit][results]") {
    const sample::Folder folder{"events"};
    sample::write_file(folder / "run.h5", sample::layout());
    const ResultsReader results{folder / "run.h5"};

    CHECK(results.event_column("episodes", "scenario") ==
          std::vector<std::int64_t>{0, 0, 1, 1, 0, 0, 0, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1});
    CHECK(results.event_column("episodes", "replicate") ==
          std::vector<std::int64_t>{0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2});
    const auto ends = results.event_column("episodes", "ended");
    CHECK(ends[0] == -1);
    CHECK(ends[1] == day_of(2020, 2, 29).value);
    CHECK_THROWS_AS(results.event_column("enquiries", "child"), ConfigError);
}

TEST_CASE("a run without a whole reporting year has no yearly measures", "[unit][results]") {
    const sample::Folder folder{"half-year"};
    sample::write_file(folder / "run.h5", sample::layout(6));
    const ResultsReader results{folder / "run.h5"};
    CHECK(results.layout().years().empty());
    CHECK(results.panel("looked_after", 0, 0).size() == 6 * 4);
    CHECK_THROWS_WITH(results.panel("starts", 0, 0), Catch::Contains("no measure 'starts'"));
}

TEST_CASE("the order in which replicates arrive changes no byte of the file", "[unit][results]") {
    const sample::Folder folder{"order"};
    const auto layout = sample::layout();
    const auto write = [&](const char* name, std::initializer_list<std::size_t> order) {
        ResultsWriter writer{folder / name, layout};
        for (const auto run : order) writer.write(sample::replicate(layout, run / 3, run % 3));
        return writer.finish({});
    };
    CHECK(write("forwards.h5", {0, 1, 2, 3, 4, 5}) == write("mixed.h5", {4, 5, 0, 3, 2, 1}));
    CHECK(bytes_of(folder / "forwards.h5") == bytes_of(folder / "mixed.h5"));
}

TEST_CASE("a file made for more replicates than were needed is the file of those", "[unit][results]") {
    const sample::Folder folder{"shrunk"};
    auto layout = sample::layout();
    const auto digests = sample::write_file(folder / "three.h5", layout);
    layout.replicates = 200;
    ResultsWriter writer{folder / "shrunk.h5", layout};
    for (std::size_t run = 0; run < 6; ++run) writer.write(sample::replicate(layout, run % 2, run / 2));
    CHECK_THROWS_AS(writer.end_after(4, {"a", "b"}), BrokenContract);
    writer.end_after(3, {"replicates: 3", "replicates: 3, and more"});
    CHECK(writer.finish({}) == digests);
    const ResultsReader three{folder / "three.h5"}, shrunk{folder / "shrunk.h5"};
    CHECK(shrunk.layout().replicates == 3);
    CHECK(shrunk.layout().provenance.configs.back() == "replicates: 3, and more");
    for (std::size_t scenario = 0; scenario < 2; ++scenario) {
        for (std::size_t number = 0; number < 3; ++number) {
            CHECK(shrunk.replicate_digests(scenario, number) == three.replicate_digests(scenario, number));
            for (const auto* name : {"looked_after", "starts", "ceases_by_reason"})
                CHECK(shrunk.panel(name, scenario, number) == three.panel(name, scenario, number));
        }
    }
    CHECK_THROWS_AS(shrunk.panel("looked_after", 0, 3), ConfigError);
}

TEST_CASE("a writer that does not finish leaves nothing and spares the file that was there",
          "[unit][results]") {
    const sample::Folder folder{"unfinished"};
    const auto layout = sample::layout();
    {
        ResultsWriter writer{folder / "run.h5", layout};
        writer.write(sample::replicate(layout, 0, 0));
        CHECK_FALSE(folder.is_empty());
        CHECK_FALSE(std::filesystem::exists(folder / "run.h5"));
    }
    CHECK(folder.is_empty());

    sample::write_file(folder / "run.h5", layout);
    const auto before = bytes_of(folder / "run.h5");
    {
        ResultsWriter writer{folder / "run.h5", sample::layout(6)};
        CHECK_THROWS_AS(writer.finish({}), BrokenContract);
    }
    CHECK(bytes_of(folder / "run.h5") == before);
    sample::write_file(folder / "run.h5", sample::layout(6));
    CHECK(ResultsReader{folder / "run.h5"}.layout().months == 6);
}

TEST_CASE("a place where no file can be is refused before anything runs", "[unit][results]") {
    const sample::Folder folder{"place"};
    const auto layout = sample::layout();
    CHECK_THROWS_AS((ResultsWriter{folder / "missing" / "run.h5", layout}), ConfigError);
    CHECK_THROWS_AS((ResultsWriter{folder.path(), layout}), ConfigError);
    CHECK_THROWS_AS((ResultsWriter{"/proc/run.h5", layout}), ConfigError);
    CHECK_THROWS_AS((ResultsWriter{"/dev/null", layout}), ConfigError);
    CHECK_THROWS_AS((ResultsWriter{"", layout}), ConfigError);
    CHECK(folder.is_empty());
}

TEST_CASE("a full disk is one clear message, at whatever byte it strikes, and leaves nothing",
          "[unit][results]") {
    const sample::Folder folder{"full"};
    const auto layout = sample::layout();
    sample::write_file(folder / "whole.h5", layout);
    const auto needed = std::filesystem::file_size(folder / "whole.h5");
    std::filesystem::remove(folder / "whole.h5");

    for (rlim_t limit = 512; limit < needed; limit += needed / 12) {
        CHECK_THAT(
            message_under_limit(folder / "run.h5", layout, limit),
            Catch::EndsWith("run.h5: can't be written (File too large). Free some room (or raise 'ulimit "
                            "-f'), or name a file on another disk with -o"));
        CHECK(ResultsReader{folder / "run.h5.next"}.layout().months == layout.months);
        std::filesystem::remove(folder / "run.h5.next");
        CHECK(folder.is_empty());
    }
    CHECK(message_under_limit(folder / "run.h5", layout, 2 * needed) == "written");
}
