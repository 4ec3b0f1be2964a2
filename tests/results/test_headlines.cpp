#include <catch2/catch.hpp>

#include <cmath>

#include "sim/results/headlines.hpp"
#include "tests/results/sample_results.hpp"

using namespace hearth;
using Catch::Contains;

namespace {

/// All zero, but for one measure of the whole: so many in month 0, one more in each month after it.
ReplicateResults counting(const Layout& layout, std::string_view name, std::int32_t first) {
    ReplicateResults results;
    for (const auto& measure : measures()) {
        auto& cells = results.panels.emplace_back(layout.cells(measure), 0);
        if (measure.name != name) continue;
        const auto areas = layout.areas.size();
        for (std::size_t month = 0; month < cells.size() / areas; ++month)
            cells[month * areas + areas - 1] = first + static_cast<std::int32_t>(month);
    }
    return results;
}

const Headline& headline(std::string_view label) {
    for (const auto& one : headlines)
        if (one.label == label) return one;
    throw std::logic_error{"no such headline"};
}

}  // namespace

TEST_CASE("headlines are of the last twelve months and of the whole", "[unit][results]") {
    const auto layout = sample::layout(18);
    const auto results = counting(layout, "looked_after", 100);
    CHECK(over_the_last_months("looked_after", Over::end, layout, results) == 117);
    CHECK(over_the_last_months("looked_after", Over::sum, layout, results) == 12 * 111.5);
    CHECK(over_the_last_months("looked_after", Over::mean, layout, results) == 111.5);
    CHECK(value_of(headline("moves per 100 children"), layout, results) == 0);
    CHECK(std::isnan(value_of(headline("miles from home, mean"), layout, results)));

    const auto brief = sample::layout(3);
    const auto of_three = counting(brief, "looked_after", 10);
    CHECK(over_the_last_months("looked_after", Over::mean, brief, of_three) == 11);

    const auto spent = counting(layout, "spending_residential", 1'000'000);
    CHECK(value_of(headline("spending on placements, GBP million"), layout, spent) == Approx(12.000138));
}

TEST_CASE("the interval of a difference is that of its pairs", "[unit][results]") {
    const std::vector<double> baseline{10, 20, 30, 40};
    const auto found = paired_difference(baseline, std::vector<double>{11, 22, 31, 42});
    CHECK(found.baseline == 25);
    CHECK(found.difference == 1.5);
    REQUIRE(found.half_width);
    CHECK(*found.half_width == Approx(2.353363 * std::sqrt(1.0 / 3) / 2));  // t(0.95; 3)
    // Unpaired, the values' own spread would make it more than ten times as wide.
    CHECK(*found.half_width < 0.7);
    // That of one more draw does not vanish with many pairs: t s sqrt(1 + 1/n).
    const auto next = paired_difference(baseline, std::vector<double>{11, 22, 31, 42}, IntervalOf::next_draw);
    CHECK(*next.half_width == Approx(*found.half_width * std::sqrt(5)));
    CHECK(next.difference == 1.5);
    CHECK(paired_difference(baseline, baseline).half_width == 0.0);
    CHECK_FALSE(paired_difference(std::vector<double>{1}, std::vector<double>{2}).half_width);
}

TEST_CASE("a comparison says what is the same, what has no interval and what has no value",
          "[unit][results]") {
    auto layout = sample::layout(18);
    layout.scenarios = {"baseline", "mentoring", "nothing"};
    HeadlineValues plain{}, changed{};
    plain.fill(1000);
    changed.fill(1010);
    plain[3] = changed[3] = std::nan("");
    const std::vector<bool> identical{true, false, true};
    const auto two = comparison_table(layout, layout.start,
                                      {{plain, plain}, {changed, changed}, {plain, plain}}, identical);
    CHECK_THAT(two, Contains("The last 12 months, 2019-10 to 2020-09: means of 2 replicates"));
    CHECK_THAT(two, Contains("children looked after, at the end             1,000           +10") &&
                        Contains("+10 to        +10"));
    CHECK_THAT(two, Contains("  of them filled, %                               -\n"));
    CHECK_THAT(two, Contains("nothing: identical to the baseline"));
    CHECK_THAT(two, Contains("since 2019-04, 18 months\nfoster households approved"));
    const auto recent = comparison_table(layout, layout.start + 6, {{plain}, {changed}, {plain}}, identical);
    CHECK_THAT(recent, !Contains("since"));  // the last twelve months are all there is
    const auto one = comparison_table(layout, layout.start, {{plain}, {changed}, {plain}}, identical);
    CHECK_THAT(one, Contains("no interval: one replicate") && !Contains("90% interval"));
}
