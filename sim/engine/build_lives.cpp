#include <algorithm>
#include <array>

#include "sim/engine/build_looked_after.hpp"
#include "sim/processes/place_finding.hpp"

namespace hearth {
namespace {

/// Every life of a child is as old as the others, so the hazard of leaving that all share cancels when one is
/// chosen: only what a kind has beyond foster care's ratio (leaving_care.kind_ratio) tells lives apart (a
/// children's home, below it, counts as equal).
constexpr double spared = 0.85;

/// Draws of one attempt at a life.
constexpr std::uint32_t draws_per_attempt = 16, kind_draw = 0, move_draw = 1, leave_draw = 2, law_draw = 3,
                        order_draw = 4, next_law_draw = 5, match_draw = 6;

}  // namespace

/// The placements and legal statuses of a child's period of care up to the eve of the first day, by the
/// model's own hazards; nothing if care would have ended before: that life is not this child's.
std::optional<StartingPopulation::Life> StartingPopulation::try_life(const InCare& roster, std::size_t row,
                                                                     std::uint32_t attempt, Day eve,
                                                                     const Tilt& tilt,
                                                                     const Draws& draw) const {
    // Ages and time in care are brought up to date this often [days].
    const auto step = [](std::int32_t days_in_care) { return days_in_care < 730 ? 92 : 183; };
    const auto child = roster.child[row];
    const Day entered = roster.entered[row], born = roster.born[row];
    const std::uint32_t block = attempt * draws_per_attempt;
    const auto uniform = [&](std::uint16_t number, std::uint32_t which) {
        return draw.uniform(child, placement_occasion(entered, number), block + which);
    };
    const auto clock = [&](std::size_t number, std::uint32_t which) {
        return draw.exponential(child, placement_occasion(entered, static_cast<std::uint16_t>(number)),
                                block + which);
    };
    const int age_at_entry = age_on(born, entered);
    const auto first_kind = mix_.at_entry(child, age_at_entry, uniform(1, kind_draw), tilt.kinds);
    auto legal = tilt.begins_under ? *tilt.begins_under
                 : is_unaccompanied(child)
                     ? LegalStatus::V2
                     : entry_statuses[pick(uniform(1, law_draw), tilt.apply(entry_.legal_at(age_at_entry)))];
    if (first_kind == PlacementKind::parents && needs_order_with_parents(legal)) legal = LegalStatus::C1;

    Life life{.placements = {{entered, first_kind}}, .statuses = {{entered, legal}}};
    double leaving_clock = clock(0, leave_draw), move_clock = clock(1, move_draw),
           legal_clock = clock(1, order_draw), adoption_clock = clock(1, match_draw);
    const auto change_status = [&](Day day, LegalStatus status) {
        constexpr Day placement_orders_begin = day_of(2005, 12, 30);  // Adoption and Children Act 2002
        if (status == LegalStatus::E1 && day < placement_orders_begin) status = LegalStatus::C2;
        if (life.statuses.back().since == day) life.statuses.pop_back();
        life.statuses.push_back({day, status});
        legal_clock = clock(life.statuses.size(), order_draw);
        adoption_clock = clock(life.statuses.size(), match_draw);
    };
    const auto move_to = [&](Day day, PlacementKind kind) {
        life.placements.push_back({day, kind});
        move_clock = clock(life.placements.size(), move_draw);
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
            double moving, law, matching, leaving;
            std::optional<Day> left, moved, ordered, matched;
        };
        const auto run = [&](Day to) {
            Clocks now{move_clock, legal_clock, adoption_clock, leaving_clock, {}, {}, {}, {}};
            now.left = leaving_.next(now.leaving, {child, status, kind, placed_on, entered, age, 1.0, spared},
                                     from, to);
            now.moved =
                moves_.next(now.moving, {kind, placed_on, entered, age, roster.move_ratio[row]}, from, to);
            now.ordered = legal_.next(
                now.law, {status, since, age, is_unaccompanied(child), kind == PlacementKind::adoption}, from,
                to);
            if (waits_for_adoption(status, kind)) now.matched = adoption_.next(now.matching, since, from, to);
            return now;
        };
        Day to = std::min(from + step(from - entered), eve);
        auto happens = run(to);
        const Day planned = to;
        for (const auto& day : {happens.left, happens.moved, happens.ordered, happens.matched}) {
            if (day) to = std::min(to, *day);
        }
        if (to < planned) happens = run(to);
        move_clock = happens.moving;
        legal_clock = happens.law;
        adoption_clock = happens.matching;
        leaving_clock = happens.leaving;
        if (happens.left) return std::nullopt;
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
            move_to(to, PlacementKind::adoption);
        } else if (happens.moved) {
            const auto number = static_cast<std::uint16_t>(life.placements.size() + 1);
            move_to(to,
                    mix_.after_move(child, kind, age_on(born, to), uniform(number, kind_draw), tilt.kinds));
        }
    }
    return life;
}

}  // namespace hearth
