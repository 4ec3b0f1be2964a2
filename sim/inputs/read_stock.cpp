#include <cmath>
#include <map>
#include <numeric>
#include <set>
#include <span>

#include <fmt/format.h>

#include "sim/inputs/by_authority.hpp"
#include "sim/inputs/most.hpp"
#include "sim/inputs/read_tables.hpp"

namespace hearth {
namespace {

/// Columns of the children table, oldest first. Tables of before there were ages have years of birth: one
/// fault says what to do with all of them.
std::vector<std::size_t> columns_by_age(Csv& csv) {
    const auto& header = csv.header();
    for (std::size_t column = 0; column < header.size(); ++column) {
        if (!header[column].starts_with("born_")) continue;
        csv.fault_in_header(column,
                            fmt::format("column {} names a year of birth (columns are ages on 31 March of "
                                        "`year`). Rename them: of 2019, born_2002 is age_17 and born_2019 "
                                        "is age_0.",
                                        header[column]));
        return {};
    }
    std::vector<std::size_t> columns;
    for (int age = ages_of_children - 1; age >= 0; --age)
        columns.push_back(csv.column(fmt::format("age_{}", age)));
    return columns;
}

}  // namespace

void read_children(Csv csv, Inputs& inputs) {
    ByAuthority rows{csv, inputs, Dated::on_the_day};
    const auto decile = csv.column("imd_decile");
    const auto ages = columns_by_age(csv);
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto number = csv.integer(row, decile, 1, deciles);
        auto* const authority = rows.find(row, "decile " + std::to_string(number));
        if (authority == nullptr || number < 1) continue;
        auto& cells = authority->children[static_cast<std::size_t>(number - 1)];
        for (const auto column : ages)
            cells.push_back(static_cast<std::uint32_t>(csv.integer(row, column, 0, most_children)));
    }
    if (!rows.are_any()) return;
    for (const auto& authority : inputs.authorities) {
        const auto has_none = [](const auto& cells) { return cells.empty(); };
        if (std::ranges::all_of(authority.children, has_none))
            csv.fault("no children in " + authority.code + ". Add rows.");
    }
}

void read_looked_after(Csv csv, Inputs& inputs) {
    ByAuthority rows{csv, inputs, Dated::on_the_day};
    const auto age = csv.column("age_band"), children = csv.column("children"), uasc = csv.column("uasc");
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto band = csv.label(row, age, age_bands.names);
        if (!band) continue;
        auto* const authority = rows.find(row, std::string{age_bands.names[*band]});
        if (authority == nullptr) continue;
        const auto all = csv.integer(row, children, 0, most_children);
        authority->looked_after[*band] = static_cast<std::uint32_t>(all);
        authority->unaccompanied[*band] = static_cast<std::uint32_t>(csv.integer(row, uasc, 0, all));
    }
    for (const auto name : age_bands.names) rows.expect_all(std::string{name});
}

void read_profile(Csv csv, Inputs& inputs) {
    ByAuthority rows{csv, inputs, Dated::on_the_day};
    const auto characteristic = csv.column("characteristic"), category = csv.column("category"),
               children = csv.column("children");
    const auto kinds = std::span{placement_kinds.names}.first<placement_kind_count>();
    std::array<std::string_view, placement_kind_count> kind_names{};
    std::copy(kinds.begin(), kinds.end(), kind_names.begin());
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto what = csv.text(row, characteristic);
        auto* const into = rows.find(row, fmt::format("{} {}", what, csv.text(row, category)));
        if (into == nullptr) continue;
        const auto count = static_cast<std::uint32_t>(csv.integer(row, children, 0, most_children));
        const auto store = [&](auto& counts, const auto& names) {
            if (const auto group = csv.label(row, category, names)) counts[*group] = count;
        };
        if (what == "placement") store(into->by_placement, kind_names);
        if (what == "legal_status") store(into->by_legal_status, legal_groups);
        if (what == "need") store(into->by_need, needs.names);
        if (what == "sex" && csv.text(row, category) == "male") into->boys = count;
        if (what == "provider") store(into->by_provider, providers.names);
    }
    const auto total = [](const auto& counts) { return std::accumulate(counts.begin(), counts.end(), 0U); };
    const auto has_none = [&](const auto& authority) { return total(authority.looked_after) == 0; };
    if (std::ranges::all_of(inputs.authorities, has_none)) return;  // a fault of looked_after.csv
    for (const auto& authority : inputs.authorities) {
        const auto all = total(authority.looked_after);
        if (total(authority.by_placement) != all || total(authority.by_legal_status) != all ||
            total(authority.by_need) != all || total(authority.by_provider) != all) {
            csv.fault("placement, legal_status, need or provider of " + authority.code +
                      " do not add up to its children in looked_after.csv. Correct the rows of one of them.");
        }
    }
}

void read_time_in_care(Csv csv, Inputs& inputs) {
    const DatedRows rows{csv, Dated::steady, inputs.year};
    const auto age = csv.column("age_band"), time = csv.column("time_in_care"), share = csv.column("share"),
               year = csv.find_column("year");
    std::map<std::string_view, TimeInCareShares> of_years;
    std::set<std::string> seen;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto band = csv.label(row, age, age_bands.names);
        const auto group = csv.label(row, time, TimeInCareShares::labels);
        if (!band || !group) continue;
        const double part = csv.real(row, share, 0, 1);
        const auto what = fmt::format("{} and {} in {}", age_bands.names[*band],
                                      TimeInCareShares::labels[*group], csv.text(row, year));
        if (!seen.insert(what).second) csv.fault(row, age, "second row for " + what + ". Remove one.");
        of_years[csv.text(row, year)].of_all[*band][*group] = part;
        if (rows.takes(row)) inputs.time_in_care.of_all[*band][*group] = part;
    }
    constexpr double rounding = 0.01;
    for (const auto& [in, shares] : of_years) {
        for (std::size_t band = 0; band < age_bands.size(); ++band) {
            const auto& of_age = shares.of_all[band];
            const double sum = std::accumulate(of_age.begin(), of_age.end(), 0.0);
            if (std::abs(sum - 1) > rounding)
                csv.fault(fmt::format("the shares of {} in {} add to {:.3f} (must be 1). Correct them.",
                                      age_bands.names[band], in, sum));
        }
    }
}

void read_homes(Csv csv, Inputs& inputs) {
    constexpr std::array<std::string_view, 2> home_kinds{"childrens_home", "secure_home"};
    ByAuthority rows{csv, inputs, Dated::on_the_day};
    const auto kind = csv.column("kind"), sector = csv.column("sector"), homes = csv.column("homes"),
               places = csv.column("places");
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto group = csv.label(row, sector, sectors.names);
        if (!group) continue;
        const auto which = csv.label(row, kind, home_kinds);
        if (!which) continue;
        auto* const authority =
            rows.find(row, fmt::format("{} {}", csv.text(row, kind), csv.text(row, sector)));
        if (authority == nullptr) continue;
        auto& into = *which == 0 ? authority->childrens_homes : authority->secure_homes;
        into.homes[*group] = static_cast<std::uint32_t>(csv.integer(row, homes, 0, most_homes));
        into.places[*group] = static_cast<std::uint32_t>(csv.integer(row, places, 0, most_children));
    }
}

}  // namespace hearth
