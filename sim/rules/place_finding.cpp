#include "sim/rules/place_finding.hpp"

#include <algorithm>

namespace hearth {
namespace {

/// Key of the carer or home that the child is to leave, or has just left; 0 if there was none.
std::uint64_t carer_left(const Population& population, std::uint16_t authority, std::uint32_t row) {
    const auto& roster = population.local(authority).in_care;
    if (roster[row].kind != PlacementKind::none) return roster[row].carer;
    const auto previous = roster[row].previous_row;
    return previous == no_row ? std::uint64_t{0} : population.placements()[previous].carer;
}

/// How much places elsewhere count, by [authority, elsewhere].
std::vector<double> nearness(const Country& country, double reach_km) {
    std::vector<double> weight;
    for (const auto& here : country.authorities) {
        for (const auto& there : country.authorities) {
            weight.push_back(maths::exp(-distance_km(here.centre, there.centre) / reach_km));
        }
    }
    return weight;
}

/// What draws about a child and a household together are addressed by.
ChildKey pair_of(ChildKey child, HouseholdKey household) {
    constexpr std::uint64_t spread = 0x9e3779b97f4a7c15U;  // an odd number: no two households fall together
    return {child.value ^ (household.value * spread)};
}

}  // namespace

PlaceFinder::PlaceFinder(const Country& country, const SearchTerms& terms)
    : country_{country},
      geography_{country},
      compatibility_{country.seed, shared_by_replicates, "compatibility"},
      terms_{terms},
      authorities_{country.authorities.size()},
      foster_nearness_{nearness(country, terms.reach.foster_km)},
      home_nearness_{nearness(country, terms.reach.childrens_home_km)} {}

Point PlaceFinder::home_of(std::uint16_t authority, ChildKey child) const {
    if (is_unaccompanied(child)) return {};
    return geography_.home_of(country_.authorities[authority], family_of(child));
}

Seeker PlaceFinder::seeker(const Population& population, std::uint16_t authority, std::uint32_t row,
                           Day today) const {
    const auto& local = population.local(authority);
    const auto& roster = local.in_care;
    const auto child = roster[row].child;
    const int years = age_on(roster[row].born, today);
    Seeker seeker{.authority = authority,
                  .row = row,
                  .child = child,
                  .home = std::nullopt,
                  .age = age_band(years),
                  .years = years,
                  .ethnicity = roster[row].ethnicity,
                  .complexity = roster[row].complexity,
                  .carer_left = carer_left(population, authority, row),
                  .siblings = {},
                  .siblings_waiting = 0};
    if (!is_unaccompanied(child)) {
        seeker.home = roster[row].home;
        for_each_sibling(local, row, [&](std::uint32_t sibling) {
            seeker.siblings.push_back(sibling);
            const bool moves_too = roster[sibling].search_on == today && are_together(roster, row, sibling);
            seeker.siblings_waiting += moves_too || roster[sibling].kind == PlacementKind::none ? 1 : 0;
        });
    }
    return seeker;
}

Place PlaceFinder::foster_place(const Inquiry& inquiry, std::uint16_t where, std::uint32_t household) const {
    const auto& carers = inquiry.population.local(where).households[household];
    const auto& seeker = inquiry.seeker;
    auto provider = carers.provider;
    if (provider == Provider::own && where != seeker.authority) provider = Provider::other_authority;
    const Point there{carers.east, carers.north};
    return {.kind = PlacementKind::foster,
            .provider = provider,
            .authority = where,
            .row = household,
            .distance_km = seeker.home ? distance_km(*seeker.home, there) : 0,
            .outside = where != seeker.authority || carers.outside != 0,
            .sole = carers.filled == 0 && terms_.match.is_sole(seeker),
            .match = terms_.match.match(carers, seeker, inquiry.today,
                                        compatibility_.uniform(pair_of(seeker.child, carers.key), 0))};
}

Place PlaceFinder::home_place(const Inquiry& inquiry, std::uint16_t where, std::uint32_t home_row) const {
    const auto& home = inquiry.population.local(where).homes[home_row];
    const auto& seeker = inquiry.seeker;
    const auto sector = home.sector;
    const auto provider = sector == Sector::private_          ? Provider::private_
                          : sector != Sector::local_authority ? Provider::voluntary
                          : where == seeker.authority         ? Provider::own
                                                              : Provider::other_authority;
    const Point there{home.east, home.north};
    return {.kind = PlacementKind::childrens_home,
            .provider = provider,
            .authority = where,
            .row = home_row,
            .distance_km = seeker.home ? distance_km(*seeker.home, there) : 0,
            .outside = where != seeker.authority};
}

Place PlaceFinder::uncounted(const Population& population, const Seeker& seeker, PlacementKind kind,
                             Provider provider, UniformPair of_outside, UniformPair of_distance) const {
    const auto& here = country_.authorities[seeker.authority];
    const auto& reach = terms_.reach;
    bool outside = of_outside.first < reach.outside[static_cast<std::size_t>(kind)];
    double distance = 0;
    if (outside) {
        distance = std::min(longest_km, -maths::log(1 - of_outside.second) *
                                            reach.outside_km[static_cast<std::size_t>(kind)]);
    } else if (seeker.home && kind != PlacementKind::parents) {
        distance = distance_km(*seeker.home, around(here.centre, here.spread_km, of_distance));
    }
    Place place{.kind = kind,
                .provider = provider,
                .authority = seeker.authority,
                .row = no_row,
                .distance_km = seeker.home ? distance : 0,
                .outside = outside};
    if (kind != PlacementKind::foster_kin && kind != PlacementKind::adoption) return place;
    // Relatives or adopters who have a brother or sister take this child too.
    const auto& roster = population.local(seeker.authority).in_care;
    for (const auto sibling : seeker.siblings) {
        const auto carer = roster[sibling].carer;
        const bool is_known = carer != 0;  // on the first day those come later who are not settled yet
        if (roster[sibling].kind != kind || !is_known || carer == seeker.carer_left) continue;
        place.carer = carer;
        place.distance_km = roster[sibling].distance_km;
        place.outside = roster[sibling].outside != 0;
    }
    return place;
}

std::optional<Place> PlaceFinder::with_sibling(Inquiry& inquiry) const {
    const auto& roster = inquiry.population.local(inquiry.seeker.authority).in_care;
    for (const auto sibling : inquiry.seeker.siblings) {
        const auto household = roster[sibling].provider_row;
        if (roster[sibling].kind != PlacementKind::foster || household == no_row) continue;
        if (roster[sibling].carer == inquiry.seeker.carer_left) continue;
        const auto where = roster[sibling].provider_authority;
        if (vacant_for_sibling(inquiry.population.local(where).households[household]) == 0) continue;
        auto place = foster_place(inquiry, where, household);
        place.sole = false;
        return place;
    }
    return std::nullopt;
}

}  // namespace hearth
