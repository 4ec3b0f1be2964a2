#include <algorithm>
#include <array>

#include "sim/engine/build_looked_after.hpp"
#include "sim/processes/place_finding.hpp"

namespace hearth {
namespace {

/// Lives offered to each child, and how often one is begun before the last is taken as it is.
constexpr std::size_t candidate_lives = 6;
constexpr std::uint32_t attempts_a_round = 16;
constexpr std::uint32_t most_rounds = 3;

/// Every life of a child is as old as the others, so the hazard of leaving that all share cancels when one is
/// chosen: only what a kind has beyond foster care's ratio (leaving_care.kind_ratio) tells lives apart (a
/// children's home, below it, counts as equal).
constexpr double spared = 0.85;

/// Draws of one attempt at a life.
constexpr std::uint32_t draws_per_attempt = 16, kind_draw = 0, move_draw = 1, leave_draw = 2, law_draw = 3,
                        order_draw = 4, next_law_draw = 5, match_draw = 6;

}  // namespace

/// Counts of an authority against its published numbers, by kind of placement and by legal status.
class StartingPopulation::Margins {
   public:
    explicit Margins(const AuthorityInputs& inputs) {
        for (std::size_t kind = 0; kind < kinds_.size(); ++kind)
            kinds_[kind] = -static_cast<int>(inputs.by_placement[kind]);
        for (std::size_t group = 0; group < groups_.size(); ++group) {
            groups_[group] = -static_cast<int>(inputs.by_legal_status[group]);
        }
    }

    void add(PlacementKind kind, LegalStatus status, int count) {
        kinds_[static_cast<std::size_t>(kind)] += count;
        groups_[legal_group(status)] += count;
    }

    /// Children in the wrong group.
    int misses() const {
        int sum = 0;
        for (const int excess : kinds_) sum += std::abs(excess);
        for (const int excess : groups_) sum += std::abs(excess);
        return sum;
    }

    /// Are there too many of this kind or status?
    bool is_excess(PlacementKind kind, LegalStatus status) const {
        return kinds_[static_cast<std::size_t>(kind)] > 0 || groups_[legal_group(status)] > 0;
    }

    /// How much farther from the published numbers one more (or less) of these would be.
    int cost(PlacementKind kind, LegalStatus status, int count) const {
        const auto farther = [count](int excess) { return std::abs(excess + count) - std::abs(excess); };
        return farther(kinds_[static_cast<std::size_t>(kind)]) + farther(groups_[legal_group(status)]);
    }

   private:
    std::array<int, placement_kind_count> kinds_{};
    std::array<int, legal_groups.size()> groups_{};
};

/// The placements and legal statuses of a child's period of care up to the eve of the first day, by the
/// model's own hazards; nothing if care would have ended before: that life is not this child's.
std::optional<StartingPopulation::Life> StartingPopulation::try_life(const InCare& roster, std::size_t row,
                                                                     std::uint32_t attempt, Day eve,
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
    const auto first_kind = mix_.at_entry(child, age_at_entry, uniform(1, kind_draw));
    auto legal = is_unaccompanied(child) ? LegalStatus::V2 : entry_.legal(age_at_entry, uniform(1, law_draw));
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
            change_status(to, legal_.successor(status, age_on(born, to), uniform(number, next_law_draw)));
        }
        if (happens.matched) {
            adoption_clock = clock(life.placements.size() + 1, match_draw);  // should these adopters give up
            move_to(to, PlacementKind::adoption);
        } else if (happens.moved) {
            const auto number = static_cast<std::uint16_t>(life.placements.size() + 1);
            move_to(to, mix_.after_move(child, kind, age_on(born, to), uniform(number, kind_draw)));
        }
    }
    return life;
}

