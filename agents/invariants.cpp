#include <algorithm>

#include "agents/population.hpp"

namespace hearth {
namespace {

std::string where(const Authority& authority, std::string what) {
    return authority.name + ": " + std::move(what);
}

template <class Providers>
std::string check_places(const Authority& home, const Providers& table, const std::vector<int>& placed,
                         const char* what) {
    for (std::size_t row = 0; row < table.size(); ++row) {
        if (table[row].filled > table[row].places) return where(home, std::string{what} + " overfilled");
        if (table[row].filled != placed[row])
            return where(home, std::string{what} + " filled by nobody known");
    }
    return "";
}

/// Nobody is in a home that has closed, and none is there before it opens.
std::string check_homes(const Authority& home, const Homes& homes, Day today) {
    for (const auto& one : homes) {
        if (one.closes_on <= today && one.filled > 0) return where(home, "a child in a home that has closed");
        if (one.opened > today) return where(home, "a home that has not opened yet");
        if (one.places > one.registered)
            return where(home, "a home that uses more places than it is registered for");
    }
    return "";
}

std::string check_vacancies(const Population& population, std::size_t authority) {
    const auto& home = population.country().authorities[authority];
    const auto& local = population.local(authority);
    for (std::size_t supply = 0; supply < supply_count; ++supply) {
        if (population.free(static_cast<Supply>(supply))[authority] != local.vacancies[supply].size()) {
            return where(home, "count of vacancies is wrong");
        }
    }
    const auto listed = [&](Supply supply, std::uint32_t row) {
        return local.vacancies[static_cast<std::size_t>(supply)].contains(row);
    };
    for (std::uint32_t row = 0; row < local.households.size(); ++row) {
        if ((vacant(local.households[row]) > 0) != listed(supply_of(local.households[row]), row)) {
            return where(home, "list of vacant foster households is wrong");
        }
    }
    for (std::uint32_t row = 0; row < local.homes.size(); ++row) {
        if ((vacant(local.homes[row]) > 0) != listed(supply_of(local.homes[row]), row)) {
            return where(home, "list of vacant homes is wrong");
        }
    }
    return "";
}

/// The last time a child went missing is its own, and over if the child is not placed or has moved since.
std::string check_missing(const Population& population, const Authority& home, const InCare& roster,
                          std::size_t row, Day today) {
    const auto missing = roster[row].missing_row;
    if (missing == no_row) {
        return roster[row].missing_until == Day{} ? "" : where(home, "a child missing without an episode");
    }
    const auto& episodes = population.missing_episodes();
    const Day began = episodes[missing].began, ended = episodes[missing].ended;
    if (episodes[missing].child != roster[row].child || ended != roster[row].missing_until) {
        return where(home, "a child missing as somebody else");
    }
    if (began < roster[row].entered || began > today || ended < began) {
        return where(home, "a child missing outside its period of care");
    }
    const bool is_there = roster[row].kind != PlacementKind::none && began >= roster[row].placed_on;
    return ended > today && !is_there ? where(home, "a child missing from a placement that has ended") : "";
}

/// One child's row: placed exactly once, by a placement that is open and its own, on dates in order.
std::string check_child(const Population& population, const Authority& home, const InCare& roster,
                        std::size_t row, Day today) {
    const auto& placements = population.placements();
    if (roster[row].status != CareStatus::looked_after)
        return where(home, "somebody not looked after in the roster");
    if (row > 0 && !(roster[row - 1].child < roster[row].child))
        return where(home, "a child twice in the roster");
    if (birthday(roster[row].born, 18) <= today) return where(home, "somebody of 18 still looked after");
    if (roster[row].entered > today || roster[row].entered < roster[row].born) {
        return where(home, "care began before birth or after today");
    }
    const auto placement = roster[row].placement_row;
    if ((placement == no_row) != (roster[row].kind == PlacementKind::none)) {
        return where(home, "a child both placed and waiting");
    }
    if (placement == no_row) return "";
    if (placements[placement].carer != roster[row].carer ||
        placements[placement].provider != roster[row].provider)
        return where(home, "a child with other carers than recorded");
    if (placements[placement].child != roster[row].child || placements[placement].ended != open_ended) {
        return where(home, "a child in a placement that is not its own or has ended");
    }
    if (placements[placement].began < roster[row].entered || placements[placement].began > today) {
        return where(home, "a placement outside its period of care");
    }
    return "";
}

}  // namespace

std::string check_invariants(const Population& population, Day today) {
    const auto& country = population.country();
    std::vector<std::vector<int>> in_households(population.authorities());
    std::vector<std::vector<int>> in_homes(population.authorities());
    for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
        in_households[authority].resize(population.local(authority).households.size());
        in_homes[authority].resize(population.local(authority).homes.size());
    }
    std::size_t placed = 0;
    for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
        const auto& home = country.authorities[authority];
        const auto& roster = population.local(authority).in_care;
        const FamilyStates& families = population.local(authority).families;
        for (std::size_t row = 0; row < roster.size(); ++row) {
            if (auto fault = check_child(population, home, roster, row, today); !fault.empty()) return fault;
            if (auto fault = check_missing(population, home, roster, row, today); !fault.empty())
                return fault;
            const auto family = roster[row].family_row;
            const auto bit = family == no_row ? 0U : 1U << (fields_of(roster[row].child).birth_order - 1U);
            if (family != no_row && (families.absent[family] & bit) == 0) {
                return where(home, "a child looked after whom its family counts at home");
            }
            placed += roster[row].placement_row != no_row ? 1U : 0U;
            if (roster[row].provider_row == no_row) continue;
            auto& filled = roster[row].kind == PlacementKind::foster ? in_households : in_homes;
            ++filled[roster[row].provider_authority][roster[row].provider_row];
        }
    }
    for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
        const auto& home = country.authorities[authority];
        const auto& local = population.local(authority);
        if (auto fault = check_places(home, local.households, in_households[authority], "a foster household");
            !fault.empty()) {
            return fault;
        }
        if (auto fault = check_places(home, local.homes, in_homes[authority], "a home"); !fault.empty())
            return fault;
        if (auto fault = check_homes(home, local.homes, today); !fault.empty()) return fault;
        if (auto fault = check_vacancies(population, authority); !fault.empty()) return fault;
    }
    const auto& placements = population.placements();
    const auto open = static_cast<std::size_t>(
        std::count_if(placements.begin(), placements.end(),
                      [](const Placement& placement) { return placement.ended == open_ended; }));
    if (open != placed) return "open placements without a child in them";
    return "";
}

}  // namespace hearth
