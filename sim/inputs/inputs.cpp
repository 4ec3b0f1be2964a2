#include "sim/inputs/inputs.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <span>

#include "sim/inputs/by_authority.hpp"
#include "sim/inputs/read_areas.hpp"
#include "sim/inputs/read_history.hpp"
#include "sim/inputs/read_prices.hpp"

namespace hearth {
namespace {

/// The most that one cell can hold: more than all of England has there. A slip of a digit or two is told at
/// its place, instead of filling the memory with people.
constexpr std::int64_t most_children = 100'000;  ///< of one birth cohort, or looked after
constexpr std::int64_t most_homes = 10'000;
constexpr double most_births = 1e6, most_arrivals = 1e5, most_starts = 1e5,
                 most_foster_places = 1e5;  ///< a year
constexpr double most_adults = 1e7, most_spending = 1e11;

void read_children(Csv csv, Inputs& inputs) {
    ByAuthority rows{csv, inputs.authorities};
    const auto decile = csv.column("imd_decile");
    std::vector<std::size_t> cohorts;
    for (int year = first_cohort; year <= last_cohort; ++year) {
        cohorts.push_back(csv.column("born_" + std::to_string(year)));
    }
    std::set<std::size_t> seen;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto number = csv.integer(row, decile, 1, deciles);
        const auto authority = rows.find(row, "decile " + std::to_string(number));
        if (!authority || number < 1) continue;
        seen.insert(*authority);
        auto& cells = inputs.authorities[*authority].children[static_cast<std::size_t>(number - 1)];
        for (const auto column : cohorts)
            cells.push_back(static_cast<std::uint32_t>(csv.integer(row, column, 0, most_children)));
    }
    for (std::size_t authority = 0; authority < inputs.authorities.size(); ++authority) {
        if (!seen.contains(authority))
            csv.fault("no children in " + inputs.authorities[authority].code + ". Add rows.");
    }
}

/// A table by authority and reporting year, without gaps from the first year on: `column` goes to `store`.
void read_by_year(Csv csv, Inputs& inputs, std::string_view column, double most, const auto& store) {
    ByAuthority rows{csv, inputs.authorities};
    const auto year = csv.column("year"), cell = csv.column(column);
    std::int64_t last = last_cohort;
    for (std::size_t row = 0; row < csv.rows(); ++row)
        last = std::max(last, csv.integer(row, year, 2000, 2200));
    for (auto& authority : inputs.authorities)
        store(authority).resize(static_cast<std::size_t>(last - last_cohort));
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto ending = csv.integer(row, year, last_cohort + 1, 2200);
        const auto authority = rows.find(row, std::to_string(ending));
        if (!authority || ending <= last_cohort) continue;
        auto& into =
            store(inputs.authorities[*authority])[static_cast<std::size_t>(ending - last_cohort - 1)];
        into = static_cast<std::decay_t<decltype(into)>>(csv.real(row, cell, 0, most));
    }
    for (auto ending = last_cohort + 1; ending <= last; ++ending) rows.expect_all(std::to_string(ending));
}

/// A table of LA x label: calls `store(authority, label, row)`; all labels must be there when `complete`.
template <std::size_t N, class Store>
void read_by_label(Csv& csv, Inputs& inputs, std::string_view column_name,
                   const std::array<std::string_view, N>& names, const Store& store) {
    ByAuthority rows{csv, inputs.authorities};
    const auto column = csv.column(column_name);
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto group = csv.label(row, column, names);
        if (!group) continue;
        if (const auto authority = rows.find(row, std::string{names[*group]})) {
            store(inputs.authorities[*authority], *group, row);
        }
    }
    for (const auto name : names) rows.expect_all(std::string{name});
}

