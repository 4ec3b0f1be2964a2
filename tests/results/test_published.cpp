#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/fault.hpp"
#include "sim/results/published.hpp"
#include "tests/results/sample_results.hpp"

#include <catch2/catch.hpp>

using namespace hearth;
using Catch::Contains;

namespace {

constexpr auto header = "measure,breakdown,area,area_name,year,value,unit,source\n";
constexpr auto header_by_area = "measure,breakdown,area,year,value,rounding,unit,source\n";
constexpr std::size_t hartlepool = 0, cornwall = 1, south_west = 2, england = 3;

/// A folder of published figures.
class Targets {
   public:
    Targets(const std::string& fit, const std::string& backtest = "", const std::string& by_area = "") {
        const std::string other = "births,,Nowhere,Nowhere,2000,1,births,measured: made up\n";
        write("fit.csv", header + fit + other);
        write("backtest.csv", header + backtest + other);
        write("by_area.csv",
              header_by_area + by_area + "births,,Nowhere,2000,1,0,births,measured: made up\n");
    }
    void write(const std::string& name, const std::string& text) const {
        std::ofstream{folder_ / name} << text;
    }
    PublishedFigures read() const { return read_published(folder_.path()); }
    std::string faults() const {
        try {
            read();
            return "none";
        } catch (const ConfigError& error) {
            std::string text;
            for (const auto& fault : error.faults()) text += to_text(fault) + "\n";
            return text;
        }
    }

   private:
    sample::Folder folder_{"published"};
};

/// A run of April 2019 to March 2021 in which every value is set by hand; what is not set is 0.
class ByHand {
   public:
    explicit ByHand(std::size_t replicates, int months = 24) : layout{sample::layout(months)} {
        layout.scenarios = {"baseline"};
        layout.provenance.configs.resize(1);
        layout.replicates = replicates;
        for (std::size_t number = 0; number < replicates; ++number) {
            ReplicateResults empty{0, number, {}, {}};
            for (const auto& about : measures()) empty.panels.emplace_back(layout.cells(about), 0);
            replicates_.push_back(std::move(empty));
        }
    }

    /// @param period  of a monthly measure the month from 0, March 2020 being 11; of a yearly one 0 or 1
    void set(std::size_t replicate, std::string_view name, std::size_t period, std::size_t area, int value,
             std::size_t label = 0) {
        const auto labels = find_measure(name)->labels();
        const auto cell = (period * layout.areas.size() + area) * labels + label;
        replicates_[replicate].panels[measure(name)].at(cell) = value;
    }

    std::vector<PublishedRecord> beside(const Targets& targets, Level level) const {
        const sample::Folder folder{"run_beside_published"};
        ResultsWriter writer{folder / "run.h5", layout};
        for (const auto& results : replicates_) writer.write(results);
        writer.finish({});
        return compare_with_published(ResultsReader{folder / "run.h5"}, "run.h5", level, targets.read());
    }

    std::string refusal(const Targets& targets, Level level) const {
        try {
            beside(targets, level);
            return "compared";
        } catch (const ConfigError& error) {
            REQUIRE(error.faults().size() == 1);
            return to_text(error.faults()[0]);
        }
    }

    Layout layout;

   private:
    std::vector<ReplicateResults> replicates_;
};

const std::string source = "measured: made up\n";

std::string national(const std::string& what, const std::string& unit = "children") {
    const auto comma = what.rfind(',', what.rfind(',') - 1);  // before year and value
    return what.substr(0, comma) + ",England,England" + what.substr(comma) + "," + unit + "," + source;
}

const PublishedFigure& one_of(const PublishedFigures& all, std::string_view name,
                              std::string_view breakdown = "") {
    const auto found = std::ranges::find_if(
        all.figures, [&](const auto& one) { return one.figure->name == name && one.breakdown == breakdown; });
    REQUIRE(found != all.figures.end());
    return *found;
}

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

}  // namespace

TEST_CASE("published figures are set against those of the same definition", "[unit][published]") {
    const Targets targets{national("looked_after,,2020,80000") + national("looked_after,uasc=yes,2020,5080") +
                          national("starts,uasc=yes,2020,3490") +
                          national("looked_after,sex=male,2020,44000") +
                          national("looked_after,legal_status=care_order,2020,61000") +
                          national("ceases,reason=returned_home,2020,7000") +
                          national("mean_placement_days,,2020,300", "days") +
                          national("looked_after_rate,,2020,67.9", "\"children per 10,000\"")};
    const auto all = targets.read();
    CHECK(all.figures.size() == 6);
    CHECK(all.without_counterpart == 2);  // sexes, and a mean length that counts changes of status, too
    CHECK(one_of(all, "uasc").value == 5080);
    CHECK(one_of(all, "uasc_starts").value == 3490);
    CHECK(one_of(all, "looked_after", "legal_status=care_order").labels == std::vector<std::size_t>{3, 4});
    CHECK(one_of(all, "ceases", "reason=returned_home").labels == std::vector<std::size_t>{0, 1});
    CHECK(one_of(all, "looked_after").rounding == 5);  // to the nearest ten
    CHECK(one_of(all, "looked_after_rate").rounding == 0.05);
}

