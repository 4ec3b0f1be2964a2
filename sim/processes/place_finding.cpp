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
    for (const auto supply : sources) free += population.free(supply)[authority];
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

Pool read_pool(Section& config) {
    const auto chosen = config.choice("pool", pools.names, "whose in-house carers are asked like one's own");
    return static_cast<Pool>(std::find(pools.names.begin(), pools.names.end(), chosen) - pools.names.begin());
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

/// Do the carers take a child with so many brothers and sisters?
bool has_room(const FosterHouseholds& households, std::uint32_t row, int siblings) {
    return households.siblings[row] != 0 && households.places[row] - households.filled[row] > siblings;
}

/// What draws about a child and a household together are addressed by.
ChildKey pair_of(ChildKey child, HouseholdKey household) {
    constexpr std::uint64_t spread = 0x9e3779b97f4a7c15U;  // an odd number: no two households fall together
    return {child.value ^ (household.value * spread)};
}

}  // namespace

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
      foster_nearness_{nearness(country, terms.reach.foster_km)},
      home_nearness_{nearness(country, terms.reach.childrens_home_km)} {}

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
                  .siblings = {},
                  .siblings_waiting = 0};
    if (!is_unaccompanied(child)) {
        seeker.home = geography_.home_of(country_.authorities[authority], family_of(child));
        for_each_sibling(local, row, [&](std::uint32_t sibling) {
            seeker.siblings.push_back(sibling);
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
    const auto& roster = population.local(seeker.authority).in_care;
    for (const auto sibling : seeker.siblings) {
        const auto carer = roster.carer[sibling];
        const bool is_known = carer != 0;  // on the first day those come later who are not settled yet
        if (roster.kind[sibling] != kind || !is_known || carer == seeker.carer_left) continue;
        place.carer = carer;
        place.distance_km = roster.distance_km[sibling];
        place.outside = roster.outside[sibling] != 0;
    }
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
    const auto& roster = inquiry.population.local(inquiry.seeker.authority).in_care;
    for (const auto sibling : inquiry.seeker.siblings) {
        const auto household = roster.provider_row[sibling];
        if (roster.kind[sibling] != PlacementKind::foster || household == no_row) continue;
        if (roster.carer[sibling] == inquiry.seeker.carer_left) continue;
        const auto where = roster.provider_authority[sibling];
        if (vacant_for_sibling(inquiry.population.local(where).households, household) == 0) continue;
        auto place = foster_place(inquiry, where, household);
        place.sole = false;
        return place;
    }
    return std::nullopt;
}

std::optional<Place> PlaceFinder::offer_of_carers(Inquiry& inquiry, std::uint16_t where,
                                                  std::uint32_t household, Carers whom) const {
    const auto& households = inquiry.population.local(where).households;
    const auto& seeker = inquiry.seeker;
    if (terms_.match.is_sole(seeker) && households.filled[household] > 0) return std::nullopt;
    const bool approved = whom != Carers::not_approved;
    if (FosterMatch::approves(households, household, seeker) != approved) return std::nullopt;
    const double declines = approved ? terms_.refuses : terms_.refuses_beyond;
    if (refuses(inquiry, 1 - (1 - declines) * maths::exp(seeker.complexity * terms_.log_accepts))) {
        return std::nullopt;
    }
    return foster_place(inquiry, where, household);
}

std::optional<Place> PlaceFinder::offer_of_home(Inquiry& inquiry, std::uint16_t where,
                                                std::uint32_t home) const {
    if (refuses(inquiry, terms_.home_refuses)) return std::nullopt;
    return home_place(inquiry, where, home);
}

std::optional<Place> PlaceFinder::ask(Inquiry& inquiry, Sources sources, std::uint16_t where,
                                      Carers whom) const {
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
    auto answering =
        std::min(static_cast<std::size_t>(terms_.most_asked),
                 static_cast<std::size_t>(answers * static_cast<double>(free) + inquiry.next_uniform()));
    const auto first = static_cast<std::size_t>(inquiry.next_uniform() * static_cast<double>(free));
    std::optional<Place> best;
    double preferred = 0;
    for (std::size_t index = 0; index < free && answering > 0; ++index) {
        const auto found = listed(local, sources, (first + index) % free);
        const auto key = fosters ? local.households.key[found].value : local.homes.key[found].value;
        // Where places are is known beforehand: those without room for a group are not asked for it.
        const bool is_asked = whom != Carers::with_room_for_siblings ||
                              has_room(local.households, found, inquiry.seeker.siblings_waiting);
        if (!is_asked) continue;
        --answering;
        if (key == inquiry.seeker.carer_left) continue;
        ++inquiry.asked;
        auto offer = fosters ? offer_of_carers(inquiry, where, found, whom)
                             : offer_of_home(inquiry, where, found);
        if (!offer) continue;
        const double preference = inquiry.strategy.preference(*offer);
        if (best && preference <= preferred) continue;
        best = std::move(offer);
        preferred = preference;
    }
    return best;
}

template <class Within>
std::optional<Place> PlaceFinder::within_reach(Inquiry& inquiry, Sources sources, Carers whom,
                                               const Within& is_within) const {
    const auto& nearness = is_foster(sources.front()) ? foster_nearness_ : home_nearness_;
    const auto* const near = nearness.data() + inquiry.seeker.authority * authorities_;
    constexpr std::size_t england = 153;
    boost::container::small_vector<double, england> weight(authorities_, boost::container::default_init);
    double total = 0;
    for (std::uint16_t where = 0; where < authorities_; ++where) {
        const auto free = is_within(where) ? vacancies(inquiry.population, where, sources) : 0;
        weight[where] = near[where] * static_cast<double>(free);
        total += weight[where];
    }
    const auto rounds = static_cast<int>(terms_.authorities_asked);
    for (int round = 0; round < rounds && total > 0; ++round) {
        double left = inquiry.next_uniform() * total;
        std::size_t chosen = authorities_;
        for (std::size_t where = 0; where < authorities_; ++where) {
            if (weight[where] <= 0) continue;
            chosen = where;  // what rounding leaves over goes to the last
            left -= weight[where];
            if (left < 0) break;
        }
        if (chosen == authorities_) return std::nullopt;
        const auto asked = static_cast<std::uint16_t>(chosen);
        if (auto offer = ask(inquiry, sources, asked, whom)) return offer;
        total -= weight[chosen];
        weight[chosen] = 0;
    }
    return std::nullopt;
}

std::optional<Place> PlaceFinder::in_house(Inquiry& inquiry, Carers whom) const {
    const auto here = inquiry.seeker.authority;
    if (terms_.pool == Pool::authority) return ask(inquiry, own_foster, here, whom);
    const auto region = country_.authorities[here].region;
    return within_reach(inquiry, own_foster, whom, [&](std::uint16_t where) {
        return terms_.pool == Pool::nation || country_.authorities[where].region == region;
    });
}

std::optional<Place> PlaceFinder::agencies(Inquiry& inquiry, Carers whom) const {
    return within_reach(inquiry, agencies_foster, whom, anywhere);
}

std::optional<Place> PlaceFinder::home(Inquiry& inquiry) const {
    constexpr auto any = Carers::approved;  // homes have no approval
    auto offer = ask(inquiry, own_home, inquiry.seeker.authority, any);
    if (!offer) offer = within_reach(inquiry, others_home, any, anywhere);
    return offer;
}

std::optional<Place> PlaceFinder::of_provider(Inquiry& inquiry, PlacementKind kind, Provider provider) const {
    const bool fosters = kind == PlacementKind::foster;
    if (fosters) {
        const auto place = with_sibling(inquiry);
        if (place && place->provider == provider) return place;
    }
    const auto here = inquiry.seeker.authority;
    const auto own = fosters ? Sources{own_foster} : Sources{own_home};
    for (const auto whom : {Carers::with_room_for_siblings, Carers::approved, Carers::not_approved}) {
        if (whom == Carers::with_room_for_siblings && (!fosters || inquiry.seeker.siblings_waiting == 0))
            continue;
        std::optional<Place> offer;
        switch (provider) {
            case Provider::own:
                offer = ask(inquiry, own, here, whom);
                break;
            case Provider::other_authority:
                offer = within_reach(inquiry, own, whom,
                                     [here](std::uint16_t where) { return where != here; });
                break;
            case Provider::private_:
                offer = within_reach(inquiry, fosters ? Sources{private_foster} : Sources{private_home},
                                     whom, anywhere);
                break;
            case Provider::voluntary:
                offer = within_reach(inquiry, fosters ? Sources{voluntary_foster} : Sources{voluntary_home},
                                     whom, anywhere);
                break;
            default:
                break;
        }
        if (offer) return offer;
    }
    return std::nullopt;
}

}  // namespace hearth
