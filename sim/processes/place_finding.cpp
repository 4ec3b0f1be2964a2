#include "sim/processes/place_finding.hpp"

namespace hearth {
namespace {

Place foster_place(std::uint16_t where, std::uint32_t household, std::uint16_t authority,
                   const FosterHouseholds& households) {
    auto provider = households.provider[household];
    if (provider == Provider::own && where != authority) provider = Provider::other_authority;
    return {PlacementKind::foster, provider, where, household};
}

Place home_place(std::uint16_t where, std::uint32_t home, std::uint16_t authority, const Homes& homes) {
    const auto sector = homes.sector[home];
    const auto provider = sector == Sector::private_          ? Provider::private_
                          : sector != Sector::local_authority ? Provider::voluntary
                          : where == authority                ? Provider::own
                                                              : Provider::other_authority;
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

using Sources = std::span<const Supply>;

/// One of the vacancies of these lists together, not with the carer or home that the child has just left.
std::optional<Place> vacancy(const Population& population, Sources sources, std::uint16_t where,
                             std::uint16_t authority, std::uint64_t left, double uniform) {
    const auto& local = population.local(where);
    std::size_t free = 0;
    for (const auto supply : sources) free += local.vacancies[static_cast<std::size_t>(supply)].size();
    if (free == 0) return std::nullopt;
    const auto listed = [&](std::size_t index) {
        for (const auto supply : sources) {
            const auto& list = local.vacancies[static_cast<std::size_t>(supply)];
            if (index < list.size()) return list[index];
            index -= list.size();
        }
        return no_row;
    };
    const bool of_fostering = is_foster(sources.front());
    const auto key_of = [&](std::uint32_t row) {
        return of_fostering ? local.households.key[row].value : local.homes.key[row].value;
    };
    const auto first = static_cast<std::size_t>(uniform * static_cast<double>(free));
    auto row = listed(first);
    if (key_of(row) == left) row = listed((first + 1) % free);
    if (key_of(row) == left) return std::nullopt;
    return of_fostering ? foster_place(where, row, authority, local.households)
                        : home_place(where, row, authority, local.homes);
}

/// Nearest first, the child's own authority before all.
std::optional<Place> nearest_vacancy(const Population& population, Sources sources, std::uint16_t authority,
                                     std::uint64_t left, double uniform) {
    if (auto place = vacancy(population, sources, authority, authority, left, uniform)) return place;
    for (const auto elsewhere : population.country().authorities[authority].nearest) {
        if (auto place = vacancy(population, sources, elsewhere, authority, left, uniform)) return place;
    }
    return std::nullopt;
}

constexpr std::array own_foster{Supply::in_house_foster}, private_foster{Supply::private_foster},
    voluntary_foster{Supply::voluntary_foster}, own_home{Supply::authority_home},
    private_home{Supply::private_home}, voluntary_home{Supply::voluntary_home};
constexpr std::array agencies_foster{Supply::private_foster, Supply::voluntary_foster};
constexpr std::array others_home{Supply::private_home, Supply::voluntary_home};

}  // namespace

std::optional<Place> find_counted_place(const Population& population, PlacementKind kind,
                                        std::uint16_t authority, std::uint32_t row, double uniform) {
    const bool fosters = kind == PlacementKind::foster;
    const auto own = fosters ? Sources{own_foster} : Sources{own_home};
    const auto others = fosters ? Sources{agencies_foster} : Sources{others_home};
    const auto previous = population.local(authority).in_care.previous_row[row];
    const auto left = previous == no_row ? std::uint64_t{0} : population.placements().carer[previous];
    if (fosters) {
        if (auto place = with_sibling(population, authority, row, left)) return place;
    }
    if (auto place = vacancy(population, own, authority, authority, left, uniform)) return place;
    return nearest_vacancy(population, others, authority, left, uniform);
}

std::optional<Place> find_place_of(const Population& population, PlacementKind kind, Provider provider,
                                   std::uint16_t authority, std::uint32_t row, double uniform) {
    const bool fosters = kind == PlacementKind::foster;
    if (fosters) {
        const auto place = with_sibling(population, authority, row, 0);
        if (place && place->provider == provider) return place;
    }
    switch (provider) {
        case Provider::own:
            return vacancy(population, fosters ? Sources{own_foster} : Sources{own_home}, authority,
                           authority, 0, uniform);
        case Provider::other_authority:
            for (const auto elsewhere : population.country().authorities[authority].nearest) {
                const auto sources = fosters ? Sources{own_foster} : Sources{own_home};
                if (auto place = vacancy(population, sources, elsewhere, authority, 0, uniform)) return place;
            }
            return std::nullopt;
        case Provider::private_:
            return nearest_vacancy(population, fosters ? Sources{private_foster} : Sources{private_home},
                                   authority, 0, uniform);
        case Provider::voluntary:
            return nearest_vacancy(population, fosters ? Sources{voluntary_foster} : Sources{voluntary_home},
                                   authority, 0, uniform);
        default:
            return std::nullopt;
    }
}

}  // namespace hearth
