#include "agents/check_cells.hpp"

#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace hearth {
namespace {

constexpr const StateNames<AgeBand, 5>& names_of(AgeBand) {
    return age_bands;
}
constexpr const StateNames<PlacementKind, 9>& names_of(PlacementKind) {
    return placement_kinds;
}
constexpr const StateNames<Stage, 3>& names_of(Stage) {
    return stages;
}
constexpr const StateNames<Provider, 7>& names_of(Provider) {
    return providers;
}
constexpr const StateNames<Sector, 4>& names_of(Sector) {
    return sectors;
}
constexpr const StateNames<LeavingReason, 14>& names_of(LeavingReason) {
    return leaving_reasons;
}
constexpr const StateNames<LegalStatus, 7>& names_of(LegalStatus) {
    return legal_statuses;
}
constexpr const StateNames<Need, 8>& names_of(Need) {
    return needs;
}
constexpr const StateNames<Ethnicity, 6>& names_of(Ethnicity) {
    return ethnicities;
}
constexpr const StateNames<ChangeReason, 13>& names_of(ChangeReason) {
    return change_reasons;
}
constexpr const StateNames<CareStatus, 5>& names_of(CareStatus) {
    return care_statuses;
}
constexpr const StateNames<Sex, 2>& names_of(Sex) {
    return sexes;
}
constexpr const StateNames<UnmetReason, 6>& names_of(UnmetReason) {
    return unmet_reasons;
}
constexpr const StateNames<CarerStep, 6>& names_of(CarerStep) {
    return carer_steps;
}

// Far outside of what any run comes to, and near enough that no sum of a few of them overflows.
constexpr Day earliest = day_of(1800, 1, 1);
constexpr Day latest = day_of(2500, 1, 1);
constexpr double largest_number = 1e9;
constexpr std::uint32_t most_newcomers_due = 10'000;  ///< in one month, of one kind, in one authority

/// How many rows the tables have into which columns of rows point.
struct RowLimits {
    std::size_t authorities = 0;
    std::size_t families = 0;
    std::size_t placements = 0;
    std::size_t missing_episodes = 0;
};

/// The table that a column of rows points into. Which one a provider_row means depends on its neighbours
/// (`check_provider`).
std::size_t limit_of(std::string_view column, const RowLimits& limits) {
    if (column == "authority" || column == "provider_authority") return limits.authorities;
    if (column == "family_row") return limits.families;
    if (column == "placement_row" || column == "previous_row") return limits.placements;
    if (column == "missing_row") return limits.missing_episodes;
    return column == "provider_row" ? SIZE_MAX : 0;  // a new column of rows is refused until it is known here
}

/// The numbers that a column of them may hold: narrower where results round them into few bits.
std::pair<double, double> range_of(std::string_view column) {
    constexpr double longest_km = 2000, most_complex = 100;
    if (column == "match") return {0, 1};
    if (column == "distance_km") return {0, longest_km};
    if (column == "complexity" || column == "base_complexity") return {0, most_complex};
    return {-largest_number, largest_number};
}

/// What the cells of one column may be.
struct CellRange {
    bool is_flag = false;
    bool is_row = false;
    bool may_be_none = false;  ///< points to no row
    std::size_t rows = 0;      ///< of the table that it points into
    std::pair<double, double> numbers{-largest_number, largest_number};

    template <class Cell>
    bool holds(const Cell& cell) const {
        if constexpr (std::is_enum_v<Cell>) {
            return static_cast<std::size_t>(cell) < names_of(cell).size();
        } else if constexpr (std::is_same_v<Cell, Day>) {
            return cell == open_ended || (cell >= earliest && cell <= latest);
        } else if constexpr (std::is_floating_point_v<Cell>) {
            return cell >= numbers.first && cell <= numbers.second;  // and so a number
        } else if constexpr (std::is_same_v<Cell, Point>) {
            return holds(cell.east) && holds(cell.north);
        } else if constexpr (std::is_integral_v<Cell>) {
            if (is_flag) return cell <= 1;
            constexpr auto none = std::numeric_limits<Cell>::max();
            return !is_row || (cell == none && may_be_none) || cell < rows;
        } else {
            return true;  // a key names somebody and indexes nothing; those of children are compared below
        }
    }
};

/// The first column with a cell out of its range, or "".
template <class Row>
std::string check_table(const Records<Row>& table, const RowLimits& limits) {
    std::string fault;
    for_each_column<Row>([&](const auto& column) {
        if (!fault.empty()) return;
        const CellRange range{.is_flag = column.unit == "flag",
                              .is_row = column.unit == "row",
                              .may_be_none = column.name != "authority" && !std::is_same_v<Row, PlacementEnd>,
                              .rows = limit_of(column.name, limits),
                              .numbers = range_of(column.name)};
        for (const auto& row : table)
            if (!range.holds(row.*column.cells)) {
                fault = std::string{column.name} + " out of range";
                return;
            }
    });
    return fault;
}

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
            if (count > largest_number) return "enquiries out of range";
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
        if (count < 0 || count > largest_number) return "places of homes out of range";
    for (const double number : {market.occupancy, market.price_ratio})
        if (!(number >= 0 && number <= most)) return "a number of the market out of range";
    return "";
}

std::string check_sizes(const Authority& authority, const LocalPopulation& local) {
    const auto families = authority.families.size();
    if (local.families.due.size() != families || local.families.absent.size() != families)
        return "families of another country";
    if (local.sorted != local.in_care.size()) return "children that are not in order";
    for (std::size_t supply = 0; supply < supply_count; ++supply) {
        const auto rows =
            is_foster(static_cast<Supply>(supply)) ? local.households.size() : local.homes.size();
        if (!local.vacancies[supply].is_sound(rows)) return "vacancies out of range";
    }
    return "";
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
    step([&] { return check_table(local.in_care, limits); });
    step([&] { return check_table(local.returned, limits); });
    step([&] { return check_table(local.households, limits); });
    step([&] { return check_table(local.homes, limits); });
    step([&] { return check_families(home.families, local.in_care); });
    step([&] { return check_families(home.families, local.returned); });
    step([&] { return check_provider(population, local.in_care); });
    step([&] { return check_recruitment(local.recruitment); });
    step([&] { return check_market(local.homes_market); });
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
