#include <catch2/catch.hpp>

#include <algorithm>
#include <numeric>
#include <set>

#include "sim/rules/entry_profile.hpp"
#include "tests/engine/tiny_county.hpp"
#include "tests/statistics.hpp"

using namespace hearth;

namespace {

/// Everybody whom re_entry brings back enters through the family instead, at the published rates as they are.
const std::vector<std::string> nobody_returns{
    "care_entry.rate_ratio=1",
    "shared.re_entry_hazard.hazard={month_1_to_3: 0, month_4_to_12: 0, year_2: 0, year_3_to_6: 0}",
    "care_entry.not_returning={under_1: 1, 1_to_4: 1, 5_to_9: 1, 10_to_15: 1, 16_to_17: 1}"};

/// Starts in the first month of many replicates of the tiny county (one month, so that nobody has left home
/// yet), by age band, and the number expected of each.
struct FirstMonths {
    std::array<std::vector<double>, age_bands.size()> starts;
    std::array<double, age_bands.size()> expected{};

    explicit FirstMonths(std::vector<std::string> assignments) {
        assignments.insert(assignments.end(),
                           {"months=1", "unaccompanied_arrivals.arrivals_ratio=0",
                            "shared.entry_ages.newborn_share=0", "care_entry.history=false"});
        assignments.insert(assignments.begin(), nobody_returns.begin(), nobody_returns.end());
        TinyCounty county{std::move(assignments)};
        for (auto& sample : starts) sample.assign(replicates, 0);
        for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
            Simulation simulation{county.country, county.model.schedule, 1, replicate, county.workers};
            simulation.live_month();
            const auto& events = simulation.population().care_starts();
            for (std::size_t row = 0; row < events.size(); ++row) {
                const auto age = age_band(age_on(events[row].born, events[row].day));
                starts[static_cast<std::size_t>(age)][replicate] += 1;
            }
        }
        for (const auto& authority : county.country.authorities) {
            for (std::size_t age = 0; age < age_bands.size(); ++age)
                expected[age] += authority.starts_per_year[age] / 12;
        }
    }

    std::vector<double> total() const {
        std::vector<double> sum(replicates, 0);
        for (const auto& sample : starts) {
            for (std::size_t index = 0; index < replicates; ++index) sum[index] += sample[index];
        }
        return sum;
    }
    double expected_total() const { return std::accumulate(expected.begin(), expected.end(), 0.0); }

    static constexpr std::size_t replicates = 4000;
};

constexpr double alpha =
    1e-5;  // a false alarm in one of a hundred thousand choices of the seed, each comparison

}  // namespace

TEST_CASE("children start to be looked after at the published rates of their age",
          "[statistical][care_entry]") {
    // Siblings who come along are part of the rates: this is where a wrong share of them would show.
    const FirstMonths months{{}};
    for (std::size_t age = 0; age < age_bands.size(); ++age) {
        INFO(age_bands.names[age]);
        CHECK(statistics::p_value_of_mean(months.starts[age], months.expected[age]) > alpha);
        CHECK(statistics::p_value_of_mean(months.starts[age], months.expected[age] * 1.2) < alpha);
    }
    CHECK(statistics::p_value_of_mean(months.total(), months.expected_total()) > alpha);
    CHECK(statistics::p_value_of_mean(months.total(), months.expected_total() * 1.07) < alpha);
}

TEST_CASE("newborn children enter care at their share of the published rate", "[statistical][care_entry]") {
    // A whole year, because births differ from month to month; all infants at birth, so that nobody else is
    // in the way.
    constexpr std::size_t replicates = 300;
    std::vector<std::string> assignments{"months=12", "unaccompanied_arrivals.arrivals_ratio=0",
                                         "shared.entry_ages.newborn_share=1", "care_entry.history=false",
                                         "shared.family_differences.sibling_joins={under_1: 0, 1_to_4: 0, "
                                         "5_to_9: 0, 10_to_15: 0, 16_to_17: 0}"};
    assignments.insert(assignments.end(), nobody_returns.begin(), nobody_returns.end());
    TinyCounty county{assignments};
    std::vector<double> starts(replicates, 0);
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        Simulation simulation{county.country, county.model.schedule, 1, replicate, county.workers};
        for (int month = 0; month < 12; ++month) simulation.live_month();
        const auto& events = simulation.population().care_starts();
        for (std::size_t row = 0; row < events.size(); ++row) {
            const int age = events[row].day - events[row].born;
            if (age > 7) continue;
            CHECK(age >= 1);
            starts[replicate] += 1;
        }
    }
    double expected = 0;
    for (const auto& authority : county.country.authorities) expected += authority.starts_per_year[0];
    CHECK(statistics::p_value_of_mean(starts, expected) > alpha);
    CHECK(statistics::p_value_of_mean(starts, expected * 1.1) < alpha);
}

TEST_CASE("entry rates follow their ratio", "[statistical][care_entry]") {
    // At most half of the bound, and several times above it: then from further layers of candidates.
    for (const auto* headroom : {"4", "1"}) {
        INFO("headroom " << headroom);
        const FirstMonths months{
            {"care_entry.rate_ratio=2", std::string{"care_entry.candidate_headroom="} + headroom}};
        CHECK(statistics::p_value_of_mean(months.total(), 2 * months.expected_total()) > alpha);
        CHECK(statistics::p_value_of_mean(months.total(), 1.85 * months.expected_total()) < alpha);
    }
}

