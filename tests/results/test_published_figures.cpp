#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "tests/results/published_by_hand.hpp"

using namespace hearth;
using namespace hearth::sample;
using Catch::Contains;

namespace {

const PublishedFigure& one_of(const PublishedFigures& all, std::string_view name,
                              std::string_view breakdown = "") {
    const auto found = std::ranges::find_if(
        all.figures, [&](const auto& one) { return one.figure->name == name && one.breakdown == breakdown; });
    REQUIRE(found != all.figures.end());
    return *found;
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
