#include <catch2/catch.hpp>

#include "agents/transitions.hpp"
#include "sim/core/rates.hpp"
#include "tests/engine/tiny_county.hpp"
#include "tests/statistics.hpp"

using namespace hearth;

namespace {

constexpr double alpha = 1e-5;  // a false alarm in one of a hundred thousand choices of the seed

/// The county where nobody enters for the first time and everybody in care goes home at once; how many of
/// those who went home on known days are looked after again within a year.
struct Again {
    std::int64_t went_home = 0;
    std::int64_t came_back = 0;

    explicit Again(double hazard, std::uint32_t replicates = 40) {
        const auto rate = std::to_string(hazard);
        TinyCounty county{
            {"months=30", "care_entry.rate_ratio=0", "unaccompanied_arrivals.arrivals_ratio=0",
             "shared.re_entry_hazard.hazard={month_1_to_3: " + rate + ", month_4_to_12: " + rate +
                 ", year_2: " + rate + ", year_3_to_6: " + rate + "}",
             "shared.re_entry_hazard.age_ratio={under_1: 1, 1_to_4: 1, 5_to_9: 1, 10_to_15: 1, 16_to_17: 1}",
             "shared.re_entry_hazard.reason_ratio={returned_home: 1, returned_unplanned: 1, relatives: 1, "
             "remand_ended: 1, custody: 1, other: 1}"}};
        for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
            Simulation simulation{county.country, county.model.schedule, 1, replicate, county.workers};
            for (int month = 0; month < 30; ++month) simulation.live_month();
            count(simulation.population());
        }
    }

   private:
    void count(const Population& population) {
        const auto& starts = population.care_starts();
        const auto& ends = population.care_ends();
        const Day last = last_day(month_of(2020, 9));  // a year of months before the end of the run
        for (std::size_t row = 0; row < ends.size(); ++row) {
            if (status_after(ends[row].reason) != CareStatus::at_home) continue;
            if (ends[row].day > last || is_unaccompanied(ends[row].child)) continue;
            // From the month after, in which its clock is first looked at, for twelve months.
            const Day from = last_day(month_of(ends[row].day)), to = from + 365;
            if (age_on(ends[row].born, to + 31) >= 18) continue;
            bool again = false, at_once = false;
            for (std::size_t other = 0; other < starts.size(); ++other) {
                if (starts[other].child != ends[row].child) continue;
                again |= starts[other].day > from && starts[other].day <= to;
                at_once |= starts[other].day >= ends[row].day && starts[other].day <= from;
            }
            if (at_once) continue;
            ++went_home;
            came_back += again ? 1 : 0;
        }
    }
};

}  // namespace

TEST_CASE("children who went home are looked after again at their hazard", "[statistical][re_entry]") {
    constexpr double hazard = 0.05;
    const Again again{hazard};
    REQUIRE(again.went_home > 300);
    const double expected = probability({hazard}, 365 / days_per_month).value;
    CHECK(statistics::p_value(again.came_back, again.went_home, expected) > alpha);
    CHECK(statistics::p_value(again.came_back, again.went_home, expected / 1.5) < alpha);
}

TEST_CASE("without re-entry nobody comes back", "[property][re_entry]") {
    const Again again{0};
    REQUIRE(again.went_home > 300);
    CHECK(again.came_back == 0);
}
