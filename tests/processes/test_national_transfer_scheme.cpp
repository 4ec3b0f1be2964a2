#include <catch2/catch.hpp>

#include <map>

#include "tests/statistics.hpp"
#include "tests/synthetic.hpp"

namespace hearth {
namespace {

constexpr double per_month = 40;
constexpr int months = 60;
constexpr std::uint16_t port = 0, inland = 1;

/// A port in which all children arrive, half of whom are transferred, and a place inland, which takes over so
/// many of the nation's transfers.
Country port_and_inland(double taken_over_inland = per_month * 6) {
    auto country = synthetic::country(0);
    auto& authorities = country.authorities;
    authorities.push_back(authorities.front());
    authorities[port].unaccompanied_by_year.assign(
        50, {.arrivals = per_month * 12, .transferred_out = per_month * 6});
    authorities[inland].number = 8;
    authorities[inland].code = "I";
    authorities[inland].unaccompanied_by_year.assign(50, {.transferred_in = taken_over_inland});
    country.transfers.assign(50, per_month * 6);
    return country;
}

synthetic::Yaml with_transfers(double ratio) {
    return synthetic::arrivals_and_search() + synthetic::leaving_at(0.02) +
           synthetic::Yaml{
               "\n  - national_transfer_scheme:\n      transfers_ratio: " + synthetic::number(ratio) +
               "      days_to_transfer: " + synthetic::number(30, "day")};
}

/// What befell every child, by key.
struct Lived {
    std::map<std::uint64_t, CareStart> starts;
    std::map<std::uint64_t, CareEnd> ends;

    Lived(const Country& country, double ratio, int lived_months = months) {
        const auto schedule = synthetic::schedule(with_transfers(ratio), country);
        const Workers workers{1};
        Simulation simulation{country, schedule, 1, 0, workers};
        for (int month = 0; month < lived_months; ++month) {
            simulation.live_month();
            for (const auto& start : simulation.population().care_starts())
                starts.emplace(start.child.value, start);
            for (const auto& end : simulation.population().care_ends()) ends.emplace(end.child.value, end);
        }
    }
    std::int64_t transferred() const {
        return std::ranges::count_if(
            ends, [](const auto& end) { return end.second.reason == LeavingReason::other_authority; });
    }
    std::int64_t started_in(std::uint16_t authority) const {
        return std::ranges::count_if(starts,
                                     [&](const auto& start) { return start.second.authority == authority; });
    }
};

TEST_CASE("who is transferred ceases in one authority and starts in the other on the same day",
          "[unit][transfers]") {
    const Lived lived{port_and_inland(), 1};
    REQUIRE(lived.transferred() > 500);
    CHECK(lived.started_in(inland) == lived.transferred());
    for (const auto& [key, end] : lived.ends) {
        if (end.reason != LeavingReason::other_authority) continue;
        CHECK(end.authority == port);
        const auto there = lived.starts.find(transferred_child(end.child, 8).value);
        REQUIRE(there != lived.starts.end());
        CHECK(there->second.authority == inland);
        CHECK(there->second.day == end.day);
        CHECK(there->second.born == end.born);
        CHECK(end.day > lived.starts.at(key).day);
    }
}

TEST_CASE("the share that the table has is transferred, whoever is left to be", "[statistical][transfers]") {
    const Lived lived{port_and_inland(), 1};
    // Of those who arrive a few leave before their day: of an exponential wait of 30 days and a hazard of
    // 0.02 a month the transfer comes first in 1 / (1 + 0.02 * 30 / 30.4); the last arrivals' day is after
    // the end.
    const double before = 1 / (1 + 0.02 * 30 / days_per_month), in_time = 1 - 1.0 / months;
    const double share = 0.5 * before * in_time;
    CHECK(statistics::p_value(lived.transferred(), lived.started_in(port), share) > 1e-4);
    CHECK(statistics::p_value(lived.transferred(), lived.started_in(port), 0.55) < 1e-4);
}

TEST_CASE("without the scheme everybody stays, and nobody else's luck is another", "[unit][transfers]") {
    const Lived with{port_and_inland(), 1}, without{port_and_inland(), 0};
    CHECK(without.transferred() == 0);
    CHECK(without.started_in(inland) == 0);
    CHECK(without.started_in(port) == with.started_in(port));
    for (const auto& [key, end] : with.ends) {
        if (end.authority != port || end.reason == LeavingReason::other_authority) continue;
        CHECK(without.ends.at(key).day == end.day);
    }
}

TEST_CASE("a part of the nation sends children out of it and takes others over", "[statistical][transfers]") {
    auto alone = port_and_inland();
    alone.authorities.pop_back();
    const Lived of_port{alone, 1};
    CHECK(of_port.transferred() == Lived{port_and_inland(), 1}.transferred());
    CHECK(of_port.started_in(0) == static_cast<std::int64_t>(of_port.starts.size()));

    // Half of the nation's transfers come here, all from ports that are not in the run.
    auto without_port = port_and_inland(per_month * 3);
    without_port.authorities.erase(without_port.authorities.begin());
    const Lived of_inland{without_port, 1};
    CHECK(statistics::p_value_of_count(of_inland.started_in(0), per_month * 3 / 12 * months) > 1e-4);
    CHECK(statistics::p_value_of_count(of_inland.started_in(0), per_month * 4 / 12 * months) < 1e-4);
    CHECK(of_inland.transferred() == 0);
}

TEST_CASE("authorities take over in proportion, those that are not in the run among them",
          "[statistical][transfers]") {
    const Lived lived{port_and_inland(per_month * 2), 1};  // a third; the rest goes elsewhere
    CHECK(statistics::p_value(lived.started_in(inland), lived.transferred(), 1.0 / 3) > 1e-4);
    CHECK(statistics::p_value(lived.started_in(inland), lived.transferred(), 0.42) < 1e-4);
}

}  // namespace
}  // namespace hearth
