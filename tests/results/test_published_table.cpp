#include <catch2/catch.hpp>

#include <algorithm>
#include <sstream>
#include <string>

#include "tests/results/published_by_hand.hpp"

using namespace hearth;
using namespace hearth::sample;
using Catch::Contains;

TEST_CASE("a miss is marked and a hit is not", "[unit][published]") {
    const Targets targets{national("looked_after,,2020,80000") + national("looked_after,,2021,80000")};
    ByHand run{1};
    run.set(0, "looked_after", 11, england, 81'605);  // 2% and the rounding to ten
    run.set(0, "looked_after", 23, england, 81'606);
    const auto records = beside(run, targets, Level::nation);
    REQUIRE(records.size() == 2);
    CHECK(records[0].is_missed() == false);
    CHECK(records[1].is_missed() == true);
    CHECK(*records[1].difference() == 1606);
    CHECK(*records[1].difference_percent() == Approx(2.0075));
    const auto table = published_table(records, Level::nation, run.layout, targets.read());
    CHECK_THAT(table, Contains("81,605     80,000  +1,605  +2.0% f\n"));
    CHECK_THAT(table, Contains("81,606     80,000  +1,606  +2.0% f*\n"));
    CHECK_THAT(
        published_csv(records),
        Contains("2021,England,England,looked_after,,children,81606,81606,81606,80000,1606,2.0075,1605,yes,"
                 "fit,measured: made up\n") &&
            Contains(",no,fit,"));
    CHECK_THAT(published_json(records), Contains(R"("missed": false)") && Contains(R"("missed": true)"));
}

TEST_CASE("parts of a former county are shown and not judged", "[unit][published]") {
    const Targets targets{"", "",
                          "uasc,,E06000001,2020,700,0,children,derived: DfE LAIT; former county by share of "
                          "children\n"};
    ByHand run{1};
    const auto records = beside(run, targets, Level::la);
    REQUIRE(records.size() == 1);
    CHECK(*records[0].difference() == -700);
    CHECK_FALSE(records[0].is_missed());
    CHECK_THAT(published_table(records, Level::la, run.layout, targets.read()),
               Contains(" t~\n") && Contains("~ a figure of a former county"));
}

TEST_CASE("breakdowns are on the screen where they are missed", "[unit][published]") {
    const Targets targets{national("looked_after,,2020,3000") +
                          national("looked_after,legal_status=care_order,2020,1000") +
                          national("looked_after,legal_status=voluntary,2020,2000")};
    ByHand run{1};
    run.set(0, "looked_after", 11, england, 3000);
    run.set(0, "looked_after_by_legal_status", 0, england, 1500, 3);
    run.set(0, "looked_after_by_legal_status", 0, england, 500, 4);
    run.set(0, "looked_after_by_legal_status", 0, england, 2000, 0);
    const auto records = beside(run, targets, Level::nation);
    const auto table = published_table(records, Level::nation, run.layout, targets.read());
    CHECK_THAT(table, Contains("looked after, 31 March by legal status: missed\n  care order ") &&
                          Contains("2,000      1,000  +1,000  +100.0% f*") && !Contains("voluntary"));
    CHECK_THAT(table,
               Contains("fitted to (f)                                 1         0           2         1\n"));
    CHECK_THAT(published_csv(records), Contains("legal_status=voluntary"));
}

TEST_CASE("no line beside the published figures is wider than a screen of 100 columns", "[unit][published]") {
    std::string rows;
    for (const auto& figure : figures())
        if (figure.breakdown.empty() && figure.name != "mean_placement_days")
            rows += std::string{figure.name} + ",,England,2020," +
                    (figure.name == "children" ? "12019924" : "40000") + ",5,children," + source;
    const Targets targets{"", "", rows};
    ByHand run{6};
    for (std::size_t replicate = 0; replicate < 6; ++replicate) {
        const int more = 100 * static_cast<int>(replicate);
        for (const auto& about : measures()) {
            const bool is_monthly = about.period == Period::month;
            run.set(replicate, about.name, is_monthly ? 11 : 0, england, 80'000 + more);
        }
        run.set(replicate, "children", 2, england, 12'000'000);
        run.set(replicate, "children", 11, england, 12'000'000);
        run.set(replicate, "spending_looked_after", 0, england, 7'031'900 + more);
    }
    const auto records = beside(run, targets, Level::nation);
    const auto table = published_table(records, Level::nation, run.layout, targets.read());
    CHECK(std::ranges::count(table, '\n') > 20);
    std::istringstream lines{table};
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 100);
}
