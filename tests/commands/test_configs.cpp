#include <catch2/catch.hpp>

#include "tests/commands/program.hpp"

using namespace hearth::testing;

TEST_CASE("every parameter of our configs has a source", "[commands]") {
    const Folder folder;
    const std::string name = GENERATE("tiny.yaml", "england.yaml", "england_2019.yaml");
    const auto seen = run(folder, {"describe", (configs() / name).string()});
    CHECK(seen.code == 0);
    CHECK(seen.err.empty());
    REQUIRE_FALSE(seen.out.empty());
    CHECK_THAT(lines_of(seen.out).back(), Catch::EndsWith(", 0 without source"));
}

TEST_CASE("our configs and data have no faults", "[commands]") {
    const Folder folder;
    const auto data = (configs() / "data/areas.csv").string();
    const auto seen = run(folder, {"check", tiny(), (configs() / "england.yaml").string(), data});
    CHECK(seen.code == 0);
    CHECK(seen.err.empty());
    REQUIRE(lines_of(seen.out).size() == 3);
    for (const auto& line : lines_of(seen.out)) CHECK_THAT(line, Catch::Contains(": no faults"));
}

TEST_CASE("check judges every file it is given", "[commands]") {
    const Folder folder;
    std::ofstream{folder / "short.csv"} << "a,b\n1\n";
    const auto seen = run(folder, {"check", "short.csv", tiny(), "missing.yaml"});
    CHECK(seen.code == 2);
    CHECK_THAT(seen.err, Catch::Contains("short.csv:2") && Catch::Contains("missing.yaml"));
    CHECK_THAT(seen.out, Catch::Contains("tiny.yaml: no faults"));
}
