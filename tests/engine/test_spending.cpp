#include <catch2/catch.hpp>

#include <unistd.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "sim/results/recorder.hpp"
#include "tests/engine/tiny_county.hpp"
#include "tests/folder.hpp"

using namespace hearth;

namespace {

/// Levels that are easy to multiply by hand, each of another size.
const std::vector<std::string> levels{
    "months=36",
    "placement_prices.level.fostering={2020: 0.5, 2021: 2}",
    "placement_prices.level.residential={2020: 0.8, 2021: 1}",
    "placement_prices.level.other_placements={2020: 3, 2021: 1}",
    "placement_prices.other_services={2020: 70, 2021: 700}",
    "placement_prices.growth={fostering: 0.1, residential: -0.1, other_placements: 0, other_services: 0.1}",
    "placement_prices.secure_share=0.1",
    "placement_prices.residential_school_share=0.1",
    "homes_market.price_response=0",
};
constexpr std::size_t years = 3;
using ByYear = std::array<double, years>;

/// A week in a placement in prices of 2020-21, as configs/data/prices.csv has them [GBP].
double price_of_2021(PlacementKind kind, Provider provider) {
    const bool is_independent = provider == Provider::private_ || provider == Provider::voluntary;
    switch (kind) {
        case PlacementKind::foster_kin:
            return 330;
        case PlacementKind::foster:
            return is_independent ? 860 : 520;
        case PlacementKind::childrens_home:
            return is_independent ? 4600 : 0.9 * 4300 + 0.1 * 6000;  // no health authority has a home here
        case PlacementKind::supported:
            return 950;
        case PlacementKind::other_residential:
            return 4575;
        case PlacementKind::other:
            return 9000;
        default:
            return 0;
    }
}

/// 0: fostering, 1: residential, 2: other placements.
std::size_t service_number(PlacementKind kind) {
    if (kind == PlacementKind::foster_kin || kind == PlacementKind::foster) return 0;
    return kind == PlacementKind::childrens_home || kind == PlacementKind::other_residential ? 1 : 2;
}
constexpr std::array<ByYear, 4> price_levels{
    {{0.5, 2, 2.2}, {0.8, 1, 0.9}, {3, 1, 1}, {70, 700, 770}}};  // the last: other services [GBP/week]

/// The text of the shipped prices.
std::string shipped_prices() {
    std::ifstream file{HEARTH_SOURCE_DIR "/configs/data/prices.csv"};
    return {std::istreambuf_iterator<char>{file}, {}};
}

/// The same with one part replaced.
std::string prices_with(const std::string& part, const std::string& by) {
    auto text = shipped_prices();
    const auto at = text.find(part);
    REQUIRE(at != std::string::npos);
    return text.replace(at, part.size(), by);
}

/// The same without the line that begins so.
std::string prices_without(const std::string& beginning) {
    auto text = shipped_prices();
    const auto at = text.find("\n" + beginning);
    REQUIRE(at != std::string::npos);
    return text.erase(at, text.find('\n', at + 1) - at);
}

/// What the program says of a config with these prices, by the name `prices.csv`.
std::string refusal_of(const std::string& prices) {
    const testing::Folder folder;
    const auto file = folder.write("prices.csv", prices);
    std::string message;
    try {
        const TinyCounty county{{"files.prices=" + file.string()}};
    } catch (const ConfigError& error) {
        message = error.what();
    }
    if (const auto at = message.find(file.string()); at != std::string::npos)
        message.replace(at, file.string().size(), "prices.csv");
    return message;
}

}  // namespace

