#include "sim/processes/process.hpp"
#include "sim/rules/place_finding.hpp"
#include "sim/rules/placement_mix.hpp"
#include "sim/rules/provider_mix.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t kind_draw = 0, provider_draw = 1, outside_draw = 2, distance_draw = 3, stage_draw = 4,
                        next_kind_draw = 5, best_draw = 6, pooled_draw = 7, custody_draw = 9,
                        reluctance_draw = 10;
/// Nobody is in a young offender institution before this age [years].
constexpr int custody_from = 10;
/// Each day of one search has a block of draws of its own.
constexpr std::uint32_t inquiry_draw = 16, draws_per_day = 4096;
/// Of one day.
constexpr std::uint32_t retry_draw = 8;

/// Finds places: for children who need a bed tonight, and for those whose care plan moves them on. In this
/// order: with a brother or sister, in-house carers, agencies' carers; a children's home; supported
/// accommodation from 16 on; and as the last resort a setting that nobody registered. An adolescent may stay
/// in a home that was not wanted; else what is not what was wanted is a stop-gap, and the search goes on.
/// An unaccompanied child is in a home only if one is wanted: for others who are 16 or older and have no
/// carers there is supported accommodation, in which they may stay.
class PlacementSearch final : public Process {
   public:
    explicit PlacementSearch(Section& config)
        : mix_{config.shared<PlacementMix>()},
          providers_{config.shared<ProviderMix>()},
          terms_{config.shared<SearchTerms>()} {}

    void prepare(const Country& country) override {
        finder_.emplace(country, terms_);
        practice_.clear();
        for (const auto& authority : country.authorities) practice_.push_back(of_search(authority.practice));
    }

