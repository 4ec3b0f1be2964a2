#include <catch2/catch.hpp>

#include <map>

#include "sim/results/recorder.hpp"
#include "tests/arranged.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;

TEST_CASE("at every month's end the invariants hold", "[property][invariants]") {
    TinyCounty county{{"months=60"}};
    Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};
    CHECK(check_invariants(simulation.population(), first_day(simulation.month()) - 1) == "");
    for (int month = 0; month < 60; ++month) {
        simulation.live_month();
        REQUIRE(check_invariants(simulation.population(), last_day(simulation.month() + (-1))) == "");
    }
}

TEST_CASE("the invariants see what is wrong", "[unit][invariants]") {
    TinyCounty county;
    const Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};
    const Day eve = first_day(county.country.start) - 1;
    const auto broken = [&](const auto& breaks) {
        auto population = simulation.population();
        Arranged local{population};
        breaks(local);
        return check_invariants(population, eve);
    };
    CHECK(broken([](Arranged&) {}) == "");
    CHECK(broken([](Arranged& local) { local.in_care[1].child = local.in_care[0].child; }) != "");
    CHECK(broken([](Arranged& local) { local.in_care[0].born = day_of(1990, 1, 1); }) != "");
    CHECK(broken([](Arranged& local) { ++local.households[0].filled; }) != "");
    CHECK(broken([](Arranged& local) {
              const auto fostering =
                  std::find_if(local.households.begin(), local.households.end(),
                               [](const FosterHousehold& household) { return household.filled > 0; });
              fostering->places = static_cast<std::uint8_t>(fostering->filled - 1);
          }) != "");
    CHECK(broken([](Arranged& local) { local.in_care[0].placement_row = local.in_care[1].placement_row; }) !=
          "");
    CHECK(broken([](Arranged& local) { local.absent[local.in_care[0].family_row] = 0; }) != "");
    CHECK(broken([](Arranged& local) { local.in_care.pop_back(); }) != "");
}

TEST_CASE("stocks and flows balance for every authority, region and month", "[property][balance]") {
    TinyCounty county{{"months=60"}};
    const auto results = county.run();
    for (std::size_t area = 0; area < county.layout.areas.size(); ++area) {
        std::int64_t stock = 0;
        for (std::size_t authority = 0; authority < county.country.authorities.size(); ++authority) {
            if (area == authority || area >= county.country.authorities.size()) {
                stock += static_cast<std::int64_t>(county.country.authorities[authority].in_care.size());
            }
        }
        for (std::size_t month = 0; month < 60; ++month) {
            stock += county.at(results, measure("care_starts"), month, area);
            stock -= county.at(results, measure("care_ends"), month, area);
            REQUIRE(county.at(results, measure("looked_after"), month, area) == stock);
        }
    }
}

namespace {

/// Checks in every area that a stock is that of the month before, what came and nothing that went; how many
/// did.
struct Flows {
    std::int32_t in = 0, out = 0;
};
Flows balanced(TinyCounty& county, std::size_t stock, std::size_t comes, std::size_t goes) {
    const auto results = county.run();
    Flows flows;
    for (std::size_t area = 0; area < county.layout.areas.size(); ++area) {
        for (std::size_t month = 1; month < static_cast<std::size_t>(county.layout.months); ++month) {
            const auto in = county.at(results, comes, month, area),
                       out = county.at(results, goes, month, area);
            REQUIRE(county.at(results, stock, month, area) ==
                    county.at(results, stock, month - 1, area) + in - out);
            if (area + 1 < county.layout.areas.size()) continue;  // the whole
            flows.in += in;
            flows.out += out;
        }
    }
    return flows;
}

}  // namespace

TEST_CASE("homes are those of the month before, those that opened, and none that closed",
          "[property][balance]") {
    TinyCounty county{{"months=120", "homes_market.openings.private=3"}};
    const auto flows = balanced(county, measure("homes"), measure("homes_opened"), measure("homes_closed"));
    CHECK(flows.in > 10);
    CHECK(flows.out > 0);
}

TEST_CASE("foster households are those of the month before, those approved, and none that stopped",
          "[property][balance]") {
    TinyCounty county{{"months=60"}};
    const auto flows = balanced(county, measure("foster_households"), measure("foster_approvals"),
                                measure("foster_leavers"));
    CHECK(flows.in > 10);
    CHECK(flows.out > 10);
}