/// The stock by characteristic: each characteristic that the first day uses must add up to the authority's
/// total.
void read_profile(Csv csv, Inputs& inputs) {
    ByAuthority rows{csv, inputs.authorities};
    const auto characteristic = csv.column("characteristic"), category = csv.column("category"),
               children = csv.column("children");
    const auto kinds = std::span{placement_kinds.names}.first<placement_kind_count>();
    std::array<std::string_view, placement_kind_count> kind_names{};
    std::copy(kinds.begin(), kinds.end(), kind_names.begin());
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto& what = csv.text(row, characteristic);
        const auto authority = rows.find(row, what + " " + csv.text(row, category));
        if (!authority) continue;
        auto& into = inputs.authorities[*authority];
        const auto count = static_cast<std::uint32_t>(csv.integer(row, children, 0, most_children));
        const auto store = [&](auto& counts, const auto& names) {
            if (const auto group = csv.label(row, category, names)) counts[*group] = count;
        };
        if (what == "placement") store(into.by_placement, kind_names);
        if (what == "legal_status") store(into.by_legal_status, legal_groups);
        if (what == "need") store(into.by_need, needs.names);
        if (what == "sex" && csv.text(row, category) == "male") into.boys = count;
        if (what == "provider") store(into.by_provider, providers.names);
    }
    for (const auto& authority : inputs.authorities) {
        const auto total = [](const auto& counts) {
            return std::accumulate(counts.begin(), counts.end(), 0U);
        };
        const auto all = total(authority.looked_after);
        if (total(authority.by_placement) != all || total(authority.by_legal_status) != all ||
            total(authority.by_need) != all || total(authority.by_provider) != all) {
            csv.fault("placement, legal_status, need or provider of " + authority.code +
                      " do not add up to its children in looked_after.csv. Correct the rows of one of them.");
        }
    }
}

void read_leaving_ratio(Csv csv, Inputs& inputs) {
    ByAuthority rows{csv, inputs.authorities};
    const auto ratio = csv.column("ratio");
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        if (const auto authority = rows.find(row, ""))
            inputs.authorities[*authority].leaving_ratio = csv.real(row, ratio, 0, 10);
    }
    rows.expect_all("");
}

constexpr std::array<std::string_view, 6> adult_ages{"21_29", "30_39", "40_49", "50_59", "60_69", "70_79"};

/// Homes are listed where there are some: an authority or sector without a row has none.
void read_homes(Csv csv, Inputs& inputs) {
    constexpr std::array<std::string_view, 2> home_kinds{"childrens_home", "secure_home"};
    ByAuthority rows{csv, inputs.authorities};
    const auto kind = csv.column("kind"), sector = csv.column("sector"), homes = csv.column("homes"),
               places = csv.column("places");
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto group = csv.label(row, sector, sectors.names);
        if (!group) continue;
        const auto which = csv.label(row, kind, home_kinds);
        if (!which) continue;
        const auto authority = rows.find(row, csv.text(row, kind) + " " + csv.text(row, sector));
        if (!authority) continue;
        auto& of_authority = inputs.authorities[*authority];
        auto& into = *which == 0 ? of_authority.childrens_homes : of_authority.secure_homes;
        into.homes[*group] = static_cast<std::uint32_t>(csv.integer(row, homes, 0, most_homes));
        into.places[*group] = static_cast<std::uint32_t>(csv.integer(row, places, 0, most_children));
    }
}

}  // namespace

double AuthorityInputs::children_aged(int first, int end) const {
    double sum = 0;
    for (const auto& cohorts : children) {
        for (int age = first; !cohorts.empty() && age < end; ++age) {
            sum += cohorts[static_cast<std::size_t>(last_cohort - first_cohort - age)];
        }
    }
    return sum;
}