    /// Searches that began in earlier months and have their next answer in this one.
    void plan(LocalMonth& local) const override {
        const auto& roster = local.own.in_care;
        const Day first = first_day(local.month), last = last_day(local.month);
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            const Day day = roster[row].search_on;
            if (roster[row].searching_since == open_ended || day < first || day > last) continue;
            local.events.push_back({day, EventKind::searches, local.authority,
                                    OfPlacement{.child = roster[row].child,
                                                .placement_number = roster[row].placement_number,
                                                .row = row}});
        }
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::searches};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto& current = event.as<OfPlacement>();
        const auto& child = now.population.local(event.authority).in_care[current.row];
        const bool is_due = child.status == CareStatus::looked_after && child.searching_since != open_ended &&
                            child.search_on == event.day &&
                            child.placement_number == current.placement_number;
        if (is_due) search(event, now);
        return is_due;
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::care_began};
        return kinds;
    }

    void hear(const Event& began, Moment& now) const override {
        const auto& [child, row] = began.as<OfChild>();
        now.population.set_home(began.authority, row, finder_->home_of(began.authority, child));
        now.seek(began.authority, row, {}, began.day, began.day);
    }

   private:
    /// What an authority's practice is to its searches.
    struct OfSearch {
        KindRatios wanted = as_the_table_says;
        double own_carers = 1;
    };

    static OfSearch of_search(const LocalPractice& practice) {
        OfSearch found;
        const auto wants = [&](PlacementKind kind, Practice how) {
            found.wanted[static_cast<std::size_t>(kind)] = practice[how];
        };
        wants(PlacementKind::parents, Practice::parents);
        wants(PlacementKind::childrens_home, Practice::childrens_home);
        wants(PlacementKind::supported, Practice::supported);
        found.own_carers = practice[Practice::own_carers];
        return found;
    }

    /// What a search has come to.
    struct Answer {
        std::optional<Place> place;
        bool is_stop_gap = false;
        bool is_outside_approval = false;
        UnmetReason unmet = UnmetReason::none;  ///< why it is not what was wanted
    };

    void search(const Event& event, Moment& now) const {
        const auto& roster = now.population.local(event.authority).in_care;
        const auto row = event.as<OfPlacement>().row;
        const auto occasion = placement_occasion(
            roster[row].entered, static_cast<std::uint16_t>(roster[row].placement_number + 1));
        const auto& policies = now.population.local(event.authority).policies;
        const auto is_one_of = [&](double share, std::uint32_t which) {
            return share > 0 && now.draw.uniform(roster[row].child, occasion, which) < share;
        };
        Inquiry inquiry{
            .population = now.population,
            .seeker = finder_->seeker(now.population, event.authority, row, event.day),
            .today = event.day,
            .strategy = is_one_of(policies.best_match, best_draw) ? *terms_.best_match : *terms_.strategy,
            .draw = now.draw,
            .occasion = occasion,
            .first_draw = draws_of_day(event.day, roster[row]) + inquiry_draw,
            .is_pooled = is_one_of(policies.pooled, pooled_draw)};
        const auto wanted = wanted_kind(inquiry, roster);
        inquiry.own_answering = practice_[event.authority].own_carers;
        const bool is_urgent = roster[row].kind == PlacementKind::none;
        const auto answer = is_urgent ? bed_for_tonight(inquiry, wanted) : as_planned(inquiry, wanted);
        const Day since = roster[row].searching_since;
        if (answer.place) {
            place(event, *answer.place, answer.is_stop_gap, wanted, now);
        } else {
            look_again(event, now);
        }
        record(inquiry, answer, wanted, since, now);
    }

    static std::uint32_t draws_of_day(Day today, const ChildInCare& child) {
        return static_cast<std::uint32_t>(today - child.searching_since) * draws_per_day;
    }

    /// The kind that the plan says, else one by age and complexity. The same on every day of one search, and
    /// for brothers and sisters of like age who have come here together.
    PlacementKind wanted_kind(const Inquiry& inquiry, const InCare& roster) const {
        const auto row = inquiry.seeker.row;
        if (roster[row].wanted != PlacementKind::none) return roster[row].wanted;
        const auto& seeker = inquiry.seeker;
        // The first placement begins on the day on which the child was first looked for: two draws of their
        // own.
        const bool is_first = roster[row].placement_number == 0;
        const Day since = roster[row].searching_since;
        const auto& policies = inquiry.population.local(seeker.authority).policies;
        auto ratios = practice_[seeker.authority].wanted;
        ratios[static_cast<std::size_t>(PlacementKind::foster_kin)] = policies.kin;
        const double uniform = inquiry.draw.uniform(sibling_key(seeker.child),
                                                    static_cast<std::uint32_t>(roster[row].placed_on.value),
                                                    is_first ? kind_draw : next_kind_draw);
        const auto kind =
            is_first ? mix_.at_entry(seeker.child, since, seeker.years, uniform, seeker.complexity, ratios)
                     : mix_.after_move(seeker.child, since, kind_to_leave(inquiry, roster), seeker.years,
                                       uniform, seeker.complexity, ratios);
        const bool is_in_custody =
            policies.custody > 0 && kind == PlacementKind::other_residential &&
            seeker.years >= custody_from &&
            inquiry.draw.uniform(seeker.child, inquiry.occasion, custody_draw) < policies.custody;
        return is_in_custody ? PlacementKind::childrens_home : kind;
    }

    static PlacementKind kind_to_leave(const Inquiry& inquiry, const InCare& roster) {
        const auto row = inquiry.seeker.row;
        if (roster[row].kind != PlacementKind::none) return roster[row].kind;
        const auto previous = roster[row].previous_row;
        return previous == no_row ? PlacementKind::none : inquiry.population.placements()[previous].kind;
    }

    Place uncounted(const Inquiry& inquiry, PlacementKind kind) const {
        const auto& seeker = inquiry.seeker;
        const auto pair = [&](std::uint32_t which) {
            return inquiry.draw.uniform_pair(seeker.child, inquiry.occasion, which);
        };
        return finder_->uncounted(inquiry.population, seeker, kind,
                                  providers_.of(kind, pair(provider_draw).first), pair(outside_draw),
                                  pair(distance_draw));
    }

    /// Foster carers within their approval: siblings' first, then those who take brothers and sisters who
    /// wait as well.
    std::optional<Place> suitable_carers(Inquiry& inquiry) const {
        if (auto place = finder_->with_sibling(inquiry)) return place;
        if (inquiry.seeker.siblings_waiting > 0) {
            if (auto place = carers(inquiry, Carers::with_room_for_siblings)) return place;
        }
        return carers(inquiry, Carers::approved);
    }

    /// In-house carers, then agencies'.
    std::optional<Place> carers(Inquiry& inquiry, Carers whom) const {
        auto place = finder_->in_house(inquiry, whom);
        return place ? place : finder_->agencies(inquiry, whom);
    }

    /// The place that the plan is for, or none today.
    Answer as_planned(Inquiry& inquiry, PlacementKind wanted) const {
        if (!is_counted(wanted)) return {uncounted(inquiry, wanted)};
        Answer answer{wanted == PlacementKind::foster ? suitable_carers(inquiry) : finder_->home(inquiry)};
        if (!answer.place) answer.unmet = finder_->why_none(inquiry, wanted);
        return answer;
    }

    /// Something must be found: what is wanted, or the next best.
    Answer bed_for_tonight(Inquiry& inquiry, PlacementKind wanted) const {
        const auto planned = as_planned(inquiry, wanted);
        if (planned.place) return planned;
        auto answer = next_best(inquiry, wanted);
        answer.unmet = planned.unmet;
        return answer;
    }

    /// An authority that wants homes less often than others turns to them less often for want of carers, too.
    bool is_reluctant_to_use_homes(const Inquiry& inquiry) const {
        const auto& wanted = practice_[inquiry.seeker.authority].wanted;
        const double ratio = wanted[static_cast<std::size_t>(PlacementKind::childrens_home)];
        return ratio < 1 &&
               inquiry.draw.uniform(inquiry.seeker.child, inquiry.occasion, reluctance_draw) >= ratio;
    }

    /// What there is instead of the place that is wanted.
    Answer next_best(Inquiry& inquiry, PlacementKind wanted) const {
        const bool wants_home = wanted == PlacementKind::childrens_home;
        const bool is_adolescent =
            inquiry.seeker.years >= terms_.homes_from_age && !is_reluctant_to_use_homes(inquiry);
        const bool is_alone = is_unaccompanied(inquiry.seeker.child) && !terms_.homes_for_unaccompanied;
        constexpr int supported_from = 16;
        const bool can_be_supported = inquiry.seeker.years >= supported_from;
        if (wants_home) {
            if (auto place = suitable_carers(inquiry)) return {place, true};
        } else if (is_alone && can_be_supported) {
            return {uncounted(inquiry, PlacementKind::supported)};
        } else if (is_adolescent && !is_alone) {
            if (auto place = finder_->home(inquiry)) return {place};
        }
        if (auto place = carers(inquiry, Carers::not_approved)) return {place, true, true};
        if (!wants_home && !is_adolescent && !is_alone) {
            if (auto place = finder_->home(inquiry)) return {place, true};
        }
        return {uncounted(inquiry, can_be_supported ? PlacementKind::supported : PlacementKind::other), true};
    }

    void place(const Event& event, Place place, bool is_stop_gap, PlacementKind wanted, Moment& now) const {
        const auto& roster = now.population.local(event.authority).in_care;
        const auto row = event.as<OfPlacement>().row;
        const bool is_urgent = roster[row].kind == PlacementKind::none;
        if (place.kind != wanted) place.match = terms_.unwanted_match;
        place.stage = is_stop_gap  ? Stage::emergency
                      : !is_urgent ? roster[row].wanted_stage
                                   : stage_in_a_hurry(roster[row], place.kind, now.draw);
        if (!is_urgent) {
            now.population.end_placement(event.authority, row, MoveCause::plan, roster[row].wanted_reason,
                                         event.day);
        }
        make_lawful(place.kind, event, now.population);
        now.population.place(event.authority, row, place, event.day);
        if (is_stop_gap) {
            now.population.seek(event.authority, row, {wanted, Stage::short_term, ChangeReason::CARPL},
                                event.day, open_ended);
            look_again(event, now);
        } else {
            now.population.end_search(event.authority, row);
        }
        now.calendar.add(
            {event.day, EventKind::placed, event.authority,
             OfPlacement{
                 .child = roster[row].child, .placement_number = roster[row].placement_number, .row = row}});
    }

    Stage stage_in_a_hurry(const ChildInCare& child, PlacementKind kind, const Draws& draw) const {
        const auto occasion =
            placement_occasion(child.entered, static_cast<std::uint16_t>(child.placement_number + 1));
        return terms_.stage_in_a_hurry(kind, draw.uniform(child.child, occasion, stage_draw));
    }

    void look_again(const Event& event, Moment& now) const {
        const auto& roster = now.population.local(event.authority).in_care;
        const auto row = event.as<OfPlacement>().row;
        // Brothers and sisters who wait together are looked for together.
        const auto occasion = static_cast<std::uint32_t>(event.day.value);
        const double wait = now.draw.exponential(sibling_key(roster[row].child), occasion, retry_draw);
        const Day next = event.day + 1 + static_cast<std::int32_t>(wait * (terms_.retry_days - 1));
        if (next - roster[row].searching_since > terms_.gives_up_days) {
            now.population.end_search(event.authority, row);
        } else {
            now.seek_again(event.authority, row, next);
        }
    }

    static void record(const Inquiry& inquiry, const Answer& answer, PlacementKind wanted, Day since,
                       Moment& now) {
        const auto& seeker = inquiry.seeker;
        const auto& roster = now.population.local(seeker.authority).in_care;
        bool has_sibling = false, together = false;
        for (const auto sibling : seeker.siblings) {
            if (roster[sibling].kind == PlacementKind::none) continue;
            has_sibling = true;
            together |= are_together(roster, seeker.row, sibling);
        }
        now.population.record_search({.child = seeker.child,
                                      .since = since,
                                      .day = inquiry.today,
                                      .match = answer.place ? static_cast<float>(answer.place->match) : 0.0F,
                                      .authority = seeker.authority,
                                      .asked = inquiry.asked,
                                      .refused = inquiry.refused,
                                      .wanted = wanted,
                                      .found = answer.place ? answer.place->kind : PlacementKind::none,
                                      .unmet = answer.unmet,
                                      .stop_gap = answer.is_stop_gap,
                                      .outside_approval = answer.is_outside_approval,
                                      .apart = answer.place && has_sibling && !together});
    }

    /// A child cannot be accommodated by agreement with its own parents: the court's interim order comes with
    /// the placement (SSDA903 rule 378).
    static void make_lawful(PlacementKind kind, const Event& event, Population& population) {
        const auto row = event.as<OfPlacement>().row;
        const auto& child = population.local(event.authority).in_care[row];
        if (kind != PlacementKind::parents || !needs_order_with_parents(child.legal)) return;
        if (child.entered == event.day) {
            population.correct_legal_status(event.authority, row, LegalStatus::C1);
        } else {
            population.change_legal_status(event.authority, row, LegalStatus::C1, event.day);
        }
    }

    PlacementMix mix_;
    ProviderMix providers_;
    SearchTerms terms_;
    std::optional<PlaceFinder> finder_;
    std::vector<OfSearch> practice_;  ///< by authority
};

const RegisterProcess<PlacementSearch> registered{"placement_search",
                                                  "a place for every child who waits for one"};

}  // namespace
}  // namespace hearth