TEST_CASE("breakdowns add up to their totals, parts of the year to the year", "[property][balance]") {
    TinyCounty county{{"months=60"}};
    const auto results = county.run();
    const auto areas = county.layout.areas.size();
    const auto sum = [&](std::size_t index, std::size_t year, std::size_t area) {
        std::int32_t total = 0;
        for (std::size_t label = 0; label < measures()[index].labels(); ++label) {
            total += results.panels[index][(year * areas + area) * measures()[index].labels() + label];
        }
        return total;
    };
    for (std::size_t year = 0; year < 5; ++year) {
        for (std::size_t area = 0; area < areas; ++area) {
            const auto stock = county.at(results, measure("looked_after"), 12 * year + 11, area);
            CHECK(sum(measure("looked_after_by_age"), year, area) == stock);
            CHECK(sum(measure("looked_after_by_placement"), year, area) == stock);
            CHECK(sum(measure("one_placement"), year, area) + sum(measure("two_placements"), year, area) +
                      sum(measure("three_or_more_placements"), year, area) ==
                  stock);
            CHECK(sum(measure("starts_by_age"), year, area) ==
                  county.at(results, measure("starts"), year, area));
            CHECK(sum(measure("ceases_by_age"), year, area) ==
                  county.at(results, measure("ceases"), year, area));
            CHECK(sum(measure("ceases_by_reason"), year, area) ==
                  county.at(results, measure("ceases"), year, area));
            std::int32_t starts = 0;
            for (std::size_t month = 12 * year; month < 12 * year + 12; ++month) {
                starts += county.at(results, measure("care_starts"), month, area);
            }
            CHECK(county.at(results, measure("starts"), year, area) <= starts);
        }
    }
}

TEST_CASE("searches that found none have one reason each, and no others have any", "[property][balance]") {
    TinyCounty county{{"months=36"}};
    Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};
    Recorder recorder{county.country, county.layout, county.workers};
    while (simulation.month() < county.country.start + 36) {
        const Month now = simulation.month();
        simulation.live_month();
        recorder.record(simulation.population(), now);
    }
    std::map<PlacementKind, std::array<std::int32_t, unmet_reasons.size()>> expected;
    const auto& searches = simulation.population().searches();
    for (std::size_t row = 0; row < searches.size(); ++row) {
        const auto wanted = searches[row].wanted;
        const bool is_counted = wanted == PlacementKind::foster || wanted == PlacementKind::childrens_home;
        const bool is_met = searches[row].found == wanted && searches[row].outside_approval == 0;
        CHECK((searches[row].unmet == UnmetReason::none) == (!is_counted || is_met));
        if (searches[row].found == PlacementKind::none) {  // nobody else was asked afterwards
            const bool was_asked = searches[row].unmet != UnmetReason::none_answered &&
                                   searches[row].unmet != UnmetReason::distance;
            CHECK(was_asked == (searches[row].asked > 0));
            CHECK((searches[row].unmet != UnmetReason::declined || searches[row].refused > 0));
        }
        ++expected[wanted][static_cast<std::size_t>(searches[row].unmet)];
    }
    const auto results = recorder.take(simulation.population(), Events::none);
    const auto areas = county.layout.areas.size(), reasons = unmet_reasons.size() - 1;
    for (const auto& [kind, index] : {std::pair{PlacementKind::foster, measure("foster_searches_unmet")},
                                      {PlacementKind::childrens_home, measure("home_searches_unmet")}}) {
        for (std::size_t reason = 0; reason < reasons; ++reason) {
            std::int32_t counted = 0;
            for (std::size_t month = 0; month < 36; ++month)
                counted += results.panels[index][(month * areas + areas - 1) * reasons + reason];
            CHECK(counted == expected[kind][reason + 1]);
        }
    }
    CHECK(expected[PlacementKind::foster][static_cast<std::size_t>(UnmetReason::none_answered)] > 0);
    CHECK(expected[PlacementKind::foster][static_cast<std::size_t>(UnmetReason::declined)] > 0);
}

TEST_CASE("every child of the county is counted, and none twice", "[property][population]") {
    TinyCounty county;
    const auto& country = county.country;
    const Month march = month_of(2019, 3);
    for (std::size_t row = 0; row < country.authorities.size(); ++row) {
        const auto& authority = country.authorities[row];
        std::int64_t published = 0;
        for (const auto& cells : county.model.inputs.authorities[row].children) {
            for (const auto cell : cells) published += cell;
        }
        CHECK(country.children_on_last_day(authority, march) == published);
        double at_home = 0;
        for (const auto& by_decile : authority.at_home.children) {
            for (const auto children : by_decile) at_home += children;
        }
        const auto in_care =
            std::count_if(authority.in_care.begin(), authority.in_care.end(),
                          [](const ChildInCare& child) { return !is_unaccompanied(child.child); });
        CHECK(at_home + static_cast<double>(in_care) == static_cast<double>(published));
    }
}

TEST_CASE("the first day has the published number of each age in care", "[property][first-day]") {
    TinyCounty county;
    const Day eve = first_day(county.country.start) - 1;
    for (std::size_t row = 0; row < county.country.authorities.size(); ++row) {
        const auto& roster = county.country.authorities[row].in_care;
        std::array<std::uint32_t, age_bands.size()> counted{};
        for (std::size_t child = 0; child < roster.size(); ++child) {
            ++counted[static_cast<std::size_t>(age_band(age_on(roster[child].born, eve)))];
            CHECK(roster[child].entered > roster[child].born);
            CHECK(roster[child].entered <= roster[child].placed_on);
            CHECK(roster[child].placed_on <= eve);
        }
        CHECK(counted == county.model.inputs.authorities[row].looked_after);
    }
}
