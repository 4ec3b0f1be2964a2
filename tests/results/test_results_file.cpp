#include <sys/resource.h>
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

/// No file of this process may grow beyond `bytes` while this lives: a full disk without a disk.
class FileLimit {
   public:
    explicit FileLimit(rlim_t bytes) : handler_{std::signal(SIGXFSZ, SIG_IGN)} {
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit now{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &now);
    }
    FileLimit(const FileLimit&) = delete;
    FileLimit& operator=(const FileLimit&) = delete;
    ~FileLimit() {
        setrlimit(RLIMIT_FSIZE, &before_);
        std::signal(SIGXFSZ, handler_);
    }

   private:
    rlimit before_{};
    void (*handler_)(int);
};

}  // namespace

TEST_CASE("what is written is read back", "[unit][results]") {
    const sample::Folder folder{"read-back"};
    const auto layout = sample::layout();
    const auto digest = sample::write_file(folder / "run.h5", layout);
    const ResultsReader results{folder / "run.h5"};

    CHECK(results.digest() == digest);
    CHECK(results.layout().scenarios == layout.scenarios);
    CHECK(results.layout().replicates == layout.replicates);
    CHECK(results.layout().start == layout.start);
    CHECK(results.layout().months == layout.months);
    CHECK(results.layout().years() == std::vector{2020});
    REQUIRE(results.layout().areas.size() == layout.areas.size());
    CHECK(results.layout().areas[1].name == layout.areas[1].name);
    CHECK(results.layout().areas[2].kind == "region");
    CHECK(results.layout().provenance.config == layout.provenance.config);
    CHECK(results.layout().provenance.config_name == "tiny");
    CHECK(results.layout().provenance.seed == 7);
    CHECK(results.layout().provenance.commit == "abc");
    for (std::size_t scenario = 0; scenario < 2; ++scenario) {
        for (std::size_t number = 0; number < 3; ++number) {
            const auto expected = sample::replicate(layout, scenario, number);
            CHECK(results.replicate_digest(scenario, number) == expected.digest());
            for (std::size_t index = 0; index < measures.size(); ++index) {
                REQUIRE(results.panel(measures[index].name, scenario, number) == expected.panels[index]);
            }
        }
    }
}

TEST_CASE("events of all replicates follow one another and know whose they are", "[unit][results]") {
    const sample::Folder folder{"events"};
    sample::write_file(folder / "run.h5", sample::layout());
    const ResultsReader results{folder / "run.h5"};

    CHECK(results.event_column("episodes", "scenario") ==
          std::vector<std::int64_t>{0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 1});
    CHECK(results.event_column("episodes", "replicate") ==
          std::vector<std::int64_t>{0, 0, 1, 1, 1, 2, 2, 2, 2, 0, 0, 1, 1, 1, 2, 2, 2, 2});
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
        std::string message;
        try {
            const FileLimit full{limit};
            sample::write_file(folder / "run.h5", layout);
        } catch (const ConfigError&) {
            FAIL("a full disk is not the user's mistake");
        } catch (const std::runtime_error& error) {
            message = error.what();
        }
        CHECK_THAT(message, Catch::Contains("run.h5: can't be written (File too large)"));
        CHECK(folder.is_empty());
    }
    sample::write_file(folder / "run.h5", layout);  // and the process is none the worse for it
    CHECK(ResultsReader{folder / "run.h5"}.layout().months == layout.months);
}
