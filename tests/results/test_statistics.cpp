#include <algorithm>
#include <set>
#include <string>

#include "sim/results/headlines.hpp"
#include "sim/results/statistic.hpp"
#include "sim/results/summary.hpp"

#include <catch2/catch.hpp>

using namespace hearth;
using Catch::Contains;

namespace {

/// One measure of each period.
class Both final : public StatisticOf<Both> {
   public:
    static constexpr std::array measures{
        Measure{"by_month", "events", "A", "a", month, breakdowns::none},
        Measure{"by_year", "events", "B", "b", year, breakdowns::age},
    };
    static constexpr Counted monthly = measure("by_month"), yearly = measure("by_year");
};

}  // namespace

TEST_CASE("measures stand by the names of their statistics, whoever was linked first", "[unit][statistics]") {
    std::vector<std::string_view> expected;
    for (const auto& [name, entry] : statistics())  // a map: in alphabetical order
        for (const auto& one : entry.measures) expected.push_back(one.name);
    REQUIRE(measures().size() == expected.size());
    for (std::size_t position = 0; position < expected.size(); ++position) {
        CHECK(measures()[position].name == expected[position]);
        CHECK(measure(expected[position]) == position);
    }
    CHECK(measures().size() > 90);
}

TEST_CASE("no name but a measure's is taken for one", "[unit][statistics]") {
    CHECK(find_measure("looked_after")->unit == "children");
    CHECK(find_measure("looked_aftr") == nullptr);
    CHECK_THROWS_WITH(measure("looked_aftr"), Contains("looked_aftr: is no measure"));
}

TEST_CASE("figures are made of measures, chapter by chapter", "[unit][statistics]") {
    REQUIRE_FALSE(figures().empty());
    CHECK(std::ranges::is_sorted(figures(), {}, &Figure::chapter));
    std::set<std::pair<std::string_view, std::string_view>> names;
    for (const auto& figure : figures()) {
        INFO(figure.name);
        CHECK(find_measure(figure.measure) != nullptr);
        CHECK(names.emplace(figure.name, figure.breakdown).second);
    }
}

TEST_CASE("headlines and totals are made of monthly measures without breakdown", "[unit][statistics]") {
    const auto check = [](const Headline& headline) {
        std::vector<std::string_view> all{headline.measures.begin(), headline.measures.end()};
        all.push_back(headline.denominator);
        for (const auto name : all) {
            if (name.empty()) continue;
            INFO(headline.label << ": " << name);
            REQUIRE(find_measure(name) != nullptr);
            CHECK((find_measure(name)->period == Period::month && find_measure(name)->labels() == 1));
        }
    };
    for (const auto& headline : headlines) check(headline);
    for (const auto& total : totals) check(total);
}

TEST_CASE("counts go to the time, area and label that they are of", "[unit][statistics]") {
    std::vector<std::vector<std::int32_t>> panels{std::vector<std::int32_t>(6),
                                                  std::vector<std::int32_t>(30)};
    Counts of_month{panels, Period::month, 1, 3}, of_year{panels, Period::year, 1, 3};
    of_month.add(Both::monthly, 2, 7);
    of_month.add(Both::monthly, 2, 1);
    of_year.add(Both::yearly, 1, 5, 4);
    CHECK(panels[0] == std::vector<std::int32_t>{0, 0, 0, 0, 0, 8});
    CHECK(panels[1][(3 + 1) * 5 + 4] == 5);
    CHECK(std::ranges::count(panels[1], 0) == 29);
    CHECK_THROWS_WITH(of_month.add(Both::yearly, 0, 1), Contains("monthly measures are counted by month"));
    CHECK_THROWS_WITH(of_year.add(Both::monthly, 0, 1), Contains("yearly ones by year"));
}
