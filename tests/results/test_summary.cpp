#include <algorithm>
#include <optional>

#include "sim/results/results_document.hpp"
#include "sim/results/summary.hpp"
#include "tests/results/by_hand.hpp"

#include <catch2/catch.hpp>

using namespace hearth;

namespace {

using sample::ByHand;

std::vector<SummaryRecord> summarise(const ByHand& run, Level level) {
    return run.read_by([level](const ResultsReader& results) { return hearth::summarise(results, level); });
}

std::optional<SummaryRecord> find(const std::vector<SummaryRecord>& records, int year, std::string_view area,
                                  std::string_view name, std::string_view breakdown = "") {
    const auto found = std::ranges::find_if(records, [&](const auto& record) {
        return record.year == year && record.area == area && record.measure == name &&
               record.breakdown == breakdown;
    });
    if (found == records.end()) return std::nullopt;
    return *found;
}

constexpr std::size_t march_2020 = 11;
constexpr std::size_t march_2021 = 23;
constexpr std::size_t hartlepool = 0;
constexpr std::size_t south_west = 2;
constexpr std::size_t england = 3;

}  // namespace

TEST_CASE("quantiles are linear between order statistics", "[unit][results]") {
    const std::vector<double> values{1, 2, 4, 8};
    CHECK(quantile(values, 0) == 1);
    CHECK(quantile(values, 1) == 8);
    CHECK(quantile(values, 0.5) == 3);                      // h = 1.5: halfway from 2 to 4
    CHECK(quantile(values, 0.05) == Approx(1.15));          // h = 0.15: 1 + 0.15 * 1
    CHECK(quantile(values, 0.95) == Approx(4 + 0.85 * 4));  // h = 2.85
    CHECK(quantile(std::vector<double>{7}, 0.95) == 7);
}

