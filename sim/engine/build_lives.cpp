#include <algorithm>
#include <array>
#include <cmath>

#include "sim/engine/build_looked_after.hpp"
#include "sim/rules/place_finding.hpp"

namespace hearth {
namespace {

/// Every life of a child is as old as the others, so the hazard of leaving that all share cancels when one is
/// chosen: only what a kind has beyond foster care's ratio (leaving_care.kind_ratio) tells lives apart (a
/// children's home, below it, counts as equal).
constexpr double spared = 0.85;

/// Draws of one attempt at a life.
constexpr std::uint32_t draws_per_attempt = 16, kind_draw = 0, break_draw = 1, leave_draw = 2, law_draw = 3,
                        order_draw = 4, next_law_draw = 5, match_draw = 6, stage_draw = 7, stays_draw = 8,
                        plan_draw = 10;  // and one for each stage

/// How often a complexity that heals is brought up to date [days].
constexpr std::int32_t healing_step = 183;

/// Days from which hazards are those of another age or year in care, in order, up to `eve`, which is the
/// last.
boost::container::small_vector<Day, 8> days_of_change(Day born, Day entered, Day eve) {
    boost::container::small_vector<Day, 8> days{eve};
    const auto add = [&](Day day) {
        if (day > entered && day < eve) days.push_back(day);
    };
    for (const int years : age_band_edges) {
        add(born + static_cast<std::int32_t>(std::ceil(years * days_per_year)));
    }
    for (const int days_in_care : years_in_care) add(entered + days_in_care);
    std::sort(days.begin(), days.end());
    return days;
}

}  // namespace

/// The placements and legal statuses of a child's period of care up to the eve of the first day, by the
/// model's own hazards; nothing if care would have ended before: that life is not this child's.
std::optional<StartingPopulation::Life> StartingPopulation::try_life(const InCare& roster, std::size_t row,
                                                                     std::uint32_t attempt, Day eve,
                                                                     const Tilt& tilt,
                                                                     const Draws& draw) const {
    const auto child = roster[row].child;
    const Day entered = roster[row].entered, born = roster[row].born;
    const auto changes = days_of_change(born, entered, eve);
    const std::uint32_t block = attempt * draws_per_attempt;
    // Brothers and sisters who entered together share their draws, so that they mostly lived through the
    // same.
    const auto shared = sibling_key(child);
    const auto uniform = [&](std::uint16_t number, std::uint32_t which) {
        return draw.uniform(shared, placement_occasion(entered, number), block + which);
    };
    const auto clock = [&](std::size_t number, std::uint32_t which) {
        return draw.exponential(shared, placement_occasion(entered, static_cast<std::uint16_t>(number)),
                                block + which);
    };
    const int age_at_entry = age_on(born, entered);
    const double base = roster[row].base_complexity;
    const auto first_kind = mix_.at_entry(child, age_at_entry, uniform(1, kind_draw), base, tilt.kinds);
    const auto stage_in_a_hurry = [&](PlacementKind kind, std::uint16_t number) {
        if (kind == PlacementKind::parents || kind == PlacementKind::adoption) return Stage::long_term;
        const bool is_emergency =
            kind == PlacementKind::foster && uniform(number, stage_draw) < terms_.emergency_share;
        return is_emergency ? Stage::emergency : Stage::short_term;
    };
    auto legal = tilt.begins_under ? *tilt.begins_under
                 : is_unaccompanied(child)
                     ? LegalStatus::V2
                     : entry_statuses[pick(uniform(1, law_draw), tilt.apply(entry_.legal_at(age_at_entry)))];
    if (first_kind == PlacementKind::parents && needs_order_with_parents(legal)) legal = LegalStatus::C1;

    Life life{.placements = {{entered, first_kind, stage_in_a_hurry(first_kind, 1)}},
              .statuses = {{entered, legal}},
              .complexity = base};
    life.stage = life.placements.back().stage;
    double disruption_ratio = disruptions_.ratio({.complexity = base});
    const auto plan_clock_of = [&](std::size_t number) {
        return clock(number, plan_draw + static_cast<std::uint32_t>(life.stage));
    };
    double leaving_clock = clock(0, leave_draw), break_clock = clock(1, break_draw),
           plan_clock = plan_clock_of(1), legal_clock = clock(1, order_draw),
           adoption_clock = clock(1, match_draw);
    const auto change_status = [&](Day day, LegalStatus status) {
        constexpr Day placement_orders_begin = day_of(2005, 12, 30);  // Adoption and Children Act 2002
        if (status == LegalStatus::E1 && day < placement_orders_begin) status = LegalStatus::C2;
        if (life.statuses.back().since == day) life.statuses.pop_back();
        life.statuses.push_back({day, status});
        legal_clock = clock(life.statuses.size(), order_draw);
        adoption_clock = clock(life.statuses.size(), match_draw);
    };
    const auto move_to = [&](Day day, PlacementKind kind, Stage stage, ChangeReason why) {
        life.placements.back().left_for = why;
        life.placements.push_back({day, kind, stage});
        life.stage = stage;
        break_clock = clock(life.placements.size(), break_draw);
        plan_clock = plan_clock_of(life.placements.size());
        const auto status = life.statuses.back().status;
        if (kind == PlacementKind::parents && needs_order_with_parents(status))
            change_status(day, LegalStatus::C1);
    };
    for (Day from = entered; from < eve;) {
        // Copies: the first event that happens cuts the stretch short, and the others' clocks run only up to
        // it.
        const Day placed_on = life.placements.back().on;
        const auto kind = life.placements.back().kind;
        const Day since = life.statuses.back().since;
        const auto status = life.statuses.back().status;
        const auto age = age_band(static_cast<int>((from - born) / days_per_year));
        struct Clocks {
            double breaking, planning, law, matching, leaving;
            std::optional<Day> left, broken, planned, ordered, matched;
        };
        const double ratio = disruption_ratio * circumstances_ratio_[static_cast<std::size_t>(kind)];
        const auto age_when_placed = age_band(static_cast<int>((placed_on - born) / days_per_year));
        const auto run = [&](Day to) {
            Clocks now{break_clock, plan_clock, legal_clock, adoption_clock, leaving_clock, {}, {},
                       {},          {},         {}};
            now.left = leaving_.next(now.leaving, {child, status, kind, placed_on, entered, age, 1.0, spared},
                                     from, to);
            now.broken =
                disruptions_.next(now.breaking, {kind, placed_on, entered, age_when_placed, ratio}, from, to);
            now.planned = plans_.next(now.planning, {kind, life.stage, placed_on, entered}, from, to);
            now.ordered = legal_.next(
                now.law, {status, since, age, is_unaccompanied(child), kind == PlacementKind::adoption}, from,
                to);
            if (waits_for_adoption(status, kind)) now.matched = adoption_.next(now.matching, since, from, to);
            return now;
        };
        Day to = *std::upper_bound(changes.begin(), changes.end(), from);
        if (life.complexity != base) to = std::min(to, from + healing_step);
        auto happens = run(to);
        const Day until = to;
        for (const auto& day :
             {happens.left, happens.broken, happens.planned, happens.ordered, happens.matched}) {
            if (day) to = std::min(to, *day);
        }
        if (to < until) happens = run(to);
        break_clock = happens.breaking;
        plan_clock = happens.planning;
        legal_clock = happens.law;
        adoption_clock = happens.matching;
        leaving_clock = happens.leaving;
        if (happens.left) return std::nullopt;
        if (life.complexity != base) {
            const double left = growth_.left_after((to - from) / days_per_month);
            life.complexity = NeedGrowth::healed(life.complexity, base, left);
            disruption_ratio = disruptions_.ratio({.complexity = life.complexity});
        }
        from = to;
        if (happens.ordered) {
            const auto number = static_cast<std::uint16_t>(life.statuses.size());
            // The lower the draw, the sooner a final hearing orders a placement.
            const double of_order = tilt.groups[legal_group(LegalStatus::E1)];
            const double drawn = uniform(number, next_law_draw) / (status == LegalStatus::C1 ? of_order : 1);
            change_status(to, legal_.successor(status, age_on(born, to), drawn));
        }
        if (happens.matched && life.statuses.back().status == LegalStatus::E1) {
            adoption_clock = clock(life.placements.size() + 1, match_draw);  // should these adopters give up
            move_to(to, PlacementKind::adoption, Stage::long_term, ChangeReason::CARPL);
            continue;
        }
        const auto number = static_cast<std::uint16_t>(life.placements.size() + 1);
        const auto next_kind = [&] {
            return mix_.after_move(child, kind, age_on(born, to), uniform(number, kind_draw), life.complexity,
                                   tilt.kinds);
        };
        if (happens.broken) {
            life.complexity = growth_.after_disruption(life.complexity);
            disruption_ratio = disruptions_.ratio({.complexity = life.complexity});
            const auto next = next_kind();
            move_to(to, next, stage_in_a_hurry(next, number), ChangeReason::OTHER);
        } else if (happens.planned) {
            const auto stays = static_cast<std::uint16_t>(number - 1);
            if (life.stage == Stage::short_term && plans_.stays(kind, uniform(stays, stays_draw))) {
                life.stage = Stage::long_term;
                life.stages.push_back({to, life.stage});
                plan_clock = plan_clock_of(life.placements.size());
            } else {
                const auto stage = has_stages(kind) ? stage_after(life.stage) : Stage::short_term;
                move_to(to, next_kind(), stage, ChangeReason::CARPL);
            }
        }
    }
    return life;
}

}  // namespace hearth