TEST_CASE("spending is each night of the record of placements at its price", "[property][spending]") {
    TinyCounty county{levels};
    Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};
    Recorder recorder{county.country, county.layout, county.workers};
    while (simulation.month() < county.country.start + 36) {
        const Month now = simulation.month();
        simulation.live_month();
        recorder.record(simulation.population(), now);
    }
    const auto& placements = simulation.population().placements();
    const auto authorities = county.country.authorities.size();
    const Day first = first_day(county.country.start), end = first_day(county.country.start + 36);
    std::vector<std::array<double, 4>> spent(36 * authorities);
    std::vector<std::array<int, 3>> nights(36 * authorities);
    std::array<std::map<PlacementKind, double>, years> by_kind;
    std::array<std::map<Provider, double>, years> by_provider;
    for (const auto& placement : placements) {
        const auto service = service_number(placement.kind);
        for (Day day = std::max(placement.began, first); day < std::min(placement.ended, end);
             day = day + 1) {
            const auto month = static_cast<std::size_t>(month_of(day) - county.country.start);
            const auto cell = month * authorities + placement.authority;
            const double price =
                price_of_2021(placement.kind, placement.provider) / 7 * price_levels[service][month / 12];
            spent[cell][service] += price;
            spent[cell][3] += price_levels[3][month / 12] / 7;
            ++nights[cell][service];
            by_kind[month / 12][placement.kind] += price;
            by_provider[month / 12][placement.provider] += price;
        }
    }
    const auto results = recorder.take(simulation.population(), Events::none);
    const std::array spending{measure("spending_fostering"), measure("spending_residential"),
                              measure("spending_other_placements"), measure("spending_other_services")};
    std::vector<std::array<double, years>> of_year(authorities);
    std::array<double, 4> of_service{};
    for (std::size_t month = 0; month < 36; ++month) {
        for (std::size_t authority = 0; authority < authorities; ++authority) {
            const auto cell = month * authorities + authority;
            for (std::size_t service = 0; service < spending.size(); ++service) {
                CHECK(county.at(results, spending[service], month, authority) ==
                      Approx(spent[cell][service]).margin(0.51).epsilon(0));
                of_year[authority][month / 12] += spent[cell][service];
                of_service[service] += spent[cell][service];
            }
            CHECK(county.at(results, measure("foster_nights"), month, authority) == nights[cell][0]);
            CHECK(county.at(results, measure("residential_nights"), month, authority) == nights[cell][1]);
        }
    }
    CHECK(*std::min_element(of_service.begin(), of_service.end()) > 100'000);  // none is compared in vain
    const auto areas = county.layout.areas.size();
    const auto cell_of = [&](std::size_t index, std::size_t year, std::size_t label) {
        return results.panels[index][(year * areas + areas - 1) * measures()[index].labels() + label];
    };
    for (std::size_t year = 0; year < years; ++year) {
        for (std::size_t authority = 0; authority < authorities; ++authority) {
            CHECK(county.at(results, measure("spending_looked_after"), year, authority) ==
                  Approx(of_year[authority][year] / 1000).margin(0.51).epsilon(0));
        }
        // Each authority rounds to GBP thousand.
        const double rounding = 0.51 * static_cast<double>(authorities);
        for (std::size_t kind = 0; kind < placement_kind_count; ++kind)
            CHECK(cell_of(measure("spending_by_placement"), year, kind) ==
                  Approx(by_kind[year][static_cast<PlacementKind>(kind)] / 1000).margin(rounding).epsilon(0));
        for (std::size_t provider = 0; provider < providers.size(); ++provider)
            CHECK(cell_of(measure("spending_by_provider"), year, provider) ==
                  Approx(by_provider[year][static_cast<Provider>(provider)] / 1000)
                      .margin(rounding)
                      .epsilon(0));
    }
}

TEST_CASE("every night in care is paid for: children looked after are always placed",
          "[property][spending]") {
    TinyCounty county{{"months=24"}};
    Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};
    for (int month = 0; month < 24; ++month) simulation.live_month();
    const Day first = first_day(county.country.start), end = first_day(simulation.month());
    std::int64_t in_care = 0, placed = 0;
    for (const auto& authority : county.country.authorities)
        in_care += static_cast<std::int64_t>(authority.in_care.size()) * (end - first);
    for (const auto& start : simulation.population().care_starts()) in_care += end - start.day;
    for (const auto& left : simulation.population().care_ends()) in_care -= end - left.day;
    for (const auto& placement : simulation.population().placements()) {
        if (placement.ended > first)
            placed += std::min(placement.ended, end) - std::max(placement.began, first);
    }
    CHECK(placed == in_care);
}

TEST_CASE("prices raised by a tenth raise spending by a tenth and change nothing else",
          "[property][spending]") {
    const std::vector<std::string> at_one{
        "months=24",
        "placement_prices.level.fostering={2020: 1, 2021: 1}",
        "placement_prices.level.residential={2020: 1, 2021: 1}",
        "placement_prices.level.other_placements={2020: 1, 2021: 1}",
        "placement_prices.other_services={2020: 300, 2021: 300}",
    };
    const std::vector<std::string> at_more{
        "months=24",
        "placement_prices.level.fostering={2020: 1.1, 2021: 1.1}",
        "placement_prices.level.residential={2020: 1.1, 2021: 1.1}",
        "placement_prices.level.other_placements={2020: 1.1, 2021: 1.1}",
        "placement_prices.other_services={2020: 330, 2021: 330}",
    };
    TinyCounty cheap{at_one}, dear{at_more};
    const auto before = cheap.run(0, Events::all), after = dear.run(0, Events::all);
    const auto authorities = cheap.country.authorities.size(), areas = cheap.layout.areas.size();
    std::size_t dearer = 0;
    for (std::size_t index = 0; index < measures().size(); ++index) {
        INFO(measures()[index].name);
        if (!measures()[index].name.starts_with("spending_")) {
            CHECK(before.panels[index] == after.panels[index]);
            continue;
        }
        for (std::size_t cell = 0; cell < before.panels[index].size(); ++cell) {
            if (cell / measures()[index].labels() % areas >= authorities)
                continue;  // regions add up roundings
            const auto was = before.panels[index][cell], is = after.panels[index][cell];
            CHECK(std::abs(is - 1.1 * was) <= 1.06);  // both were rounded: 0.5 and 1.1 times 0.5
            dearer += is > was ? 1 : 0;
        }
    }
    CHECK(dearer > 24 * 4 * (authorities - 1));
    REQUIRE(before.events.size() == after.events.size());
    for (std::size_t table = 0; table < before.events.size(); ++table) {
        for (std::size_t column = 0; column < before.events[table].columns.size(); ++column)
            CHECK(before.events[table].columns[column].cells == after.events[table].columns[column].cells);
    }
}

