#include <catch2/catch.hpp>

#include "tests/commands/program.hpp"

using namespace hearth::testing;

namespace {

const fs::path here = fs::path{HEARTH_SOURCE_DIR} / "tests/commands";

/// One line on standard error that holds `words`, and nothing else anywhere.
void check_refused(const Seen& seen, int code, const std::string& words) {
    CHECK(seen.code == code);
    CHECK(seen.out.empty());
    CHECK(lines_of(seen.err).size() == 1);
    CHECK_THAT(seen.err, Catch::Contains(words));
}

std::string without(std::string text, const std::string& part) {
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part))
        text.erase(at, part.size());
    return text;
}

}  // namespace

TEST_CASE("seven mistakes in a config are named together, in the order of the file", "[commands]") {
    const Folder folder;
    const std::string command = GENERATE("check", "run");
    const auto seen = run(folder, {command, (here / "seven_faults.yaml").string()});
    CHECK(seen.code == 2);
    CHECK(seen.out.empty());
    CHECK(lines_of(without(seen.err, here.string() + "/")) ==
          lines_of(text_of(here / "seven_faults.expected")));
    CHECK(folder.names().empty());
}

TEST_CASE("a cut-off results file is refused, at any length", "[commands]") {
    const Folder folder;
    REQUIRE(run(folder, {"run", tiny(), "--months", "12", "-q", "-o", "whole.h5"}).code == 0);
    const auto whole = fs::file_size(folder / "whole.h5");
    const auto size = GENERATE_COPY(std::uintmax_t{0}, std::uintmax_t{7}, whole / 3, whole - 1);
    fs::resize_file(folder / "whole.h5", size);
    check_refused(run(folder, {"summary", "whole.h5"}), 2, "whole.h5: ");
}

TEST_CASE("what is no results file is refused", "[commands]") {
    const Folder folder;
    std::ofstream{folder / "notes.h5"} << "year,children\n2020,80000\n";
    check_refused(run(folder, {"summary", "notes.h5"}), 2, "notes.h5: ");
    check_refused(run(folder, {"summary", "missing.h5"}), 2, "missing.h5: ");
    check_refused(run(folder, {"summary", "."}), 2, ".: ");
}

TEST_CASE("a place that can't be written to is refused, and nothing is left there", "[commands]") {
    const Folder folder;
    fs::create_directory(folder / "folder.h5");
    for (const auto* target : {"/proc/x.h5", "no_such_folder/x.h5", "folder.h5"}) {
        CAPTURE(target);
        check_refused(run(folder, {"run", tiny(), "--months", "2", "-o", target}), 2,
                      target + std::string{": "});
        CHECK(folder.names() == std::set<std::string>{"folder.h5"});
    }
}

TEST_CASE("a full disk fails the run with one message, and nothing is left there", "[commands]") {
    const Folder folder;
    // A limit on the size of files is what a full disk looks like to a program that ignores the signal.
    const auto seen =
        run(folder, {"run", tiny(), "--months", "24", "-o", "run.h5"}, "trap '' XFSZ; ulimit -f 20; ");
    check_refused(seen, 1, "run.h5: can't be written");
    CHECK(folder.names().empty());
}

TEST_CASE("a full disk leaves the file of an earlier run as it was", "[commands]") {
    const Folder folder;
    REQUIRE(run(folder, {"run", tiny(), "--months", "24", "-q", "-o", "run.h5"}).code == 0);
    const auto before = text_of(folder / "run.h5");
    const auto seen =
        run(folder, {"run", tiny(), "--seed", "2", "-o", "run.h5"}, "trap '' XFSZ; ulimit -f 20; ");
    CHECK(seen.code == 1);
    CHECK(folder.names() == std::set<std::string>{"run.h5"});
    CHECK(text_of(folder / "run.h5") == before);
}

TEST_CASE("what the command line can't mean is refused with one line", "[commands]") {
    const Folder folder;
    const auto refused = [&](std::vector<std::string> words, const std::string& saying) {
        CAPTURE(words);
        check_refused(run(folder, words), 2, saying);
        CHECK(folder.names().empty());
    };
    refused({}, "hearth --help");
    refused({"run"}, "hearth run --help");
    refused({"run", tiny(), "--frobnicate"}, "--frobnicate");
    refused({"run", tiny(), "--months", "many"}, "--months");
    refused({"run", tiny(), "--months", "0"}, "--months");
    refused({"run", tiny(), "--seed", "-1"}, "--seed");
    refused({"run", tiny(), "--threads", "-1"}, "--threads");
    refused({"run", tiny(), "--areas", "Ashbi"}, "'Ashby'");
    refused({"run", tiny(), "--set", "months"}, "'months' is not an assignment");
    refused({"run", tiny(), "--set", "shared.need_growth.unsettled_share=2"}, "unsettled_share = 2");
    refused({"run", tiny(), "--scenario", "no_such_scenario"}, "no_such_scenario");
    refused({"run", "no_such_config"}, "no_such_config");
    refused({"summary", "results.h5", "--by", "planet"}, "planet");
}
