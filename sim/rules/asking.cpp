#include <algorithm>
#include <boost/container/small_vector.hpp>

#include "sim/rules/place_finding.hpp"

/// Who with a vacancy is asked for a place, where, and who says yes.
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

/// Do the carers take a child with so many brothers and sisters?
bool has_room(const FosterHousehold& household, int siblings) {
    return household.siblings != 0 && household.places - household.filled > siblings;
}

}  // namespace

double Inquiry::next_uniform() {
    if (drawn++ % 2 == 1) return spare;
    const auto [first, second] = draw.uniform_pair(seeker.child, occasion, first_draw + drawn / 2);
    spare = second;
    return first;
}

/// Does whoever is asked decline?
bool PlaceFinder::refuses(Inquiry& inquiry, double chance) const {
    if (!inquiry.may_be_refused) return false;
    const bool declined = inquiry.next_uniform() < chance;
    inquiry.refused = static_cast<std::uint16_t>(inquiry.refused + declined);
    return declined;
}

std::optional<Place> PlaceFinder::offer_of_carers(Inquiry& inquiry, std::uint16_t where,
                                                  std::uint32_t household, Carers whom) const {
    const auto& carers = inquiry.population.local(where).households[household];
    const auto& seeker = inquiry.seeker;
    const bool approved = whom != Carers::not_approved;
    const bool would_share_alone = terms_.match.is_sole(seeker) && carers.filled > 0;
    const bool is_within = FosterMatch::approves(carers, seeker);
    if (approved && takes_age(carers, seeker.age)) {
        ++inquiry.take_age;
        inquiry.can = static_cast<std::uint16_t>(inquiry.can + (is_within && !would_share_alone));
    }
    if (would_share_alone || is_within != approved) return std::nullopt;
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
    const auto& policies = inquiry.population.local(inquiry.seeker.authority).policies;
    const double practice = who == Answering::in_house ? inquiry.own_answering : 1;
    const double answers =
        std::min(1.0, terms_.answers[static_cast<std::size_t>(who)] * policies.answering * practice);
    auto answering =
        std::min(static_cast<std::size_t>(terms_.most_asked),
                 static_cast<std::size_t>(answers * static_cast<double>(free) + inquiry.next_uniform()));
    const auto first = static_cast<std::size_t>(inquiry.next_uniform() * static_cast<double>(free));
    std::optional<Place> best;
    double preferred = 0;
    for (std::size_t index = 0; index < free && answering > 0; ++index) {
        const auto found = listed(local, sources, (first + index) % free);
        const auto key = fosters ? local.households[found].key.value : local.homes[found].key.value;
        // Where places are is known beforehand: those without room for a group are not asked for it.
        const bool is_asked = whom != Carers::with_room_for_siblings ||
                              has_room(local.households[found], inquiry.seeker.siblings_waiting);
        if (!is_asked) continue;
        --answering;
        if (key == inquiry.seeker.carer_left) continue;
        ++inquiry.asked;
        auto offer =
            fosters ? offer_of_carers(inquiry, where, found, whom) : offer_of_home(inquiry, where, found);
        if (!offer) continue;
        const double preference =
            inquiry.strategy.preference({.place = *offer,
                                         .seeker = inquiry.seeker,
                                         .roster = inquiry.population.local(inquiry.seeker.authority).in_care,
                                         .prices = country_.prices,
                                         .today = inquiry.today});
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
    // All authorities for each search: in blocks, of which whole ones are passed over.
    constexpr std::size_t england = 160, block = 16;
    boost::container::small_vector<double, england> weight(authorities_, 0.0);
    for (const auto supply : sources) {
        const auto* const free = inquiry.population.free(supply).data();
        for (std::size_t where = 0; where < authorities_; ++where) weight[where] += free[where];
    }
    boost::container::small_vector<double, england / block> of_block;
    double total = 0;
    for (std::size_t first = 0; first < authorities_; first += block) {
        double sum = 0;
        for (auto where = first; where < std::min(first + block, authorities_); ++where) {
            weight[where] *= is_within(static_cast<std::uint16_t>(where)) ? near[where] : 0;
            sum += weight[where];
        }
        of_block.push_back(sum);
        total += sum;
    }
    const auto rounds = static_cast<int>(terms_.authorities_asked);
    for (int round = 0; round < rounds && total > 0; ++round) {
        double left = inquiry.next_uniform() * total;
        std::size_t at = 0;
        while (at + 1 < of_block.size() && left >= of_block[at]) left -= of_block[at++];
        const auto in_block = std::min(block, authorities_ - at * block);
        const auto where =
            at * block + used_up(left, std::span<const double>{weight.data() + at * block, in_block});
        if (weight[where] <= 0) return std::nullopt;  // rounding led to where nobody is left
        if (auto offer = ask(inquiry, sources, static_cast<std::uint16_t>(where), whom)) return offer;
        total -= weight[where];
        of_block[at] -= weight[where];
        weight[where] = 0;
    }
    return std::nullopt;
}

/// Are the in-house carers of `where` asked like the authority's own?
bool PlaceFinder::is_pooled(const Inquiry& inquiry, std::size_t where) const {
    const auto here = inquiry.seeker.authority;
    if (terms_.pool == Pool::authority && !inquiry.is_pooled) return where == here;
    return terms_.pool == Pool::nation ||
           country_.authorities[where].region == country_.authorities[here].region;
}

std::optional<Place> PlaceFinder::in_house(Inquiry& inquiry, Carers whom) const {
    const auto here = inquiry.seeker.authority;
    if (terms_.pool == Pool::authority && !inquiry.is_pooled) return ask(inquiry, own_foster, here, whom);
    return within_reach(inquiry, own_foster, whom,
                        [&](std::uint16_t where) { return is_pooled(inquiry, where); });
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

/// Has anybody a vacancy in the authority, or an agency, another's home or pooled carers in one whose centre
/// is not far? The places are those of the kind that the search asks for.
bool PlaceFinder::has_vacancy_near(const Inquiry& inquiry, PlacementKind kind) const {
    const bool fosters = kind == PlacementKind::foster;
    const auto here = inquiry.seeker.authority;
    if (vacancies(inquiry.population, here, fosters ? Sources{own_foster} : Sources{own_home}) > 0)
        return true;
    const auto bought = fosters ? Sources{agencies_foster} : Sources{others_home};
    const auto& centre = country_.authorities[here].centre;
    for (std::size_t there = 0; there < authorities_; ++there) {
        auto places = vacancies(inquiry.population, there, bought);
        if (fosters && is_pooled(inquiry, there)) places += vacancies(inquiry.population, there, own_foster);
        if (places == 0) continue;
        if (distance_km(centre, country_.authorities[there].centre) <= far_km) return true;
    }
    return false;
}

UnmetReason PlaceFinder::why_none(const Inquiry& inquiry, PlacementKind wanted) const {
    if (inquiry.asked == 0)
        return has_vacancy_near(inquiry, wanted) ? UnmetReason::none_answered : UnmetReason::distance;
    if (wanted != PlacementKind::foster) return UnmetReason::declined;
    if (inquiry.take_age == 0) return UnmetReason::age;
    return inquiry.can == 0 ? UnmetReason::complexity : UnmetReason::declined;
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
                offer =
                    within_reach(inquiry, own, whom, [here](std::uint16_t where) { return where != here; });
                break;
            case Provider::private_:
                offer = within_reach(inquiry, fosters ? Sources{private_foster} : Sources{private_home}, whom,
                                     anywhere);
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