TEST_CASE("a published figure says what it was used for, and what it may be off by", "[unit][published]") {
    const Targets targets{national("looked_after,,2020,80000") + national("starts,uasc=yes,2021,2800"),
                          "looked_after,,E06000001,Hartlepool,2022,350,children," + source,
                          "uasc,,E06000001,2021,7,0,children," + source + "homes,,E06000001,2022,7,0,homes," +
                              source + "in_foster_care_percent,,South West,2021,70,0.5,percent," + source};
    const auto all = targets.read();
    const auto authority = std::ranges::find(all.figures, "E06000001", &PublishedFigure::area);
    CHECK(authority->use == Use::backtest);
    CHECK(authority->rounding == 0);  // counts of authorities are not rounded
    CHECK(authority->level == Level::la);
    CHECK(one_of(all, "looked_after").use == Use::fit);
    CHECK(one_of(all, "uasc_starts").use == Use::input);
    CHECK(one_of(all, "uasc").use == Use::tables);
    CHECK(one_of(all, "homes").use == Use::backtest);
    CHECK(one_of(all, "in_foster_care_percent").level == Level::region);
    CHECK(one_of(all, "in_foster_care_percent").rounding == 0.5);
}

TEST_CASE("chance is that of the replicates, or of children on their own", "[unit][published]") {
    const Targets targets{national("looked_after,,2020,100"), "",
                          "in_foster_care_percent,,E06000001,2020,80,0.5,percent," + source +
                              "spending_looked_after,,E06000001,2020,10,0,GBP million," + source +
                              "spending_looked_after,,South West,2020,10,0,GBP million," + source +
                              "starts,,E06000001,2020,1000000,0,children," + source};
    const auto all = targets.read();
    const auto& stock = one_of(all, "looked_after");
    // s = sqrt(250), t(0.95; 4) = 2.131847, and 5 for the rounding to ten
    CHECK(*allowed_difference(stock, {80, 90, 100, 110, 120}, 1, Level::nation) ==
          Approx(2.131847 * std::sqrt(250 * 1.2) + 5));
    CHECK(*allowed_difference(stock, {120}, 1, Level::nation) == Approx(1.645 * std::sqrt(120 + 100) + 5));
    CHECK(*allowed_difference(stock, {120, 120}, 1, Level::nation) ==
          Approx(1.645 * std::sqrt(60 + 100) + 5));
    // of 200 children: binomial variances of 70% and 80%, with their mean
    CHECK(*allowed_difference(one_of(all, "in_foster_care_percent"), {70}, 200, Level::la) ==
          Approx(1.645 * std::sqrt((70 + 80) * 100 * 0.25 / 200) + 0.5));
    CHECK(*allowed_difference(one_of(all, "starts"), {1e6}, 1, Level::la) == Approx(30'000));  // 3% is more
    const auto& money = one_of(all, "spending_looked_after");
    CHECK_FALSE(allowed_difference(money, {12}, 1, Level::la));
    CHECK(*allowed_difference(money, {12}, 1, Level::nation) == Approx(0.3));
    CHECK(allowed_difference(money, {12, 12, 12, 12, 12}, 1, Level::la));
}

TEST_CASE("a miss is marked and a hit is not", "[unit][published]") {
    const Targets targets{national("looked_after,,2020,80000") + national("looked_after,,2021,80000")};
    ByHand run{1};
    run.set(0, "looked_after", 11, england, 81'605);  // 2% and the rounding to ten
    run.set(0, "looked_after", 23, england, 81'606);
    const auto records = run.beside(targets, Level::nation);
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

TEST_CASE("means of replicates are compared, with their percentiles", "[unit][published]") {
    const Targets targets{national("looked_after,,2020,90000")};
    ByHand run{5};
    for (std::size_t replicate = 0; replicate < 5; ++replicate)
        run.set(replicate, "looked_after", 11, england, 80'000 + 100 * static_cast<int>(replicate));
    const auto records = run.beside(targets, Level::nation);
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
    const auto records = run.beside(targets, Level::la);
    REQUIRE(records.size() == 1);  // an authority of which nothing is published is none of them

    const Targets both{
        "", "", "uasc,,E06000001,2020,7,0,children," + source + "homes,,E06000052,2020,3,0,homes," + source};
    const auto of_both = run.beside(both, Level::la);
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

TEST_CASE("parts of a former county are shown and not judged", "[unit][published]") {
    const Targets targets{"", "",
                          "uasc,,E06000001,2020,700,0,children,derived: DfE LAIT; former county by share of "
                          "children\n"};
    ByHand run{1};
    const auto records = run.beside(targets, Level::la);
    REQUIRE(records.size() == 1);
    CHECK(*records[0].difference() == -700);
    CHECK_FALSE(records[0].is_missed());
    CHECK_THAT(published_table(records, Level::la, run.layout, targets.read()),
               Contains(" t~\n") && Contains("~ a figure of a former county"));
}

TEST_CASE("rates are over the children of the middle of the year before", "[unit][published]") {
    const Targets targets{national("looked_after_rate,,2020,70", "\"children per 10,000\"")};
    ByHand run{1};
    run.set(0, "looked_after", 11, england, 700);
    run.set(0, "children", 2, england, 100'000);   // June 2019
    run.set(0, "children", 11, england, 120'000);  // March 2020
    CHECK(*run.beside(targets, Level::nation)[0].model == 70);
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
    const auto records = run.beside(targets, Level::nation);
    const auto table = published_table(records, Level::nation, run.layout, targets.read());
    CHECK_THAT(table, Contains("looked after, 31 March by legal status: missed\n  care order ") &&
                          Contains("2,000      1,000  +1,000  +100.0% f*") && !Contains("voluntary"));
    CHECK_THAT(table,
               Contains("fitted to (f)                                 1         0           2         1\n"));
    CHECK_THAT(published_csv(records), Contains("legal_status=voluntary"));
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
    CHECK_THAT(made_up.refusal(targets, Level::nation),
               Contains("run.h5: is of Tinyshire, for which no figures are published"));

    ByHand part{1};
    part.layout.areas = {{"E06000001", "Hartlepool", "la"},
                         {"E06000002", "Middlesbrough", "la"},
                         {"SELECTED_E12000001", "Selected areas of North East", "region"},
                         {"SELECTED", "Hartlepool", "nation"}};
    CHECK_THAT(part.refusal(targets, Level::nation), Contains("some authorities only (Hartlepool)") &&
                                                         Contains("not those of England") &&
                                                         Contains("with --by la?"));
    CHECK_THAT(part.refusal(targets, Level::region),
               Contains("not those of a whole region. Compare with --by la?"));
    CHECK(part.refusal(targets, Level::la) == "compared");

    ByHand region{1};
    region.layout.areas[england] = {"SELECTED", "South West", "nation"};
    CHECK_THAT(region.refusal(targets, Level::nation), Contains("with --by region or --by la?"));
    CHECK(region.refusal(targets, Level::region) == "compared");

    ByHand later{1};
    later.layout.start = month_of(2024, 4);
    CHECK_THAT(later.refusal(targets, Level::nation),
               Contains("its whole years: 2025 to 2026; published here: 2020"));
    const ByHand brief{1, 11};
    CHECK_THAT(brief.refusal(targets, Level::nation),
               Contains("its whole years: none; published here: 2020"));
}

TEST_CASE("tables of published figures are checked cell by cell", "[unit][published]") {
    const Targets twice{national("looked_after,,2020,80000"), national("looked_after,,2020,80010")};
    CHECK_THAT(
        twice.faults(),
        Contains("backtest.csv:2:1: looked_after  of England in 2020 is published twice. Remove one."));
    const Targets no_number{national("looked_after,,2020,many"), national("looked_after,,20,80000")};
    CHECK_THAT(no_number.faults(), Contains("fit.csv:2:") && Contains("many") && Contains("backtest.csv:2:"));
    const Targets lacks_source{"looked_after,,England,England,2020,80000,children,somewhere\n"};
    CHECK_THAT(lacks_source.faults(), Contains("fit.csv:2:") && Contains("start it with measured"));
    const Targets other{""};
    other.write(
        "by_area.csv",
        "measure,breakdown,area,year,values,unit,source\nuasc,,England,2020,1,children,measured: a\n");
    CHECK_THAT(other.faults(), Contains("by_area.csv:1:") && Contains("value"));
    CHECK_THROWS_AS(read_published("no/such/folder"), ConfigError);
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
    const auto records = run.beside(targets, Level::nation);
    const auto table = published_table(records, Level::nation, run.layout, targets.read());
    CHECK(lines_of(table) > 20);
    std::istringstream lines{table};
    for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 100);
}
