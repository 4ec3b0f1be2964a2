#include <catch2/catch.hpp>

#include "tests/commands/program.hpp"

using namespace hearth::testing;

TEST_CASE("the help of every command teaches by example", "[commands]") {
    const Folder folder;
    const std::string command =
        GENERATE("run", "compare", "check", "describe", "scenarios", "schema", "summary");
    const auto seen = run(folder, {command, "--help"});
    CHECK(seen.code == 0);
    CHECK(seen.err.empty());
    CHECK_THAT(seen.out, Catch::Contains("Examples:\n  hearth " + command));
    CHECK_THAT(run(folder, {"--help"}).out, Catch::Contains("\n  " + command));
}

TEST_CASE("the program's help has examples and the exit codes, its version a commit", "[commands]") {
    const Folder folder;
    const auto help = run(folder, {"--help"});
    CHECK(help.code == 0);
    CHECK_THAT(help.out, Catch::Contains("Examples:\n  hearth run tiny") && Catch::Contains("Exit codes:"));
    const auto version = run(folder, {"--version"});
    CHECK(version.code == 0);
    CHECK_THAT(version.out, Catch::Matches("hearth [0-9]+[.][0-9]+[.][0-9]+ [(].+[)]\n"));
}
