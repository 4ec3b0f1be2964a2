#include "sim/processes/place_finding.hpp"

namespace hearth {
namespace {

constexpr std::array own_foster{Supply::in_house_foster}, private_foster{Supply::private_foster},
    voluntary_foster{Supply::voluntary_foster}, own_home{Supply::authority_home},
    private_home{Supply::private_home}, voluntary_home{Supply::voluntary_home};
constexpr std::array agencies_foster{Supply::private_foster, Supply::voluntary_foster};
constexpr std::array others_home{Supply::private_home, Supply::voluntary_home};

std::size_t vacancies(const Population& population, std::size_t authority, std::span<const Supply> sources) {
    std::size_t free = 0;
    for (const auto supply : sources) free += population.free(authority)[static_cast<std::size_t>(supply)];
    return free;
}

/// Row of the `index`-th vacancy of these lists together.
std::uint32_t listed(const LocalPopulation& local, std::span<const Supply> sources, std::size_t index) {
    for (const auto supply : sources) {
        const auto& list = local.vacancies[static_cast<std::size_t>(supply)];
        if (index < list.size()) return list[index];
        index -= list.size();
    }
    return no_row;
}

/// Key of the carer or home that the child has just left; 0 if there was none.
std::uint64_t carer_left(const Population& population, std::uint16_t authority, std::uint32_t row) {
    const auto previous = population.local(authority).in_care.previous_row[row];
    return previous == no_row ? std::uint64_t{0} : population.placements().carer[previous];
}

std::vector<double> weights(const Country& country, double reach_km) {
    std::vector<double> result;
    for (const auto& here : country.authorities) {
        for (const auto& there : country.authorities) {
            result.push_back(maths::exp(-distance_km(here.centre, there.centre) / reach_km));
        }
    }
    return result;
}

}  // namespace

PlaceFinder::PlaceFinder(const Country& country, const Reach& reach)
    : geography_{country},
      reach_{reach},
      authorities_{country.authorities.size()},
      foster_weight_{weights(country, reach.foster_km)},
      home_weight_{weights(country, reach.childrens_home_km)} {}

std::optional<Point> PlaceFinder::home_of(const Population& population, std::uint16_t authority,
                                          std::uint32_t row) const {
    const auto child = population.local(authority).in_care.child[row];
    if (is_unaccompanied(child)) return std::nullopt;
    return geography_.home_of(population.country().authorities[authority], family_of(child));
}

Place PlaceFinder::foster_place(const Population& population, std::uint16_t where, std::uint32_t household,
                                std::uint16_t authority, std::uint32_t row) const {
    const auto& households = population.local(where).households;
    auto provider = households.provider[household];
    if (provider == Provider::own && where != authority) provider = Provider::other_authority;
    const auto home = home_of(population, authority, row);
    const Point there{households.east[household], households.north[household]};
    return {.kind = PlacementKind::foster,
            .provider = provider,
            .authority = where,
            .row = household,
            .distance_km = home ? distance_km(*home, there) : 0,
            .outside = where != authority || households.outside[household] != 0};
}

Place PlaceFinder::home_place(const Population& population, std::uint16_t where, std::uint32_t home_row,
                              std::uint16_t authority, std::uint32_t row) const {
    const auto& homes = population.local(where).homes;
    const auto sector = homes.sector[home_row];
    const auto provider = sector == Sector::private_          ? Provider::private_
                          : sector != Sector::local_authority ? Provider::voluntary
                          : where == authority                ? Provider::own
                                                              : Provider::other_authority;
    const auto home = home_of(population, authority, row);
    const Point there{homes.east[home_row], homes.north[home_row]};
    return {.kind = PlacementKind::childrens_home,
            .provider = provider,
            .authority = where,
            .row = home_row,
            .distance_km = home ? distance_km(*home, there) : 0,
            .outside = where != authority};
}

Place PlaceFinder::uncounted(const Population& population, PlacementKind kind, Provider provider,
                             std::uint16_t authority, std::uint32_t row, UniformPair of_outside,
                             UniformPair of_distance) const {
    const auto& home_authority = population.country().authorities[authority];
    const bool outside = of_outside.first < reach_.outside[static_cast<std::size_t>(kind)];
    const auto home = home_of(population, authority, row);
    double distance = 0;
    if (outside) {
        distance = -maths::log(1 - of_outside.second) * reach_.outside_km[static_cast<std::size_t>(kind)];
    } else if (home && kind != PlacementKind::parents) {
        distance = distance_km(*home, around(home_authority.centre, home_authority.spread_km, of_distance));
    }
    return {.kind = kind,
            .provider = provider,
            .authority = authority,
            .row = no_row,
            .distance_km = home ? distance : 0,
            .outside = outside};
}

/// The carer of a brother or sister, if there is room. Siblings who entered together are neighbours in the
/// roster.
std::optional<Place> PlaceFinder::with_sibling(const Population& population, std::uint16_t authority,
                                               std::uint32_t row) const {
    const auto& roster = population.local(authority).in_care;
    const auto family = roster.family_row[row];
    if (family == no_row) return std::nullopt;
    const auto left = carer_left(population, authority, row);
    const auto beside = [&](std::size_t sibling) -> std::optional<Place> {
        const auto household = roster.provider_row[sibling];
        if (roster.kind[sibling] != PlacementKind::foster || household == no_row) return std::nullopt;
        const auto where = roster.provider_authority[sibling];
        const auto& households = population.local(where).households;
        if (households.filled[household] >= households.places[household]) return std::nullopt;
        if (households.key[household].value == left) return std::nullopt;
        return foster_place(population, where, household, authority, row);
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

/// The nearest to home of the first few of an authority's vacancies that come up, not with the carer or home
/// that the child has just left.
std::optional<Place> PlaceFinder::vacancy(const Population& population, Sources sources, std::uint16_t where,
                                          std::uint16_t authority, std::uint32_t row, double uniform) const {
    const auto& local = population.local(where);
    const auto free = vacancies(population, where, sources);
    if (free == 0) return std::nullopt;
    const bool fosters = is_foster(sources.front());
    const auto left = carer_left(population, authority, row);
    const auto key_of = [&](std::uint32_t found) {
        return fosters ? local.households.key[found].value : local.homes.key[found].value;
    };
    const auto first = static_cast<std::size_t>(uniform * static_cast<double>(free));
    std::optional<Place> nearest;
    for (std::size_t offer = 0, seen = 0; offer < reach_.offers && seen < free; ++seen) {
        const auto found = listed(local, sources, (first + seen) % free);
        if (key_of(found) == left) continue;
        ++offer;
        const auto place = fosters ? foster_place(population, where, found, authority, row)
                                   : home_place(population, where, found, authority, row);
        if (!nearest || place.distance_km < nearest->distance_km) nearest = place;
    }
    return nearest;
}

/// One of the country's vacancies, those far away seldom.
std::optional<Place> PlaceFinder::within_reach(const Population& population, Sources sources,
                                               std::uint16_t authority, std::uint32_t row, Chance chance,
                                               bool and_at_home) const {
    const auto& all = is_foster(sources.front()) ? foster_weight_ : home_weight_;
    const auto* weight = all.data() + authority * authorities_;
    double total = 0;
    for (std::size_t where = 0; where < authorities_; ++where) {
        if (where == authority && !and_at_home) continue;
        total += weight[where] * static_cast<double>(vacancies(population, where, sources));
    }
    if (total <= 0) return std::nullopt;
    double left = chance.of_authority * total;
    // Twice round, should the draw fall on an authority whose only vacancy is the place just left.
    for (std::size_t step = 0; step < 2 * authorities_; ++step) {
        const auto where = static_cast<std::uint16_t>(step % authorities_);
        if (where == authority && !and_at_home) continue;
        const auto free = vacancies(population, where, sources);
        left -= weight[where] * static_cast<double>(free);
        if (left >= 0 || free == 0) continue;
        if (auto place = vacancy(population, sources, where, authority, row, chance.of_vacancy)) return place;
    }
    return std::nullopt;
}

std::optional<Place> PlaceFinder::find(const Population& population, PlacementKind kind,
                                       std::uint16_t authority, std::uint32_t row, Chance chance) const {
    const bool fosters = kind == PlacementKind::foster;
    const auto own = fosters ? Sources{own_foster} : Sources{own_home};
    const auto others = fosters ? Sources{agencies_foster} : Sources{others_home};
    if (fosters) {
        if (auto place = with_sibling(population, authority, row)) return place;
    }
    if (auto place = vacancy(population, own, authority, authority, row, chance.of_vacancy)) return place;
    return within_reach(population, others, authority, row, chance, true);
}

std::optional<Place> PlaceFinder::find_of(const Population& population, PlacementKind kind, Provider provider,
                                          std::uint16_t authority, std::uint32_t row, Chance chance) const {
    const bool fosters = kind == PlacementKind::foster;
    if (fosters) {
        const auto place = with_sibling(population, authority, row);
        if (place && place->provider == provider) return place;
    }
    const auto own = fosters ? Sources{own_foster} : Sources{own_home};
    switch (provider) {
        case Provider::own:
            return vacancy(population, own, authority, authority, row, chance.of_vacancy);
        case Provider::other_authority:
            return within_reach(population, own, authority, row, chance, false);
        case Provider::private_:
            return within_reach(population, fosters ? Sources{private_foster} : Sources{private_home},
                                authority, row, chance, true);
        case Provider::voluntary:
            return within_reach(population, fosters ? Sources{voluntary_foster} : Sources{voluntary_home},
                                authority, row, chance, true);
        default:
            return std::nullopt;
    }
}

}  // namespace hearth
