#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/commands/program.hpp"

using namespace hearth::testing;

namespace {

/// A results file of two reporting years, made once.
struct TwoYears {
    Folder folder;
    TwoYears() { REQUIRE(run(folder, {"run", tiny(), "--months", "24", "-q", "-o", "run.h5"}).code == 0); }
    std::string summary(std::vector<std::string> options) {
        options.insert(options.begin(), {"summary", "run.h5"});
        const auto seen = run(folder, options);
        CHECK(seen.code == 0);
        CHECK(seen.err.empty());
        return seen.out;
    }
};

std::ptrdiff_t count(const std::string& text, const std::string& words) {
    const auto lines = lines_of(text);
    return std::count_if(lines.begin(), lines.end(),
                         [&](const std::string& line) { return line.find(words) != std::string::npos; });
}

}  // namespace

TEST_CASE_METHOD(TwoYears, "summary prints a table of years for people", "[commands]") {
    const auto table = summary({});
    CHECK_THAT(table, Catch::Contains("2020") && Catch::Contains("2021") &&
                          Catch::Contains("looked after, 31 March"));
}

TEST_CASE_METHOD(TwoYears, "summary prints the same records as CSV and as JSON", "[commands]") {
    const auto csv = summary({"--csv"});
    const auto json = summary({"--json"});
    CHECK(lines_of(csv).front() == "scenario,year,area,area_name,measure,breakdown,unit,median,p05,p95");
    CHECK(count(csv, ",looked_after,,children,") == 2);
    CHECK(count(json, R"("measure": "looked_after", "breakdown": "")") == 2);
    CHECK(static_cast<std::ptrdiff_t>(lines_of(csv).size()) - 1 == count(json, R"("measure": )"));
}

TEST_CASE_METHOD(TwoYears, "summary splits by region and by local authority", "[commands]") {
    CHECK(count(summary({"--csv", "--by", "nation"}), ",looked_after,,") == 2);
    CHECK(count(summary({"--csv", "--by", "region"}), ",Tinyshire,looked_after,,") == 2);
    const auto by_authority = summary({"--csv", "--by", "la"});
    CHECK(count(by_authority, ",looked_after,,") == 6);
    for (const auto* name : {"Ashby", "Brookfield", "Carrow"}) {
        CHECK(count(by_authority, "," + std::string{name} + ",looked_after,,") == 2);
    }
}

TEST_CASE_METHOD(TwoYears, "what run says at its end is what summary says", "[commands]") {
    const auto seen = run(folder, {"run", tiny(), "--months", "24", "-o", "run.h5"});
    CHECK(seen.code == 0);
    CHECK(seen.out.find(summary({})) == 0);
    CHECK_THAT(seen.out, Catch::Contains("\nwritten run.h5\n"));
}
