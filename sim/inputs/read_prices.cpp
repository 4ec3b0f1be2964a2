#include "sim/inputs/read_prices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include "sim/inputs/dated_rows.hpp"
#include "sim/inputs/read_tables.hpp"

namespace hearth {
namespace {

using Row = std::pair<std::string_view, std::string_view>;  ///< placement and provider, as the table has them

constexpr Row kin{"foster_kin", "in_house"}, own_carers{"foster", "in_house"}, agency_carers{"foster", "ifa"},
    adopters{"adoption", "all"}, parents{"parents", "all"}, own_home{"childrens_home", "local_authority"},
    private_home{"childrens_home", "private"}, voluntary_home{"childrens_home", "voluntary"},
    health_home{"childrens_home", "health_or_other"}, secure_home{"secure_home", "all"},
    supported{"supported", "all"}, residential_school{"residential_school", "all"},
    other_residential{"other_residential", "all"}, other{"other", "all"};
constexpr std::array needed{kin,       own_carers,         agency_carers,     adopters,    parents,
                            own_home,  private_home,       voluntary_home,    health_home, secure_home,
                            supported, residential_school, other_residential, other};

std::string name_of(const Row& row) {
    return std::string{row.first} + " and " + std::string{row.second};
}

/// Central prices by row of the table, and the year in whose prices all are; what is wrong with it goes to
/// its faults.
std::map<Row, double> read_rows(Csv& csv, int& price_year) {
    const auto placement = csv.column("placement"), provider = csv.column("provider"),
               low = csv.column("low"), central = csv.column("central"), high = csv.column("high"),
               year = csv.find_column("year");
    std::map<Row, double> prices;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const Row written{csv.text(row, placement), csv.text(row, provider)};
        const auto known = std::find(needed.begin(), needed.end(), written);
        if (known == needed.end()) {
            std::string names;
            for (const auto& one : needed) names += (names.empty() ? "" : ", ") + name_of(one);
            csv.fault(row, placement,
                      "unknown price of " + name_of(written) + " (known: " + names + "). Use one of these.");
            continue;
        }
        const auto in = static_cast<int>(csv.integer(row, year, earliest_year_told, latest_year_told));
        if (price_year == 0) price_year = in;
        if (in != 0 && in != price_year)
            csv.fault(
                row, year,
                fmt::format("year = {} (the rows above are in prices of {}). Give all in prices of one year.",
                            in, price_year));
        const auto lowest = csv.real(row, low);
        const auto price = csv.real(row, central, lowest, csv.real(row, high, lowest));
        if (!prices.emplace(*known, price).second)
            csv.fault(row, placement, "second row for " + name_of(*known) + ". Remove one.");
    }
    for (const auto& one : needed) {
        if (!prices.contains(one)) csv.fault("no row for " + name_of(one) + ". Add one.");
    }
    return prices;
}

double mixed(double share, double of_these, double of_others) {
    return share * of_these + (1 - share) * of_others;
}

/// The price of a kind and provider, made of the rows of the table.
double price_of(PlacementKind kind, Provider provider, const SharesOfPrices& shares,
                const std::map<Row, double>& prices) {
    const bool is_independent = provider == Provider::private_ || provider == Provider::voluntary;
    switch (kind) {
        case PlacementKind::foster_kin:
            return prices.at(kin);
        case PlacementKind::foster:
            return prices.at(is_independent ? agency_carers : own_carers);
        case PlacementKind::adoption:
            return prices.at(adopters);
        case PlacementKind::parents:
            return prices.at(parents);
        case PlacementKind::childrens_home:
            if (provider == Provider::private_) return prices.at(private_home);
            if (provider == Provider::voluntary) return prices.at(voluntary_home);
            if (provider == Provider::other_public) return prices.at(health_home);
            return mixed(shares.secure, prices.at(secure_home), prices.at(own_home));
        case PlacementKind::supported:
            return prices.at(supported);
        case PlacementKind::other_residential:
            return mixed(shares.residential_school, prices.at(residential_school),
                         prices.at(other_residential));
        default:
            return prices.at(other);
    }
}

Section prices_of(Section& top) {
    return top.section("placement_prices", "what authorities pay for children looked after");
}
Section levels_of(Section& placement_prices) {
    return placement_prices.section("level", "prices of a reporting year against those of the table");
}

}  // namespace

void read_price_levels(Section& top, Inputs& inputs) {
    auto section = prices_of(top);
    inputs.shares_of_prices.secure = section.real(
        "secure_share", "1", {0, 1}, "of children in homes that authorities run: those in secure homes");
    inputs.shares_of_prices.residential_school =
        section.real("residential_school_share", "1", {0, 1},
                     "of children in other residential placements: those in residential schools");
    const auto growth = section.row("growth", "1/year", {"service", services.names}, {-0.2, 0.15},
                                    "growth of prices after the last year below, in prices of the year");
    const auto by_year = [](Section& in, std::string_view name, std::string_view unit, double most,
                            double grows, std::string_view meaning) {
        auto [first_year, known] = in.by_year(name, unit, {0, most}, meaning);
        return YearlyFigure{first_year, std::move(known), grows};
    };
    constexpr double most_level = 10, most_per_week = 10'000;
    auto level = levels_of(section);
    for (std::size_t service = 0; service < inputs.prices.level.size(); ++service) {
        inputs.prices.level[service] =
            by_year(level, services.names[service], "1", most_level, growth[service],
                    "weekly prices of this service against those of the table");
    }
    level.close();
    inputs.prices.other_services =
        by_year(section, "other_services", "GBP/week/child", most_per_week, growth.back(),
                "spent on a child looked after beside its placement, in prices of the year");
    section.close();
}

void expect_prices_from_first_year(Section& top, const Inputs& inputs) {
    const auto expect = [&](Section& in, std::string_view name, const YearlyFigure& figure) {
        if (figure.first_year <= inputs.first_year()) return;
        in.fault(name,
                 fmt::format("{}.{} begins in {} (the first year of the run is {}). Add the years before, or "
                             "start later.",
                             in.path(), name, figure.first_year, inputs.first_year()));
    };
    auto section = prices_of(top);
    auto level = levels_of(section);
    for (std::size_t service = 0; service < inputs.prices.level.size(); ++service)
        expect(level, services.names[service], inputs.prices.level[service]);
    expect(section, "other_services", inputs.prices.other_services);
}

double read_budget_growth(Section& top) {
    auto section = top.section("budgets", "what authorities have for children looked after");
    const auto growth =
        section.real("growth", "1/year", {-0.2, 0.2},
                     "growth of budgets after the last published year, in prices of the year");
    section.close();
    return growth;
}

void read_prices(Csv csv, Inputs& inputs) {
    auto& prices = inputs.prices;
    const auto rows = read_rows(csv, prices.price_year);
    if (rows.size() < needed.size()) return;  // a fault already
    for (std::size_t kind = 0; kind < placement_kind_count; ++kind) {
        for (std::size_t provider = 0; provider < providers.size(); ++provider) {
            prices.list[kind][provider] =
                price_of(static_cast<PlacementKind>(kind), static_cast<Provider>(provider),
                         inputs.shares_of_prices, rows);
        }
    }
}

}  // namespace hearth