TEST_CASE("a budget is the published spending, then uprated", "[unit][spending]") {
    TinyCounty county{{"months=48", "budgets.growth=0.1"}};
    const auto results = county.run(0, Events::none);
    const auto ashby = [&](std::size_t year) {
        return county.at(results, measure("budget_looked_after"), year, 0);
    };
    CHECK(ashby(0) == 4224);
    CHECK(ashby(1) == 4480);
    CHECK(ashby(2) == 4928);
    CHECK(ashby(3) == 5421);  // 5,420.8
}

TEST_CASE("prices that are missing, doubled or out of their range are refused", "[unit][spending]") {
    CHECK(refusal_of(shipped_prices()).empty());
    CHECK(refusal_of(prices_without("foster,ifa,")) == "prices.csv: no row for foster and ifa. Add one.");
    CHECK_THAT(refusal_of(prices_with("foster,ifa,800,860,", "foster,ifa,800,,")),
               Catch::StartsWith("prices.csv:4:16: central"));
    CHECK_THAT(refusal_of(prices_with("foster,ifa,", "foster,private,")),
               Catch::StartsWith("prices.csv:4:1: unknown price of foster and private (known: "));
    CHECK_THAT(refusal_of(prices_with("secure_home,all,", "supported,all,")),
               Catch::Contains("second row for supported and all. Remove one."));
    CHECK_THAT(refusal_of(prices_with("800,860,950", "800,960,950")), Catch::StartsWith("prices.csv:4:16: "));
    CHECK_THAT(refusal_of(prices_with("950,2021,", "950,2022,")), Catch::StartsWith("prices.csv:4:24: year"));
}

TEST_CASE("what homes cost follows their market, and moves nothing else", "[property][spending]") {
    const auto run = [](const char* response) {
        return TinyCounty{{"months=36", "homes_market.price_elasticity=0",
                           "homes_market.price_response=" + std::string{response}}}
            .run();
    };
    const auto fixed = run("0"), moving = run("0.5");
    for (std::size_t index = 0; index < measures().size(); ++index) {
        const std::set<std::string_view> of_money{"spending_residential", "spending_bought_homes",
                                                  "spending_looked_after", "spending_by_placement",
                                                  "spending_by_provider"};
        INFO(measures()[index].name);
        CHECK((fixed.panels[index] != moving.panels[index]) == of_money.contains(measures()[index].name));
    }
    // What the market adds is told apart: without it the same nights cost what they do at fixed prices.
    const auto authorities = TinyCounty{}.country.authorities.size(),
               areas = TinyCounty{}.layout.areas.size();
    const auto cells = [](const ReplicateResults& results, std::string_view name) {
        const auto found = std::ranges::find(measures(), name, &Measure::name);
        return results.panels[static_cast<std::size_t>(found - measures().begin())];
    };
    const auto bought = cells(moving, "spending_bought_homes"),
               at_table = cells(moving, "spending_at_table_prices");
    const auto all = cells(moving, "spending_residential"),
               all_at_table = cells(fixed, "spending_residential");
    CHECK(cells(fixed, "spending_bought_homes") == at_table);
    std::int64_t sum = 0;
    for (std::size_t cell = 0; cell < bought.size(); ++cell) {
        if (cell % areas >= authorities) continue;  // regions add up roundings
        CHECK(std::abs(all[cell] - (bought[cell] - at_table[cell]) - all_at_table[cell]) <= 1);
        CHECK(bought[cell] <= all[cell]);
        sum += std::abs(bought[cell] - at_table[cell]);
    }
    CHECK(sum > 10'000);
}