TEST_CASE("no family's rate is above its layers of candidates, however rates rise and fall with age",
          "[property][care_entry]") {
    // A baby and five teenagers are at more risk than any six children born one soon after the other: rates
    // that fall with the first months and rise again. What is above all layers breaks a contract.
    for (const auto* shape : {"0.5", "3"}) {
        TinyCounty county{{"months=36", "care_entry.candidate_headroom=1", "care_entry.rate_ratio=10",
                           std::string{"shared.entry_ages.infant_decline="} + shape,
                           "shared.entry_ages.teenage_rise=0.6", "shared.entry_ages.ratio_at_17=10"}};
        CHECK(county.at(county.run(), measure("care_starts"), 12, county.layout.areas.size() - 1) > 10);
    }
}

TEST_CASE("rates that no table leads to end a run with a sentence, not with hours of candidates",
          "[unit][care_entry]") {
    TinyCounty county{{"months=36", "care_entry.rate_ratio=10"}};
    county.country.levels[Flow::starts].published.ratios.front().fill(30);
    // Which authority comes to it first is left to the threads.
    CHECK_THROWS_WITH(county.run(),
                      Catch::Contains("care_entry: in 2019-04, ") &&
                          Catch::Contains(": children would enter care at over 100 times the rates of the "
                                          "data tables; lower rate_ratio or levels.spread"));
}

TEST_CASE("with higher rates the same children enter care, and others as well", "[property][care_entry]") {
    const auto first_month = [](const std::string& rate) {
        auto assignments = nobody_returns;
        assignments.insert(assignments.end(),
                           {"months=1", "care_entry.candidate_headroom=1", "care_entry.rate_ratio=" + rate});
        TinyCounty county{assignments};
        std::set<std::pair<std::uint32_t, std::uint64_t>> entered;
        for (std::uint32_t replicate = 0; replicate < 200; ++replicate) {
            Simulation simulation{county.country, county.model.schedule, 1, replicate, county.workers};
            simulation.live_month();
            for (const auto& start : simulation.population().care_starts())
                entered.emplace(replicate, start.child.value);
        }
        return entered;
    };
    const auto few = first_month("1"), many = first_month("6");
    CHECK(few.size() > 100);
    CHECK(many.size() > 4 * few.size());
    CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

TEST_CASE("the bound of the candidates moves luck and no rates", "[statistical][care_entry]") {
    const FirstMonths months{{"care_entry.candidate_headroom=4"}};
    CHECK(statistics::p_value_of_mean(months.total(), months.expected_total()) > alpha);
    CHECK(months.total() != FirstMonths{{}}.total());
}

TEST_CASE("siblings enter on the same day more often when more of them come along",
          "[property][care_entry]") {
    const auto together = [](const std::string& share) {
        auto assignments = nobody_returns;
        assignments.push_back("months=72");
        assignments.push_back("shared.family_differences.sibling_joins={under_1: " + share +
                              ", 1_to_4: " + share + ", 5_to_9: " + share + ", 10_to_15: " + share +
                              ", 16_to_17: " + share + "}");
        TinyCounty county{assignments};
        Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};
        for (int month = 0; month < 72; ++month) simulation.live_month();
        const auto& starts = simulation.population().care_starts();
        std::size_t pairs = 0;
        for (std::size_t row = 1; row < starts.size(); ++row) {
            pairs += family_of(starts[row].child) == family_of(starts[row - 1].child) &&
                     starts[row].day == starts[row - 1].day;
        }
        return pairs;
    };
    CHECK(together("0") == 0);
    CHECK(together("0.5") > 20);
}

TEST_CASE("children come into care in the ways, and for the needs, of the year", "[unit][care_entry]") {
    // A hundred thousand even steps of luck, so that shares are exact to a step.
    auto config = Config::load({.file = HEARTH_SOURCE_DIR "/configs/tiny.yaml",
                                .scenarios = {},
                                .assignments = {},
                                .installed = {}});
    const EntryProfile profile{config.top().shared<EntryProfile>()};
    constexpr int steps = 100'000, age = 8;
    const auto share = [&](const EntryMix& mix, double proceedings, LegalStatus status) {
        int found = 0;
        for (int step = 0; step < steps; ++step)
            found += profile.legal(age, (step + 0.5) / steps, mix, proceedings) == status;
        return static_cast<double>(found) / steps;
    };
    EntryMix mix;
    CHECK(share(mix, 1, LegalStatus::V2) == Approx(0.37).margin(2e-5));
    mix.legal[0] = 2;  // twice as many by agreement: 0.74 of 1.37
    CHECK(share(mix, 1, LegalStatus::V2) == Approx(0.74 / 1.37).margin(2e-5));
    CHECK(share(mix, 2, LegalStatus::V2) == Approx(0.37).margin(2e-5));  // an authority half as often

    mix.need[0] = 0;
    for (int step = 0; step < steps; step += 10)
        CHECK(profile.need(age, (step + 0.5) / steps, mix) != Need::N1);
}
