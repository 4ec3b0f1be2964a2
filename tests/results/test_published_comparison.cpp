#include <catch2/catch.hpp>

#include <algorithm>
#include <string>

#include "tests/results/published_by_hand.hpp"

using namespace hearth;
using namespace hearth::sample;
using Catch::Contains;

namespace {

std::string refusal(const ByHand& run, const Targets& targets, Level level) {
    try {
        beside(run, targets, level);
        return "compared";
    } catch (const ConfigError& error) {
        REQUIRE(error.faults().size() == 1);
        return to_text(error.faults()[0]);
    }
}

}  // namespace

TEST_CASE("means of replicates are compared, with their percentiles", "[unit][published]") {
    const Targets targets{national("looked_after,,2020,90000")};
    ByHand run{5};
    for (std::size_t replicate = 0; replicate < 5; ++replicate)
        run.set(replicate, "looked_after", 11, england, 80'000 + 100 * static_cast<int>(replicate));
    const auto records = beside(run, targets, Level::nation);
    CHECK(*records[0].model == 80'200);
    CHECK(records[0].p05 == 80'020);
    CHECK(records[0].p95 == 80'380);
    CHECK_THAT(published_table(records, Level::nation, run.layout, targets.read()),
               Contains("Means of 5 replicates") && Contains("80,200  80,020-80,380") &&
                   Contains("90% of further replicates"));
}

TEST_CASE("what was not published for an area is a dash, and no zero", "[unit][published]") {
    const Targets targets{"", "", "uasc,,E06000001,2020,7,0,children," + source};
    ByHand run{1};
    run.set(0, "uasc", 11, cornwall, 12);
    const auto records = beside(run, targets, Level::la);
    REQUIRE(records.size() == 1);  // an authority of which nothing is published is none of them

    const Targets both{
        "", "", "uasc,,E06000001,2020,7,0,children," + source + "homes,,E06000052,2020,3,0,homes," + source};
    const auto of_both = beside(run, both, Level::la);
    REQUIRE(of_both.size() == 4);
    const auto hidden = std::ranges::find_if(of_both, [](const auto& record) {
        return record.area == "E06000052" && record.figure->name == "uasc";
    });
    REQUIRE(hidden != of_both.end());
    CHECK_FALSE(hidden->published);
    CHECK_FALSE(hidden->is_missed());
    const std::vector<PublishedRecord> alone{*hidden};
    CHECK_THAT(published_csv(alone), Contains(",uasc,,children,12,12,12,,,,,,,\n"));
    CHECK_THAT(published_json(alone),
               Contains(R"("model": 12, "p05": 12, "p95": 12, "published": null, "difference": null)"));
    const auto table = published_table(of_both, Level::la, run.layout, both.read());
    CHECK_THAT(table, Contains("unaccompanied (UASC), 31 March  2020     12          -       -\n"));
    CHECK_THAT(table, Contains("not published for the area (-)"));
}

TEST_CASE("rates are over the children of the middle of the year before", "[unit][published]") {
    const Targets targets{national("looked_after_rate,,2020,70", "\"children per 10,000\"")};
    ByHand run{1};
    run.set(0, "looked_after", 11, england, 700);
    run.set(0, "children", 2, england, 100'000);   // June 2019
    run.set(0, "children", 11, england, 120'000);  // March 2020
    CHECK(*beside(run, targets, Level::nation)[0].model == 70);
}

TEST_CASE("there is one sentence where nothing can be compared", "[unit][published]") {
    const Targets targets{
        national("looked_after,,2020,80000"), "",
        "uasc,,E06000001,2020,7,0,children," + source + "uasc,,South West,2020,7,0,children," + source};
    ByHand made_up{1};
    made_up.layout.areas = {{"T06000001", "Ashby", "la"},
                            {"T06000002", "Brookfield", "la"},
                            {"T12000001", "Tinyshire", "region"},
                            {"T92000001", "Tinyshire", "nation"}};
    CHECK_THAT(refusal(made_up, targets, Level::nation),
               Contains("run.h5: is of Tinyshire, for which no figures are published"));

    ByHand part{1};
    part.layout.areas = {{"E06000001", "Hartlepool", "la"},
                         {"E06000002", "Middlesbrough", "la"},
                         {"SELECTED_E12000001", "Selected areas of North East", "region"},
                         {"SELECTED", "Hartlepool", "nation"}};
    CHECK_THAT(refusal(part, targets, Level::nation), Contains("some authorities only (Hartlepool)") &&
                                                          Contains("not those of England") &&
                                                          Contains("with --by la?"));
    CHECK_THAT(refusal(part, targets, Level::region),
               Contains("not those of a whole region. Compare with --by la?"));
    CHECK(refusal(part, targets, Level::la) == "compared");

    ByHand region{1};
    region.layout.areas[england] = {"SELECTED", "South West", "nation"};
    CHECK_THAT(refusal(region, targets, Level::nation), Contains("with --by region or --by la?"));
    CHECK(refusal(region, targets, Level::region) == "compared");

    ByHand later{1};
    later.layout.start = month_of(2024, 4);
    CHECK_THAT(refusal(later, targets, Level::nation),
               Contains("its whole years: 2025 to 2026; published here: 2020"));
    const ByHand brief{1, 11};
    CHECK_THAT(refusal(brief, targets, Level::nation),
               Contains("its whole years: none; published here: 2020"));
}
