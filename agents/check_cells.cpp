#include "agents/check_cells.hpp"

#include <cstdint>
#include <string_view>

#include "agents/cell_ranges.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t most_newcomers_due = 10'000;  ///< in one month, of one kind, in one authority

/// Rows of providers are those of households for foster placements and of homes for all others.
template <class Row>
std::string check_provider(const Population& population, const Records<Row>& table) {
    for (const auto& row : table) {
        if (row.provider_row == no_row) continue;
        if (row.provider_authority == no_authority) return "a provider without an authority";
        const auto& there = population.local(row.provider_authority);
        const auto rows = row.kind == PlacementKind::foster ? there.households.size() : there.homes.size();
        if (row.provider_row >= rows) return "provider_row out of range";
    }
    return "";
}

/// Is the child who it says it is: of that family of the country, or nobody's here?
bool is_of_family(const Families& families, std::uint32_t family, ChildKey child) {
    if (family == no_row) return is_unaccompanied(child);
    const auto order = fields_of(child).birth_order;
    return order >= 1 && order <= families.children[family] && child_of(families.key[family], order) == child;
}

template <class Row>
std::string check_families(const Families& families, const Records<Row>& table) {
    for (const auto& row : table)
        if (!is_of_family(families, row.family_row, row.child)) return "a child of another family";
    return "";
}

template <class Due>
bool are_few(Due due, std::int32_t longest) {
    for (Month month{0}; month.value < longest; month = month + 1)
        if (due.in(month) > most_newcomers_due) return false;
    return true;
}

std::string check_recruitment(const Recruitment& recruitment) {
    for (const auto& of_agency : recruitment.applications_due)
        for (const auto& due : of_agency)
            if (!are_few(due, longest_wait_to_apply)) return "applications_due out of range";
    for (const auto& of_agency : recruitment.enquiries)
        for (const auto count : of_agency)
            if (count > largest_cell) return "enquiries out of range";
    for (const double number :
         {recruitment.brought_forward[0], recruitment.brought_forward[1], recruitment.brought_forward_so_far,
          recruitment.missed_so_far, recruitment.adstock})
        if (!CellRange{}.holds(number)) return "a number of the recruitment out of range";
    return "";
}

std::string check_market(const MarketOfHomes& market) {
    constexpr double most = 1000;  // of prices against the first day's, and of places filled against all
    for (const auto& due : market.opening_due)
        if (!are_few(due, longest_wait_to_open)) return "opening_due out of range";
    for (const auto count : {market.places.usable, market.places.filled})
        if (count < 0 || count > largest_cell) return "places of homes out of range";
    for (const double number : {market.occupancy, market.price_ratio})
        if (!(number >= 0 && number <= most)) return "a number of the market out of range";
    return "";
}

std::string check_sizes(const Authority& authority, const LocalPopulation& local) {
    const auto families = authority.families.size();
    if (local.families->due.size() != families || local.families->absent.size() != families)
        return "families of another country";
    if (local.sorted != local.in_care.size()) return "children that are not in order";
    for (std::size_t supply = 0; supply < supply_count; ++supply) {
        const auto rows =
            is_foster(static_cast<Supply>(supply)) ? local.households.size() : local.homes.size();
        if (!local.vacancies[supply].is_sound(rows)) return "vacancies out of range";
    }
    return "";
}

/// A table beside the children has no rows of children who are not there.
std::string check_owned(std::string_view name, const OwnedTable& table, std::size_t children,
                        const RowLimits& limits) {
    auto fault = table.check(limits);
    if (table.is_beside_children() && table.rows() > children) fault = "more rows than children";
    return fault.empty() ? "" : std::string{name} + ": " + fault;
}

std::string check_local(const Population& population, std::size_t authority, RowLimits limits) {
    const auto& home = population.country().authorities[authority];
    const auto& local = population.local(authority);
    limits.families = home.families.size();
    std::string fault;
    const auto step = [&](auto check) {
        if (fault.empty()) fault = check();
    };
    step([&] { return check_sizes(home, local); });
    step([&] { return check_table(*local.in_care, limits); });
    step([&] { return check_table(*local.returned, limits); });
    step([&] { return check_table(*local.households, limits); });
    step([&] { return check_table(*local.homes, limits); });
    step([&] { return check_families(home.families, *local.in_care); });
    step([&] { return check_families(home.families, *local.returned); });
    step([&] { return check_provider(population, *local.in_care); });
    step([&] { return check_recruitment(local.recruitment); });
    step([&] { return check_market(local.homes_market); });
    step([&] { return population.books(authority).is_sound() ? "" : "a sum of the books out of range"; });
    local.owned().for_each([&](std::string_view table, const OwnedTable& owned) {
        step([&] { return check_owned(table, owned, local.in_care.size(), limits); });
    });
    return fault.empty() ? "" : home.name + ": " + fault;
}

}  // namespace

std::string check_cells(const Population& population) {
    const RowLimits limits{.authorities = population.authorities(),
                           .placements = population.placements().size(),
                           .missing_episodes = population.missing_episodes().size()};
    std::string fault;
    const auto step = [&](std::string_view table, auto check) {
        if (!fault.empty()) return;
        fault = check();
        if (!fault.empty()) fault = std::string{table} + ": " + fault;
    };
    for (std::size_t supply = 0; supply < supply_count; ++supply)
        if (population.free(static_cast<Supply>(supply)).size() != limits.authorities)
            return "vacancies of another country";
    for (std::size_t authority = 0; authority < population.authorities() && fault.empty(); ++authority)
        fault = check_local(population, authority, limits);
    const auto check = [&](std::string_view name, const auto& table) {
        step(name, [&] { return check_table(table, limits); });
    };
    check("placements", population.placements());
    step("placements", [&] { return check_provider(population, population.placements()); });
    check("care_starts", population.care_starts());
    check("care_ends", population.care_ends());
    check("placement_ends", population.placement_ends());
    check("legal_episodes", population.legal_episodes());
    check("stage_changes", population.stage_changes());
    check("searches", population.searches());
    check("missing_episodes", population.missing_episodes());
    check("carer_events", population.carer_events());
    return fault;
}

}  // namespace hearth
