#include "sim/processes/place_finding.hpp"

namespace hearth {
namespace {

Place foster_place(std::uint16_t where, std::uint32_t household, std::uint16_t authority,
                   const FosterHouseholds& households) {
    const auto provider = households.agency[household] == Agency::independent ? Provider::private_
                          : where == authority                                ? Provider::own
                                                                              : Provider::other_authority;
    return {PlacementKind::foster, provider, where, household};
}

Place home_place(std::uint16_t where, std::uint32_t home, const Homes& homes) {
    const auto sector = homes.sector[home];
    const auto provider = sector == Sector::local_authority ? Provider::own
                          : sector == Sector::private_      ? Provider::private_
                                                            : Provider::voluntary;
    return {PlacementKind::childrens_home, provider, where, home};
}

/// The carer of a brother or sister, if there is room. Siblings who entered together are neighbours in the
/// roster.
std::optional<Place> with_sibling(const Population& population, std::uint16_t authority, std::uint32_t row,
                                  std::uint64_t left) {
    const auto& roster = population.local(authority).in_care;
    const auto family = roster.family_row[row];
    if (family == no_row) return std::nullopt;
    const auto beside = [&](std::size_t sibling) -> std::optional<Place> {
        const auto household = roster.provider_row[sibling];
        if (roster.kind[sibling] != PlacementKind::foster || household == no_row) return std::nullopt;
        const auto where = roster.provider_authority[sibling];
        const auto& households = population.local(where).households;
        if (households.filled[household] >= households.places[household]) return std::nullopt;
        if (households.key[household].value == left) return std::nullopt;
        return foster_place(where, household, authority, households);
    };
    for (std::size_t sibling = row; sibling-- > 0 && roster.family_row[sibling] == family;) {
        if (auto place = beside(sibling)) return place;
    }
    for (std::size_t sibling = row + 1U; sibling < roster.size() && roster.family_row[sibling] == family;
         ++sibling) {
        if (auto place = beside(sibling)) return place;
    }
    return std::nullopt;
}

/// One of the vacancies of a list, not with the carer or home that the child has just left.
std::optional<Place> vacancy(const Population& population, Supply supply, std::uint16_t where,
                             std::uint16_t authority, std::uint64_t left, double uniform) {
    const auto& local = population.local(where);
    const auto& free = local.vacancies[static_cast<std::size_t>(supply)];
    if (free.empty()) return std::nullopt;
    const bool is_foster = supply == Supply::in_house_foster || supply == Supply::independent_foster;
    const auto key_of = [&](std::uint32_t row) {
        return is_foster ? local.households.key[row].value : local.homes.key[row].value;
    };
    const auto first = static_cast<std::size_t>(uniform * static_cast<double>(free.size()));
    auto row = free[first];
    if (key_of(row) == left) row = free[(first + 1) % free.size()];
    if (key_of(row) == left) return std::nullopt;
    return is_foster ? foster_place(where, row, authority, local.households)
                     : home_place(where, row, local.homes);
}

}  // namespace

std::optional<Place> find_counted_place(const Population& population, PlacementKind kind,
                                        std::uint16_t authority, std::uint32_t row, double uniform) {
    const bool is_foster = kind == PlacementKind::foster;
    const auto own = is_foster ? Supply::in_house_foster : Supply::authority_home;
    const auto others = is_foster ? Supply::independent_foster : Supply::other_home;
    const auto previous = population.local(authority).in_care.previous_row[row];
    const auto left = previous == no_row ? std::uint64_t{0} : population.placements().carer[previous];
    if (is_foster) {
        if (auto place = with_sibling(population, authority, row, left)) return place;
    }
    if (auto place = vacancy(population, own, authority, authority, left, uniform)) return place;
    if (auto place = vacancy(population, others, authority, authority, left, uniform)) return place;
    for (const auto elsewhere : population.country().authorities[authority].nearest) {
        if (auto place = vacancy(population, others, elsewhere, authority, left, uniform)) return place;
    }
    return std::nullopt;
}

Place uncounted_place(PlacementKind kind, std::uint16_t authority) {
    switch (kind) {
        case PlacementKind::foster_kin:
        case PlacementKind::adoption:
            return {kind, Provider::own, authority, no_row};
        case PlacementKind::parents:
            return {kind, Provider::parents, authority, no_row};
        case PlacementKind::supported:
            return {kind, Provider::private_, authority, no_row};
        case PlacementKind::other_residential:
            return {kind, Provider::other_public, authority, no_row};
        default:
            return {kind, Provider::none, authority, no_row};
    }
}

}  // namespace hearth