/// Lets each child in turn change to the life that brings the authority nearest to its published numbers.
/// True if any did.
bool StartingPopulation::improve(const std::vector<std::vector<Life>>& lives, std::vector<std::size_t>& taken,
                                 Margins& margins) {
    bool improved = false;
    const auto end_of = [&](std::size_t row) {
        const auto& life = lives[row][taken[row]];
        return std::pair{life.placements.back().kind, life.statuses.back().status};
    };
    for (std::size_t row = 0; row < lives.size(); ++row) {
        const auto [kind, status] = end_of(row);
        margins.add(kind, status, -1);
        int best = margins.cost(kind, status, 1);
        for (std::size_t other = 0; other < lives[row].size(); ++other) {
            const auto& life = lives[row][other];
            const int cost = margins.cost(life.placements.back().kind, life.statuses.back().status, 1);
            if (cost >= best) continue;
            best = cost;
            taken[row] = other;
            improved = true;
        }
        const auto [new_kind, new_status] = end_of(row);
        margins.add(new_kind, new_status, 1);
    }
    return improved;
}

/// Offers each child several lives and takes those that together are nearest to the authority's published
/// numbers by placement and by legal status: child after child changes to a better life while that helps.
void StartingPopulation::choose_lives(InCare& roster, PastCare& past, const AuthorityInputs& inputs, Day eve,
                                      const Draws& draw) const {
    std::vector<std::vector<Life>> lives(roster.size());
    std::vector<std::size_t> taken(roster.size(), 0);
    Margins margins{inputs};
    const auto end_of = [](const Life& life) {
        return std::pair{life.placements.back().kind, life.statuses.back().status};
    };
    for (std::uint32_t round = 0; round < most_rounds && (round == 0 || margins.misses() > 0); ++round) {
        for (std::size_t row = 0; row < roster.size(); ++row) {
            const bool is_new = lives[row].empty();
            if (!is_new) {  // later rounds: more lives for those of whom there are too many
                const auto [kind, status] = end_of(lives[row][taken[row]]);
                if (!margins.is_excess(kind, status)) continue;
            }
            for (std::uint32_t attempt = 0;
                 attempt < attempts_a_round && lives[row].size() < candidate_lives * (round + 1); ++attempt) {
                auto life = try_life(roster, row, round * attempts_a_round + attempt, eve, draw);
                if (life) lives[row].push_back(std::move(*life));
            }
            if (lives[row].empty()) {
                lives[row].push_back({{{roster.entered[row], PlacementKind::foster}},
                                      {{roster.entered[row], LegalStatus::C2}}});
            }
            if (is_new) {
                const auto [kind, status] = end_of(lives[row].front());
                margins.add(kind, status, 1);
            }
        }
        bool improved = true;
        while (improved) improved = improve(lives, taken, margins);
    }
    for (std::size_t row = 0; row < roster.size(); ++row) {
        const auto& life = lives[row][taken[row]];
        for (const auto& [since, status] : life.statuses) {
            const auto at = add_row(past.legal);
            past.legal.child[at] = roster.child[row];
            past.legal.entered[at] = roster.entered[row];
            past.legal.began[at] = since;
            past.legal.status[at] = status;
        }
        for (std::size_t index = 0; index < life.placements.size(); ++index) {
            auto& placements = past.placements;
            const auto at = add_row(placements);
            const bool is_last = index + 1 == life.placements.size();
            placements.child[at] = roster.child[row];
            placements.born[at] = roster.born[row];
            placements.sex[at] = roster.sex[row];
            placements.ethnicity[at] = roster.ethnicity[row];
            placements.need[at] = roster.need[row];
            placements.entered[at] = roster.entered[row];
            placements.began[at] = life.placements[index].on;
            placements.ended[at] = is_last ? open_ended : life.placements[index + 1].on;
            placements.change[at] = is_last ? ChangeReason::none : ChangeReason::CARPL;
            placements.kind[at] = life.placements[index].kind;
            placements.provider[at] = Provider::none;
            placements.provider_authority[at] = no_authority;
        }
        roster.placed_on[row] = life.placements.back().on;
        roster.kind[row] = life.placements.back().kind;
        roster.placement_number[row] = static_cast<std::uint16_t>(life.placements.size());
        roster.placement_row[row] = static_cast<std::uint32_t>(past.placements.size() - 1);
        roster.legal[row] = life.statuses.back().status;
        roster.legal_since[row] = life.statuses.back().since;
        roster.legal_number[row] = static_cast<std::uint8_t>(life.statuses.size());
    }
}

}  // namespace hearth
