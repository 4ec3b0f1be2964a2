#include "sim/inputs/inputs.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "sim/inputs/by_authority.hpp"
#include "sim/inputs/most.hpp"
#include "sim/inputs/read_levels.hpp"
#include "sim/inputs/read_migration.hpp"
#include "sim/inputs/read_prices.hpp"
#include "sim/inputs/read_tables.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 6> adult_ages{"21_29", "30_39", "40_49", "50_59", "60_69", "70_79"};

/// One number for each authority and label: calls `store(authority, label, number)`. Returns the years of the
/// rows that count.
template <std::size_t N, class Store>
YearsTold read_labels(Csv& csv, Inputs& inputs, Dated dated, std::string_view by,
                      const std::array<std::string_view, N>& names, std::string_view column, double most,
                      const Store& store) {
    ByAuthority rows{csv, inputs, dated};
    const auto label = csv.column(by), cell = csv.column(column);
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto group = csv.label(row, label, names);
        if (!group) continue;
        if (auto* const authority = rows.find(row, std::string{names[*group]}))
            store(*authority, *group, csv.real(row, cell, 0, most));
    }
    for (const auto name : names) rows.expect_all(std::string{name});
    return rows.taken();
}

/// Ratios of authorities, fitted to years that the run may know.
void read_local_practice(Csv csv, Inputs& inputs) {
    constexpr double most_ratio = 20;
    const auto fitted_to =
        read_labels(csv, inputs, Dated::steady, "practice", practices.names, "ratio", most_ratio,
                    [](AuthorityInputs& authority, std::size_t how, double ratio) {
                        authority.practice[static_cast<Practice>(how)] = ratio;
                    });
    const int until = inputs.levels[Flow::leaving].until;
    if (fitted_to.last > until)
        csv.fault(
            fmt::format("is fitted to years until {}, of which a run that knows of leaving until {} may know "
                        "nothing (levels.until). Take a table that is fitted to earlier years, or raise it.",
                        fitted_to.last, until));
}

/// One number for each authority and reporting year: calls `store(authority, year, number)` in their order.
template <class Store>
void read_numbers_of_years(Csv& csv, Inputs& inputs, std::string_view column, double most, FirstYear needed,
                           const Store& store) {
    const auto cell = csv.column(column);
    const auto years = read_years(csv, inputs, [&](AuthorityInputs& authority, int year, std::size_t row) {
        store(authority, year, csv.real(row, cell, 0, most));
    });
    expect_first_year(csv, inputs.first_year(), years, needed);
}

/// Arrivals, and who of them is transferred to whom.
void read_unaccompanied(Csv csv, Inputs& inputs) {
    read_numbers_of_years(csv, inputs, "arrivals", most_arrivals, FirstYear::is_in_it,
                          [&](AuthorityInputs& authority, int year, double arrivals) {
                              if (year >= inputs.first_year())
                                  authority.unaccompanied_by_year.push_back({.arrivals = arrivals});
                          });
    const auto out = csv.column("transferred_out"), in = csv.column("transferred_in");
    read_years(csv, inputs, [&](AuthorityInputs& authority, int year, std::size_t row) {
        const auto index = static_cast<std::size_t>(year - inputs.first_year());
        if (year < inputs.first_year() || index >= authority.unaccompanied_by_year.size()) return;
        auto& of_year = authority.unaccompanied_by_year[index];
        of_year.transferred_out = csv.real(row, out, 0, of_year.arrivals);
        of_year.transferred_in = csv.real(row, in, 0, most_arrivals);
        inputs.transfers.resize(std::max(inputs.transfers.size(), index + 1));
        inputs.transfers[index] += of_year.transferred_in;
    });
}

/// Puts the number of a year that a run can reach behind those of the years before.
template <class Number>
void append_from(int first_year, std::vector<Number>& numbers, int year, double number) {
    if (year >= first_year) numbers.push_back(static_cast<Number>(number));
}

/// A data table: its key under `files`, what it is, and who reads it. A new one is an entry here, and a place
/// in `AuthorityFacts` or `NationFacts` if runs look it up, or else in `AuthorityInputs`.
struct InputTable {
    std::string_view name;
    std::string_view meaning;
    void (*read)(Csv csv, Inputs& inputs);
};

