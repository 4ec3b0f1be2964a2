#include <catch2/catch.hpp>
#include <cmath>

#include "tests/market.hpp"
#include "tests/processes/carers_config.hpp"
#include "tests/statistics.hpp"

using namespace hearth;

namespace {

constexpr double alpha = 1e-6;
constexpr std::uint32_t households = 600;  ///< of each kind of agency, who stay

Country nobody_yet() {
    auto country = synthetic::country(0);
    country.carers = synthetic::carer_profile();
    for (std::uint32_t row = 0; row < households; ++row) {
        synthetic::add_household(country, 0, Provider::own, 0);
        synthetic::add_household(country, 0, Provider::private_, 0);
    }
    country.authorities.front().ethnicity[0] = 1;
    return country;
}

/// Applications or approvals by month, over `months`, all seeds together.
std::vector<std::int64_t> by_month(const synthetic::Recruiting& recruiting, CarerStep step, int months,
                                   std::uint64_t seeds) {
    const auto country = nobody_yet();
    const auto schedule = synthetic::schedule(recruiting.yaml(), country);
    const Workers workers{1};
    std::vector<std::int64_t> counts(static_cast<std::size_t>(months), 0);
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        Simulation simulation{country, schedule, seed, 0, workers};
        for (int month = 0; month < months; ++month) {
            const Month now = simulation.month();
            simulation.live_month();
            counts[static_cast<std::size_t>(month)] +=
                synthetic::count_steps(simulation.population(), step, first_day(now), last_day(now));
        }
        CHECK(check_invariants(simulation.population(), last_day(simulation.month() + (-1))) == "");
    }
    return counts;
}

/// Enquiries of one month, all sources and seeds together.
std::int64_t enquiries_in(const synthetic::Recruiting& recruiting, int month, std::uint64_t seeds) {
    const auto country = nobody_yet();
    const auto schedule = synthetic::schedule(recruiting.yaml(), country);
    const Workers workers{1};
    std::int64_t count = 0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
        Simulation simulation{country, schedule, seed, 0, workers};
        for (int lived = 0; lived <= month; ++lived) simulation.live_month();
        for (const auto& by_source : simulation.population().local(0).recruitment->enquiries) {
            for (const auto number : by_source) count += number;
        }
    }
    return count;
}

std::int64_t sum(const std::vector<std::int64_t>& counts, int from, int to) {
    std::int64_t total = 0;
    for (int month = from; month < to; ++month) total += counts[static_cast<std::size_t>(month)];
    return total;
}

/// Two-sided, of a Poisson count with a large mean.
double p_of_count(std::int64_t count, double expected) {
    return std::erfc(std::abs(static_cast<double>(count) - expected) / std::sqrt(2 * expected));
}

}  // namespace

TEST_CASE("a share of the enquiries applies, from the first month on", "[statistical][foster_recruitment]") {
    const synthetic::Recruiting recruiting{.enquiries = 10};
    const auto counts = by_month(recruiting, CarerStep::applies, 24, 5);
    // Five seeds, two kinds of agency, 6,000 enquiries a year for each, of which a tenth apply.
    constexpr double a_month = 5.0 * 2 * households * 10 / 12.0 * 0.1;
    CHECK(p_of_count(sum(counts, 0, 24), 24 * a_month) > alpha);
    CHECK(p_of_count(sum(counts, 0, 24), 24 * a_month * 1.06) < alpha);
    CHECK(p_of_count(counts[0], a_month) > alpha);  // the pipeline is full on the first day
    CHECK(p_of_count(counts[0], a_month * 0.7) < alpha);
}

TEST_CASE("who is not approved sooner withdraws", "[statistical][foster_recruitment]") {
    const synthetic::Recruiting recruiting{.enquiries = 10};
    const auto applied = by_month(recruiting, CarerStep::applies, 24, 5);
    const auto approved = by_month(recruiting, CarerStep::is_approved, 24, 5);
    const double share = std::exp(-0.15 * 3) / (1 + 0.15 * 3);  // of a shifted exponential assessment
    const double expected = share * static_cast<double>(sum(applied, 0, 24));
    CHECK(p_of_count(sum(approved, 0, 24), expected) > alpha);
    CHECK(p_of_count(sum(approved, 0, 24), expected * 1.1) < alpha);
    // A hub that decides in half the time loses fewer.
    auto quick = recruiting;
    quick.shortest = quick.beyond = 1.5;
    const auto by_hub = by_month(quick, CarerStep::is_approved, 24, 5);
    CHECK(static_cast<double>(sum(by_hub, 12, 24)) > 1.15 * static_cast<double>(sum(approved, 12, 24)));
}

