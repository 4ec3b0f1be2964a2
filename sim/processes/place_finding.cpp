#include "sim/processes/place_finding.hpp"

#include <algorithm>
#include <boost/container/small_vector.hpp>

namespace hearth {
namespace {

constexpr std::array own_foster{Supply::in_house_foster}, private_foster{Supply::private_foster},
    voluntary_foster{Supply::voluntary_foster}, own_home{Supply::authority_home},
    private_home{Supply::private_home}, voluntary_home{Supply::voluntary_home};
constexpr std::array agencies_foster{Supply::private_foster, Supply::voluntary_foster};
constexpr std::array others_home{Supply::private_home, Supply::voluntary_home};

constexpr auto anywhere = [](std::uint16_t) { return true; };

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

/// Key of the carer or home that the child is to leave, or has just left; 0 if there was none.
std::uint64_t carer_left(const Population& population, std::uint16_t authority, std::uint32_t row) {
    const auto& roster = population.local(authority).in_care;
    if (roster.kind[row] != PlacementKind::none) return roster.carer[row];
    const auto previous = roster.previous_row[row];
    return previous == no_row ? std::uint64_t{0} : population.placements().carer[previous];
}

std::optional<Place> place_of(const std::optional<Offer>& offer) {
    return offer ? std::optional{offer->place} : std::nullopt;
}

Pool read_pool(Section& config) {
    const auto chosen = config.choice("pool", pools.names, "whose in-house carers are asked like one's own");
    return static_cast<Pool>(std::find(pools.names.begin(), pools.names.end(), chosen) - pools.names.begin());
}

/// What draws about a child and a household together are addressed by.
ChildKey pair_of(ChildKey child, HouseholdKey household) {
    constexpr std::uint64_t spread = 0x9e3779b97f4a7c15U;  // an odd number: no two households fall together
    return {child.value ^ (household.value * spread)};
}

}  // namespace

PlaceFinder::Nearness::Nearness(const Country& country, double reach_km) {
    constexpr double next_to_nothing = 1e-6;
    for (const auto& here : country.authorities) {
        auto& of_here = near.emplace_back();
        for (std::uint16_t there = 0; there < country.authorities.size(); ++there) {
            weight.push_back(
                maths::exp(-distance_km(here.centre, country.authorities[there].centre) / reach_km));
            if (weight.back() > next_to_nothing) of_here.push_back(there);
        }
    }
}

SearchTerms::SearchTerms(Section& config)
    : strategy{read_strategy(config)},
      pool{read_pool(config)},
      reach{read_reach(config)},
      match{config},
      answers{config.row("answers", "1", {"asked", who_answers.names}, {0, 1},
                         "share of an authority's vacancies that answer in time")},
      most_asked{
          config.real("most_asked", "1", {1, 1000}, "carers or homes of one authority asked in one search")},
      authorities_asked{config.real("authorities_asked", "1", {1, 153},
                                    "authorities whose agencies or homes are asked in one search")},
      refuses{
          config.real("refuses", "1", {0, 1}, "chance that carers decline a child within their approval")},
      refuses_beyond{config.real("refuses_beyond", "1", {0, 1},
                                 "chance that carers decline a child outside their approval")},
      home_refuses{config.real("home_refuses", "1", {0, 1}, "chance that a home declines a child")},
      log_accepts{maths::log(config.real("accepts_complexity", "1", {0.01, 1},
                                         "chance of acceptance for each unit of complexity, against none"))},
      unwanted_match{config.real("unwanted_match", "1", {0, 1},
                                 "match of a placement of another kind than wanted; 0.75 is typical")},
      emergency_share{
          config.real("emergency_share", "1", {0, 1},
                      "share of foster placements found in a hurry that are for emergencies only")},
      homes_from_age{static_cast<int>(
          config.integer("homes_from_age", "year", {0, 18},
                         "age from which a home is tried before carers outside their approval"))},
      retry_days{config.real("retry_days", "day", {1, 365}, "mean days between two attempts of one search")},
      gives_up_days{static_cast<std::int32_t>(config.integer(
          "gives_up_days", "day", {1, 3650}, "a search ends without a place after this time"))} {}

double Inquiry::next_uniform() {
    if (drawn++ % 2 == 1) return spare;
    const auto [first, second] = draw.uniform_pair(seeker.child, occasion, first_draw + drawn / 2);
    spare = second;
    return first;
}

PlaceFinder::PlaceFinder(const Country& country, const SearchTerms& terms)
    : country_{country},
      geography_{country},
      compatibility_{country.seed, shared_by_replicates, "compatibility"},
      terms_{terms},
      authorities_{country.authorities.size()},
      for_foster_{country, terms.reach.foster_km},
      for_homes_{country, terms.reach.childrens_home_km} {}

Seeker PlaceFinder::seeker(const Population& population, std::uint16_t authority, std::uint32_t row,
                           Day today) const {
    const auto& local = population.local(authority);
    const auto& roster = local.in_care;
    const auto child = roster.child[row];
    const int years = age_on(roster.born[row], today);
    Seeker seeker{.authority = authority,
                  .row = row,
                  .child = child,
                  .home = std::nullopt,
                  .age = age_band(years),
                  .years = years,
                  .ethnicity = roster.ethnicity[row],
                  .complexity = roster.complexity[row],
                  .carer_left = carer_left(population, authority, row),
                  .siblings_waiting = 0};
    if (!is_unaccompanied(child)) {
        seeker.home = geography_.home_of(country_.authorities[authority], family_of(child));
        for_each_sibling(local, row, [&](std::uint32_t sibling) {
            const bool moves_too = roster.search_on[sibling] == today && are_together(roster, row, sibling);
            seeker.siblings_waiting += moves_too || roster.kind[sibling] == PlacementKind::none ? 1 : 0;
        });
    }
    return seeker;
}

Place PlaceFinder::foster_place(const Inquiry& inquiry, std::uint16_t where, std::uint32_t household) const {
    const auto& households = inquiry.population.local(where).households;
    const auto& seeker = inquiry.seeker;
    auto provider = households.provider[household];
    if (provider == Provider::own && where != seeker.authority) provider = Provider::other_authority;
    const Point there{households.east[household], households.north[household]};
    return {.kind = PlacementKind::foster,
            .provider = provider,
            .authority = where,
            .row = household,
            .distance_km = seeker.home ? distance_km(*seeker.home, there) : 0,
            .outside = where != seeker.authority || households.outside[household] != 0,
            .sole = households.filled[household] == 0 && terms_.match.is_sole(seeker),
            .match = terms_.match.match(
                households, household, seeker, inquiry.today,
                compatibility_.uniform(pair_of(seeker.child, households.key[household]), 0))};
}

Place PlaceFinder::home_place(const Inquiry& inquiry, std::uint16_t where, std::uint32_t home_row) const {
    const auto& homes = inquiry.population.local(where).homes;
    const auto& seeker = inquiry.seeker;
    const auto sector = homes.sector[home_row];
    const auto provider = sector == Sector::private_          ? Provider::private_
                          : sector != Sector::local_authority ? Provider::voluntary
                          : where == seeker.authority         ? Provider::own
                                                              : Provider::other_authority;
    const Point there{homes.east[home_row], homes.north[home_row]};
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
        distance = -maths::log(1 - of_outside.second) * reach.outside_km[static_cast<std::size_t>(kind)];
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
    const auto& local = population.local(seeker.authority);
    for_each_sibling(local, seeker.row, [&](std::uint32_t sibling) {
        const auto& roster = local.in_care;
        if (roster.kind[sibling] != kind || roster.carer[sibling] == seeker.carer_left) return;
        place.carer = roster.carer[sibling];
        place.distance_km = roster.distance_km[sibling];
        place.outside = roster.outside[sibling] != 0;
    });
    return place;
}

/// Does whoever is asked decline?
bool PlaceFinder::refuses(Inquiry& inquiry, double chance) const {
    if (!inquiry.may_be_refused) return false;
    const bool declined = inquiry.next_uniform() < chance;
    inquiry.refused = static_cast<std::uint16_t>(inquiry.refused + declined);
    return declined;
}

std::optional<Place> PlaceFinder::with_sibling(Inquiry& inquiry) const {
    const auto& local = inquiry.population.local(inquiry.seeker.authority);
    const auto& roster = local.in_care;
    std::optional<Place> found;
    for_each_sibling(local, inquiry.seeker.row, [&](std::uint32_t sibling) {
        const auto household = roster.provider_row[sibling];
        if (found || roster.kind[sibling] != PlacementKind::foster || household == no_row) return;
        if (roster.carer[sibling] == inquiry.seeker.carer_left) return;
        const auto where = roster.provider_authority[sibling];
        if (vacant_for_sibling(inquiry.population.local(where).households, household) == 0) return;
        found = foster_place(inquiry, where, household);
        found->sole = false;
    });
    return found;
}

std::optional<Offer> PlaceFinder::offer_of_carers(Inquiry& inquiry, std::uint16_t where,
                                                  std::uint32_t household, bool within_approval) const {
    const auto& households = inquiry.population.local(where).households;
    const auto& seeker = inquiry.seeker;
    if (terms_.match.is_sole(seeker) && households.filled[household] > 0) return std::nullopt;
    if (within_approval && !FosterMatch::approves(households, household, seeker)) return std::nullopt;
    const double declines = within_approval ? terms_.refuses : terms_.refuses_beyond;
    if (refuses(inquiry, 1 - (1 - declines) * maths::exp(seeker.complexity * terms_.log_accepts))) {
        return std::nullopt;
    }
    const bool has_room =
        households.siblings[household] != 0 &&
        households.places[household] - households.filled[household] > seeker.siblings_waiting;
    return Offer{foster_place(inquiry, where, household), seeker.siblings_waiting == 0 || has_room};
}

std::optional<Offer> PlaceFinder::offer_of_home(Inquiry& inquiry, std::uint16_t where,
                                                std::uint32_t home) const {
    if (refuses(inquiry, terms_.home_refuses)) return std::nullopt;
    return Offer{home_place(inquiry, where, home)};
}

std::optional<Offer> PlaceFinder::ask(Inquiry& inquiry, Sources sources, std::uint16_t where,
                                      bool within_approval) const {
    const auto& local = inquiry.population.local(where);
    const auto free = vacancies(inquiry.population, where, sources);
    if (free == 0) return std::nullopt;
    const bool fosters = is_foster(sources.front());
    const auto who = !fosters                                     ? Answering::home
                     : sources.front() == Supply::in_house_foster ? Answering::in_house
                                                                  : Answering::agency;
    // The fewer vacancies, the fewer answers, and perhaps none: what is over a whole number decides by
    // chance.
    const double answers = terms_.answers[static_cast<std::size_t>(who)];
    const auto answering =
        std::min(static_cast<std::size_t>(terms_.most_asked),
                 static_cast<std::size_t>(answers * static_cast<double>(free) + inquiry.next_uniform()));
    const auto first = static_cast<std::size_t>(inquiry.next_uniform() * static_cast<double>(free));
    std::optional<Offer> best;
    double preferred = 0;
    for (std::size_t asked = 0; asked < std::min(answering, free); ++asked) {
        const auto found = listed(local, sources, (first + asked) % free);
        const auto key = fosters ? local.households.key[found].value : local.homes.key[found].value;
        if (key == inquiry.seeker.carer_left) continue;
        ++inquiry.asked;
        auto offer = fosters ? offer_of_carers(inquiry, where, found, within_approval)
                             : offer_of_home(inquiry, where, found);
        if (!offer) continue;
        const double preference = inquiry.strategy.preference(*offer);
        // Brothers and sisters together come before anything else.
        const bool is_better = !best || (offer->has_room_for_siblings == best->has_room_for_siblings
                                             ? preference > preferred
                                             : offer->has_room_for_siblings);
        if (!is_better) continue;
        best = std::move(offer);
        preferred = preference;
    }
    return best;
}

template <class Within>
std::optional<Offer> PlaceFinder::within_reach(Inquiry& inquiry, Sources sources, bool within_approval,
                                               const Within& is_within) const {
    const auto& nearness = is_foster(sources.front()) ? for_foster_ : for_homes_;
    const auto* weight_of = nearness.weight.data() + inquiry.seeker.authority * authorities_;
    constexpr std::size_t england = 153;
    boost::container::small_vector<std::uint16_t, england> places;
    boost::container::small_vector<double, england> weight;
    double total = 0;
    const auto count = [&](std::uint16_t where) {
        const auto free = is_within(where) ? vacancies(inquiry.population, where, sources) : 0;
        if (free == 0) return;
        places.push_back(where);
        weight.push_back(weight_of[where] * static_cast<double>(free));
        total += weight.back();
    };
    for (const auto where : nearness.near[inquiry.seeker.authority]) count(where);
    if (places.empty()) {
        for (std::uint16_t where = 0; where < authorities_; ++where) count(where);
    }
    const auto rounds = static_cast<int>(terms_.authorities_asked);
    for (int round = 0; round < rounds && total > 0; ++round) {
        double left = inquiry.next_uniform() * total;
        std::size_t chosen = places.size();
        for (std::size_t at = 0; at < places.size(); ++at) {
            if (weight[at] <= 0) continue;
            chosen = at;  // what rounding leaves over goes to the last
            left -= weight[at];
            if (left < 0) break;
        }
        if (chosen == places.size()) return std::nullopt;
        if (auto offer = ask(inquiry, sources, places[chosen], within_approval)) return offer;
        total -= weight[chosen];
        weight[chosen] = 0;
    }
    return std::nullopt;
}

std::optional<Offer> PlaceFinder::in_house(Inquiry& inquiry, Pool pool, bool within_approval) const {
    const auto here = inquiry.seeker.authority;
    if (pool == Pool::authority) return ask(inquiry, own_foster, here, within_approval);
    const auto region = country_.authorities[here].region;
    return within_reach(inquiry, own_foster, within_approval, [&](std::uint16_t where) {
        return pool == Pool::nation || country_.authorities[where].region == region;
    });
}

std::optional<Offer> PlaceFinder::agencies(Inquiry& inquiry, bool within_approval) const {
    return within_reach(inquiry, agencies_foster, within_approval, anywhere);
}

std::optional<Place> PlaceFinder::home(Inquiry& inquiry) const {
    auto offer = ask(inquiry, own_home, inquiry.seeker.authority, true);
    if (!offer) offer = within_reach(inquiry, others_home, true, anywhere);
    return place_of(offer);
}

std::optional<Place> PlaceFinder::of_provider(Inquiry& inquiry, PlacementKind kind, Provider provider) const {
    const bool fosters = kind == PlacementKind::foster;
    if (fosters) {
        const auto place = with_sibling(inquiry);
        if (place && place->provider == provider) return place;
    }
    const auto here = inquiry.seeker.authority;
    const auto own = fosters ? Sources{own_foster} : Sources{own_home};
    for (const bool within_approval : {true, false}) {
        std::optional<Offer> offer;
        switch (provider) {
            case Provider::own:
                offer = ask(inquiry, own, here, within_approval);
                break;
            case Provider::other_authority:
                offer = within_reach(inquiry, own, within_approval,
                                     [here](std::uint16_t where) { return where != here; });
                break;
            case Provider::private_:
                offer = within_reach(inquiry, fosters ? Sources{private_foster} : Sources{private_home},
                                     within_approval, anywhere);
                break;
            case Provider::voluntary:
                offer = within_reach(inquiry, fosters ? Sources{voluntary_foster} : Sources{voluntary_home},
                                     within_approval, anywhere);
                break;
            default:
                break;
        }
        if (offer) return offer->place;
    }
    return std::nullopt;
}

}  // namespace hearth