constexpr std::array tables{
    InputTable{"areas", "local authorities: codes, names, regions, where they are", read_areas},
    InputTable{"children", "children by authority, deprivation decile and age", read_children},
    InputTable{"births", "births by authority and reporting year",
               [](Csv csv, Inputs& inputs) {
                   read_numbers_of_years(csv, inputs, "births", most_births, FirstYear::is_in_it,
                                         [&](AuthorityInputs& authority, int year, double births) {
                                             append_from(inputs.first_year(), authority.births, year, births);
                                         });
               }},
    InputTable{"migration", "net migration of children by authority and reporting year", read_migration},
    InputTable{"looked_after", "children looked after on the first day, by authority and age",
               read_looked_after},
    InputTable{"care_starts",
               "children starting to be looked after a year, by authority and age, unaccompanied ones apart",
               [](Csv csv, Inputs& inputs) {
                   inputs.starts_are_of = read_labels(
                       csv, inputs, Dated::in_the_year, "age_band", age_bands.names, "starts", most_starts,
                       [](AuthorityInputs& authority, std::size_t age, double starts) {
                           authority.starts_per_year[age] = starts;
                       });
               }},
    InputTable{"care_starts_history",
               "starts of single years against their mean, by authority, against the nation",
               read_starts_history},
    InputTable{"entry_mix",
               "how children start to be looked after in single years, and for which needs, against the mean",
               read_entry_mixes},
    InputTable{"local_practice",
               "what each authority does more or less often than the nation for children alike",
               read_local_practice},
    InputTable{"uasc", "unaccompanied children arriving and transferred, by authority and reporting year",
               read_unaccompanied},
    InputTable{"looked_after_profile",
               "children looked after on the first day, by authority and characteristic", read_profile},
    InputTable{"time_in_care", "how long children looked after on the first day have been in care, by age",
               read_time_in_care},
    InputTable{"ethnicity", "shares of children by authority and ethnic group",
               [](Csv csv, Inputs& inputs) {
                   std::array<std::string_view, ethnicities.size() - 1> groups{};
                   std::copy_n(ethnicities.names.begin(), groups.size(), groups.begin());
                   read_labels(csv, inputs, Dated::steady, "ethnic_group", groups, "share", 1,
                               [](AuthorityInputs& authority, std::size_t group, double share) {
                                   authority.ethnicity[group] = share;
                               });
               }},
    InputTable{"history", "flows of single years against their mean, by process and age", read_history},
    InputTable{"foster_places", "mainstream foster places by authority and agency",
               [](Csv csv, Inputs& inputs) {
                   read_labels(csv, inputs, Dated::on_the_day, "agency", agencies.names, "places",
                               most_foster_places,
                               [](AuthorityInputs& authority, std::size_t agency, double places) {
                                   authority.foster_places[agency] = places;
                               });
               }},
    InputTable{"adults", "adults by authority and age, from whom foster carers can come",
               [](Csv csv, Inputs& inputs) {
                   read_labels(csv, inputs, Dated::steady, "age_band", adult_ages, "adults", most_adults,
                               [](AuthorityInputs& authority, std::size_t, double adults) {
                                   authority.adults += adults;
                               });
               }},
    InputTable{"homes", "children's homes and places by authority and sector", read_homes},
    InputTable{"prices", "weekly prices of placements by kind and provider", read_prices},
    InputTable{"spending", "spending on children looked after by authority and reporting year",
               [](Csv csv, Inputs& inputs) {
                   read_numbers_of_years(csv, inputs, "spending", most_spending, FirstYear::is_in_it_or_later,
                                         [&](AuthorityInputs& authority, int year, double spending) {
                                             auto& budget = authority.budget;
                                             if (budget.known.empty()) budget.first_year = year;
                                             budget.known.push_back(spending);
                                             budget.growth = inputs.budget_growth;
                                         });
               }},
};

}  // namespace

double AuthorityInputs::children_aged(int first, int end) const {
    double sum = 0;
    for (const auto& cohorts : children) {
        for (int age = first; !cohorts.empty() && age < end; ++age) {
            sum += cohorts[static_cast<std::size_t>(ages_of_children - 1 - age)];
        }
    }
    return sum;
}

Inputs read_inputs(Section& top, int year, Faults& faults) {
    Inputs inputs;
    inputs.year = year;
    inputs.name = top.text("nation", "England", "name of the whole, for the total of all authorities");
    inputs.code = top.text("nation_code", "E92000001", "its code");
    if (top.flag("supported_accommodation_reform", true,
                 "supported accommodation is registered, code K3, as it has been since the regulations of "
                 "October 2023")) {
        inputs.supported_registered = day_of(2024, 4, 1);  // the code is in returns from 2024-25 on
    }
    auto files = top.section("files", "the data tables, relative to the config that names them");
    for (const auto& table : tables) inputs.files.push_back(files.file(table.name, table.meaning));
    files.close();
    read_price_levels(top, inputs);
    inputs.budget_growth = read_budget_growth(top);
    inputs.levels = read_known_levels(top);
    inputs.migration = read_migration_terms(top);
    for (std::size_t table = 0; table < tables.size(); ++table) {
        // A missing file is one fault, not hundreds of missing rows; without areas nothing else can be read.
        if (table <= 1 && !faults.empty()) return inputs;
        tables[table].read(Csv{inputs.files[table], faults}, inputs);
    }
    forget_later_levels(inputs);
    take_entries_against_their_starts(inputs);
    expect_prices_from_first_year(top, inputs);
    return inputs;
}

}  // namespace hearth