TEST_CASE("a burst of enquiries comes late, and partly at the cost of later months",
          "[property][foster_recruitment]") {
    // Spending of 1,000 a month at a half response of 1,000: the lift rises to 0.6 * 2/3 = 40%.
    const synthetic::Recruiting none{.enquiries = 10};
    const synthetic::Recruiting burst{
        .enquiries = 10, .spending = 1'000, .campaign_from = 6, .campaign_months = 6};
    auto borrowed = burst;
    borrowed.brought_forward = 0.8;
    const auto without = by_month(none, CarerStep::is_approved, 36, 5);
    const auto with = by_month(burst, CarerStep::is_approved, 36, 5);
    const auto later_missed = by_month(borrowed, CarerStep::is_approved, 36, 5);
    const auto lift = [](std::int64_t more, std::int64_t base) {
        return static_cast<double>(more) / static_cast<double>(base) - 1;
    };
    CHECK(sum(with, 0, 6) == sum(without, 0, 6));  // the same luck before
    // In the last month of the campaign the adstock is 1,000 * (2 - 2^-5), the lift 0.6 * 0.663 = 40%.
    const double enquired = lift(enquiries_in(burst, 11, 5), enquiries_in(none, 11, 5));
    CHECK(enquired == Approx(0.4).margin(0.045));  // 4 standard errors: the base has the same luck
    const double in_campaign = lift(sum(with, 6, 12), sum(without, 6, 12));
    CHECK(in_campaign > 0);
    CHECK(in_campaign < 0.15);  // enquiries are up by more, approvals are to come
    CHECK(lift(sum(with, 12, 24), sum(without, 12, 24)) > 0.1);
    CHECK(sum(later_missed, 24, 36) < sum(without, 24, 36));  // who came sooner does not come again
    CHECK(sum(later_missed, 6, 36) - sum(without, 6, 36) < (sum(with, 6, 36) - sum(without, 6, 36)) / 2);
}

TEST_CASE("what a campaign brings forward is counted, and paid back later", "[unit][foster_recruitment]") {
    const synthetic::Recruiting borrowed{
        .enquiries = 10, .spending = 1'000, .campaign_from = 6, .campaign_months = 6, .brought_forward = 0.8};
    const auto country = nobody_yet();
    const auto schedule = synthetic::schedule(borrowed.yaml(), country);
    const Workers workers{1};
    Simulation simulation{country, schedule, 1, 0, workers};
    const Recruitment& memory = simulation.population().local(0).recruitment;
    double brought = 0;
    for (int month = 0; month < 60; ++month) {
        simulation.live_month();
        for (const auto& by_source : memory.enquiries)
            brought += by_source[static_cast<std::size_t>(EnquirySource::campaign)];
        if (month < 6) CHECK(memory.brought_forward_so_far == 0);
        const double owed = memory.brought_forward[0] + memory.brought_forward[1];
        CHECK(memory.brought_forward_so_far - memory.missed_so_far == Approx(owed).margin(1e-9));
    }
    CHECK(memory.brought_forward_so_far ==
          Approx(0.8 * brought).epsilon(0.1));  // 4 sd of some 2,000 enquiries
    CHECK(memory.missed_so_far == Approx(memory.brought_forward_so_far).epsilon(0.01));  // four years later
}

TEST_CASE("carers on whom much weighs bring fewer enquiries", "[unit][foster_recruitment]") {
    auto country = synthetic::country(0);
    for (int row = 0; row < 10; ++row) synthetic::add_household(country, 0, Provider::own, 0);
    auto& households = country.authorities.front().households;
    auto config = Config::parse(synthetic::Recruiting{.word_of_mouth = 6}.yaml().text(), "test.yaml");
    auto section = config.process("foster_recruitment");
    const Enquiries enquiries{section};
    CHECK(enquiries.word_of_mouth(enquiries.satisfied(households, synthetic::eve), 2019)[0] ==
          Approx(10 * 6 / 12.0));
    for (auto& household : households) {
        household.strain = 1;
        household.strain_on = synthetic::eve;
    }
    CHECK(enquiries.word_of_mouth(enquiries.satisfied(households, synthetic::eve), 2019)[0] ==
          Approx(10 * 6 / 12.0 * std::exp(-1)));
    households[0].left = synthetic::eve;
    CHECK(enquiries.word_of_mouth(enquiries.satisfied(households, synthetic::eve), 2019)[0] ==
          Approx(9 * 6 / 12.0 * std::exp(-1)));
}