TEST_CASE("summary figures are those of hand arithmetic", "[unit][results]") {
    ByHand run{3};
    const int stocks[] = {80, 100, 90};
    for (std::size_t replicate = 0; replicate < 3; ++replicate) {
        run.set(replicate, "looked_after", march_2020, england, stocks[replicate]);
        run.set(replicate, "looked_after", march_2020 - 1, england, 7777);  // February is not asked
        run.set(replicate, "looked_after", march_2021, england, 50);
        run.set(replicate, "children", march_2020, england, 12'000);
        run.set(replicate, "in_foster_care", march_2020, england, 45);
        run.set(replicate, "in_childrens_homes", march_2020, england, 9);
        run.set(replicate, "three_or_more_placements", 0, england, 8);
        run.set(replicate, "long_term", 0, england, 40);
        run.set(replicate, "same_carer_two_years", 0, england, 28);
        run.set(replicate, "placements_ended", 0, england, 20);
        run.set(replicate, "placement_days", 0, england, 4010);
        run.set(replicate, "starts", 0, england, 30 + static_cast<int>(replicate));
        run.set(replicate, "starts_by_age", 0, england, 5, 4);
        run.set(replicate, "ceases", 0, england, 20);
        run.set(replicate, "ceases_by_reason", 0, england, 6, 5);
        run.set(replicate, "looked_after_by_placement", 0, england, 3, 1);
        run.set(replicate, "spending_looked_after", 0, england, 5'278'064);
    }
    const auto records = summarise(run, Level::nation);
    const auto value = [&](std::string_view name, std::string_view breakdown = "") {
        const auto record = find(records, 2020, "England", name, breakdown);
        REQUIRE(record);
        return record->median;
    };
    const auto stock = find(records, 2020, "England", "looked_after");
    REQUIRE(stock);
    CHECK(stock->median == 90);
    CHECK(stock->p05 == Approx(81));
    CHECK(stock->p95 == Approx(99));
    CHECK(stock->unit == "children");
    CHECK(stock->scenario == "baseline");
    CHECK(find(records, 2021, "England", "looked_after")->median == 50);
    CHECK(value("looked_after_rate") == 75);  // 90 / 12,000
    CHECK(value("in_foster_care_percent") == 50);
    CHECK(value("in_childrens_homes_percent") == 10);
    CHECK(value("three_or_more_placements_percent") == Approx(800.0 / 90));
    CHECK(value("same_carer_two_years_percent") == 70);
    CHECK(value("mean_placement_days") == 200.5);
    CHECK(value("starts") == 31);
    CHECK(value("starts", "age=16_to_17") == 5);
    CHECK(value("starts", "age=under_1") == 0);
    CHECK(value("ceases") == 20);
    CHECK(value("ceases", "reason=adopted") == 6);
    CHECK(value("looked_after", "placement=foster") == 3);
    CHECK(value("spending_looked_after") == Approx(5'278.064));  // of thousands, millions
}

TEST_CASE("a ratio with nothing below it gives no record", "[unit][results]") {
    ByHand run{2};
    run.set(1, "looked_after", march_2020, england, 10);
    run.set(1, "in_foster_care", march_2020, england, 5);
    const auto records = summarise(run, Level::nation);
    CHECK_FALSE(find(records, 2020, "England", "looked_after_rate"));
    CHECK_FALSE(find(records, 2021, "England", "in_foster_care_percent"));
    CHECK(find(records, 2020, "England", "in_foster_care_percent")->median ==
          50);  // of the replicate that has one
    CHECK(find(records, 2020, "England", "looked_after")->median == 5);
}

TEST_CASE("levels name their areas", "[unit][results]") {
    ByHand run{1};
    run.set(0, "looked_after", march_2020, hartlepool, 11);
    run.set(0, "looked_after", march_2020, south_west, 22);
    CHECK(find(summarise(run, Level::region), 2020, "South West", "looked_after")->median == 22);
    const auto authorities = summarise(run, Level::la);
    const auto one = find(authorities, 2020, "E06000001", "looked_after");
    REQUIRE(one);
    CHECK(one->area_name == "Hartlepool");
    CHECK(one->median == 11);
    CHECK_FALSE(find(authorities, 2020, "England", "looked_after"));
}

TEST_CASE("summaries are printed as table, CSV and JSON", "[unit][results]") {
    const std::vector<SummaryRecord> records{
        {"baseline", 2020, "E06000052", "Cornwall, with \"Scilly\" – Kernow", "looked_after", "", "children",
         83'840.5, 83'100, 84'500},
        {"baseline", 2020, "E06000052", "Cornwall, with \"Scilly\" – Kernow", "starts", "age=under_1",
         "children", 3, 2, 4}};
    CHECK(summary_csv(records) ==
          "scenario,year,area,area_name,measure,breakdown,unit,median,p05,p95\n"
          "baseline,2020,E06000052,\"Cornwall, with \"\"Scilly\"\" – "
          "Kernow\",looked_after,,children,83840.5,83100,84500\n"
          "baseline,2020,E06000052,\"Cornwall, with \"\"Scilly\"\" – "
          "Kernow\",starts,age=under_1,children,3,2,4\n");
    const auto json = summary_json(records);
    CHECK_THAT(json, Catch::Contains(R"("area_name": "Cornwall, with \"Scilly\" \u2013 Kernow")"));
    CHECK_THAT(json, Catch::Contains(R"("median": 83840.5, "p05": 83100, "p95": 84500})"));
    CHECK(std::ranges::count(json, '{') == 2);
    CHECK(summary_json({}) == "[]\n");

    const auto table = summary_table(records, 20);
    CHECK_THAT(table, Catch::Contains("2020\nlooked after, 31 March"));
    CHECK_THAT(table, Catch::Contains("83,840\n") && Catch::Contains("83,100-84,500"));
    CHECK_THAT(summary_table(records, 1), !Catch::Contains("83,100"));
    CHECK_THAT(summary_table({}, 1), Catch::Contains("no whole reporting year"));
}

TEST_CASE("no line of the table is wider than a screen of 100 columns", "[unit][results]") {
    std::vector<SummaryRecord> records;
    for (int year = 2020; year < 2050; ++year) {
        records.push_back(
            {"baseline", year, "England", "England", "looked_after", "", "children", 83'840, 83'100, 84'500});
    }
    const auto table = summary_table(records, 20);
    for (std::size_t from = 0, to = 0; (to = table.find('\n', from)) != std::string::npos; from = to + 1) {
        CHECK(to - from <= 100);
    }
    CHECK_THAT(table, Catch::Contains(" 2020") && Catch::Contains(" 2049"));
}

TEST_CASE("the document names everything that is in a file", "[unit][results]") {
    const auto tables = sample::replicate(sample::layout(), 0, 0).events;
    const auto text = results_document(tables);
    for (const auto& about : measures())
        CHECK_THAT(text, Catch::Contains("| `" + std::string{about.name} + "` |"));
    for (const auto& column : tables[0].columns)
        CHECK_THAT(text, Catch::Contains("| `" + column.name + "` |"));
    for (const auto& what : figures())
        CHECK_THAT(text, Catch::Contains("| `" + std::string{what.name} + "` |"));
    CHECK_THAT(text, Catch::Contains("`format_version` is 2."));
}