Inputs read_inputs(Section& top, Faults& faults) {
    Inputs inputs;
    inputs.nation = top.text("nation", "England", "name of the whole, for the total of all authorities");
    inputs.nation_code = top.text("nation_code", "E92000001", "its code");
    if (top.flag("supported_accommodation_reform", true,
                 "supported accommodation is registered, code K3, as it has been since the regulations of "
                 "October 2023")) {
        inputs.supported_registered = day_of(2024, 4, 1);  // the code is in returns from 2024-25 on
    }
    auto files = top.section("files", "the data tables, relative to the config that names them");
    const auto file = [&](std::string_view name, std::string_view meaning) {
        return inputs.files.emplace_back(files.file(name, meaning));
    };
    const auto areas = file("areas", "local authorities: codes, names, regions, where they are");
    const auto children = file("children", "children by authority, deprivation decile and birth cohort");
    const auto births = file("births", "births by authority and reporting year");
    const auto looked_after =
        file("looked_after", "children looked after on the first day, by authority and age");
    const auto starts =
        file("care_starts",
             "children starting to be looked after a year, by authority and age, unaccompanied ones apart");
    const auto starts_history = file(
        "care_starts_history", "starts of single years against their mean, by authority, against the nation");
    const auto leaving = file("leaving_ratio", "hazard of leaving care by authority, against the nation");
    const auto uasc = file("uasc", "unaccompanied children arriving, by authority and reporting year");
    const auto profile = file("looked_after_profile",
                              "children looked after on the first day, by authority and characteristic");
    const auto ethnicity = file("ethnicity", "shares of children by authority and ethnic group");
    const auto history = file("history", "flows of single years against their mean, by process and age");
    const auto foster = file("foster_places", "mainstream foster places by authority and agency");
    const auto adults = file("adults", "adults by authority and age, from whom foster carers can come");
    const auto homes = file("homes", "children's homes and places by authority and sector");
    const auto prices = file("prices", "weekly prices of placements by kind and provider");
    const auto spending =
        file("spending", "spending on children looked after by authority and reporting year");
    files.close();
    const auto shares = read_price_levels(top, inputs.prices);
    inputs.budget_growth = read_budget_growth(top);
    if (!faults.empty()) return inputs;  // a missing file is one fault, not hundreds of missing rows

    read_areas(Csv{areas, faults}, inputs);
    if (!faults.empty()) return inputs;
    read_children(Csv{children, faults}, inputs);
    read_by_year(
        Csv{births, faults}, inputs, "births", most_births,
        [](AuthorityInputs & authority) -> auto& { return authority.births; });
    read_by_year(
        Csv{uasc, faults}, inputs, "arrivals", most_arrivals,
        [](AuthorityInputs & authority) -> auto& { return authority.unaccompanied_per_year; });
    Csv stock{looked_after, faults};
    const auto stock_column = stock.column("children"), uasc_column = stock.column("uasc");
    read_by_label(stock, inputs, "age_band", age_bands.names,
                  [&](AuthorityInputs& authority, std::size_t age, std::size_t row) {
                      const auto all = stock.integer(row, stock_column, 0, most_children);
                      authority.looked_after[age] = static_cast<std::uint32_t>(all);
                      authority.unaccompanied[age] =
                          static_cast<std::uint32_t>(stock.integer(row, uasc_column, 0, all));
                  });
    Csv flow{starts, faults};
    const auto flow_column = flow.column("starts");
    read_by_label(flow, inputs, "age_band", age_bands.names,
                  [&](AuthorityInputs& authority, std::size_t age, std::size_t row) {
                      authority.starts_per_year[age] = flow.real(row, flow_column, 0, most_starts);
                  });
    Csv places{foster, faults};
    const auto places_column = places.column("places");
    read_by_label(places, inputs, "agency", agencies.names,
                  [&](AuthorityInputs& authority, std::size_t agency, std::size_t row) {
                      authority.foster_places[agency] =
                          places.real(row, places_column, 0, most_foster_places);
                  });
    Csv grown_up{adults, faults};
    const auto adults_column = grown_up.column("adults");
    read_by_label(grown_up, inputs, "age_band", adult_ages,
                  [&](AuthorityInputs& authority, std::size_t, std::size_t row) {
                      authority.adults += grown_up.real(row, adults_column, 0, most_adults);
                  });
    Csv groups{ethnicity, faults};
    const auto share_column = groups.column("share");
    std::array<std::string_view, ethnicities.size() - 1> group_names{};
    std::copy_n(ethnicities.names.begin(), group_names.size(), group_names.begin());
    read_by_label(groups, inputs, "ethnic_group", group_names,
                  [&](AuthorityInputs& authority, std::size_t group, std::size_t row) {
                      authority.ethnicity[group] = groups.real(row, share_column, 0, 1);
                  });
    read_profile(Csv{profile, faults}, inputs);
    read_homes(Csv{homes, faults}, inputs);
    read_prices(Csv{prices, faults}, shares, inputs.prices);
    read_by_year(
        Csv{spending, faults}, inputs, "spending", most_spending,
        [](AuthorityInputs & authority) -> auto& { return authority.spending; });
    read_starts_history(Csv{starts_history, faults}, inputs);
    read_leaving_ratio(Csv{leaving, faults}, inputs);
    Csv past{history, faults};
    inputs.entry_history = read_history(past, "care_entry");
    inputs.leaving_history = read_history(past, "leaving_care");
    inputs.moves_history = read_history(past, "placement_moves");
    return inputs;
}

}  // namespace hearth
