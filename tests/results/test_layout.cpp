#include "tests/results/sample_results.hpp"

#include <catch2/catch.hpp>

using namespace hearth;

namespace {

std::vector<int> years_of(Month start, int months) {
    auto layout = sample::layout(months);
    layout.start = start;
    return layout.years();
}

}  // namespace

TEST_CASE("only whole reporting years are recorded", "[unit][results]") {
    CHECK(years_of(month_of(2019, 4), 11).empty());
    CHECK(years_of(month_of(2019, 4), 12) == std::vector{2020});
    CHECK(years_of(month_of(2019, 4), 23) == std::vector{2020});
    CHECK(years_of(month_of(2019, 4), 72) == std::vector{2020, 2021, 2022, 2023, 2024, 2025});
    CHECK(years_of(month_of(2019, 5), 22).empty());
    CHECK(years_of(month_of(2019, 5), 23) == std::vector{2021});
    CHECK(years_of(month_of(2020, 1), 14).empty());
    CHECK(years_of(month_of(2020, 1), 15) == std::vector{2021});
    CHECK(years_of(month_of(2020, 3), 1).empty());
}

TEST_CASE("a measure has a value for each period, area and label", "[unit][results]") {
    const auto layout = sample::layout(24);
    CHECK(layout.cells(measures()[measure("births")]) == 24 * 4);
    CHECK(layout.cells(measures()[measure("starts")]) == 2 * 4);
    CHECK(layout.cells(measures()[measure("starts_by_age")]) == 2 * 4 * 5);
    CHECK(layout.cells(measures()[measure("ceases_by_reason")]) == 2 * 4 * 14);
}
