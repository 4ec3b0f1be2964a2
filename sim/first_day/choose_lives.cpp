#include "sim/first_day/choose_lives.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace hearth {
namespace {

/// Lives offered to each child a round, and how often one is begun before the last is taken as it is.
constexpr std::size_t lives_a_round = 4;
constexpr std::uint32_t attempts_a_round = 16;
constexpr std::uint32_t most_rounds = 6;

/// A life must be better by more than sums of doubles can differ, or two children could change for ever.
constexpr double rounding = 1e-9;

/// What it is worth at first that a life ends in the kind of placement of a brother or sister: as much as one
/// child too few in a group of twenty. Afterwards the margins alone count.
constexpr double sibling_bonus = 0.05;
/// Children who change because of each other could do so for ever.
constexpr int most_sweeps = 30;

/// Who is on remand or under emergency protection has been decided.
bool ends_as_known(LegalStatus status, std::optional<LegalStatus> known) {
    const bool is_short = status == LegalStatus::L1 || status == LegalStatus::L2 || status == LegalStatus::J1;
    return known ? status == *known : !is_short;
}

/// Counts of an authority against its published numbers, by kind of placement and by legal status.
class Margins {
   public:
    explicit Margins(const AuthorityInputs& inputs) {
        for (std::size_t kind = 0; kind < kinds_.size(); ++kind)
            kinds_[kind] = -static_cast<int>(inputs.by_placement[kind]);
        for (std::size_t group = 0; group < groups_.size(); ++group) {
            groups_[group] = -static_cast<int>(inputs.by_legal_status[group]);
        }
        published_kinds_ = inputs.by_placement;
        published_groups_ = inputs.by_legal_status;
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
    ///
    /// As chi-square: what is lacking may then be filled from a group that is itself filled from one with too
    /// many, and what no life can mend is left to the large groups.
    double cost(PlacementKind kind, LegalStatus status, int count) const {
        const auto farther = [count](int excess, std::uint32_t published) {
            return (2 * excess + count) * count / (published + 1.0);
        };
        const auto at = static_cast<std::size_t>(kind), group = legal_group(status);
        return farther(kinds_[at], published_kinds_[at]) + farther(groups_[group], published_groups_[group]);
    }

    /// Lives in which what is lacking comes about more often, and what there is too much of less.
    Tilt tilt() const {
        const auto ratio = [](std::uint32_t published, int excess) {
            const double have = static_cast<double>(published) + excess;
            return std::clamp((published + 0.5) / (have + 0.5), 0.25, 4.0);
        };
        Tilt result;
        for (std::size_t kind = 0; kind < kinds_.size(); ++kind)
            result.kinds[kind] = ratio(published_kinds_[kind], kinds_[kind]);
        for (std::size_t group = 0; group < groups_.size(); ++group)
            result.groups[group] = ratio(published_groups_[group], groups_[group]);
        return result;
    }

   private:
    std::array<std::uint32_t, placement_kind_count> published_kinds_{};
    std::array<std::uint32_t, legal_groups.size()> published_groups_{};
    std::array<int, placement_kind_count> kinds_{};  ///< more than published
    std::array<int, legal_groups.size()> groups_{};
};

/// Lets each child in turn change to the life that brings the authority nearest to its published numbers.
/// True if any did.
bool improve(const InCare& roster, const std::vector<std::vector<Life>>& lives,
             std::vector<std::size_t>& taken, Margins& margins, double bonus) {
    bool improved = false;
    const auto end_of = [&](std::size_t row) {
        const auto& life = lives[row][taken[row]];
        return std::pair{life.placements.back().kind, life.statuses.back().status};
    };
    for (std::size_t row = 0; row < lives.size(); ++row) {
        const auto [kind, status] = end_of(row);
        margins.add(kind, status, -1);
        double best = margins.cost(kind, status, 1);
        const auto beside = [&](PlacementKind of) {
            const bool before = row > 0 && roster[row - 1].family_row == roster[row].family_row &&
                                end_of(row - 1).first == of;
            const bool after = row + 1 < lives.size() &&
                               roster[row + 1].family_row == roster[row].family_row &&
                               end_of(row + 1).first == of;
            return roster[row].family_row != no_row && (before || after) ? bonus : 0;
        };
        best -= beside(kind);
        for (std::size_t other = 0; other < lives[row].size(); ++other) {
            const auto& life = lives[row][other];
            const auto of = life.placements.back().kind;
            const double cost = margins.cost(of, life.statuses.back().status, 1) - beside(of);
            if (cost >= best - rounding) continue;
            best = cost;
            taken[row] = other;
            improved = true;
        }
        const auto [new_kind, new_status] = end_of(row);
        margins.add(new_kind, new_status, 1);
    }
    return improved;
}

/// Writes down the life that has been chosen for a child; its last placement goes on.
void remember(const Life& life, ChildInCare& child, FirstDayTables& made) {
    for (const auto& [since, status] : life.statuses) {
        made.legal_episodes.push_back(
            {.child = child.child, .entered = child.entered, .began = since, .status = status});
    }
    for (const auto& [since, stage] : life.stages) {
        made.stage_changes.push_back(
            {.child = child.child, .entered = child.entered, .began = since, .stage = stage});
    }
    for (std::size_t index = 0; index < life.placements.size(); ++index) {
        const auto& [on, kind, stage, left_for] = life.placements[index];
        const bool is_last = index + 1 == life.placements.size();
        made.placements.push_back({.child = child.child,
                                   .born = child.born,
                                   .entered = child.entered,
                                   .began = on,
                                   .ended = is_last ? open_ended : life.placements[index + 1].on,
                                   .sex = child.sex,
                                   .ethnicity = child.ethnicity,
                                   .need = child.need,
                                   .kind = kind,
                                   .stage = stage,
                                   .change = left_for,
                                   .broke = left_for == ChangeReason::OTHER});
    }
    child.placed_on = life.placements.back().on;
    child.age_when_placed = age_band(age_on(child.born, child.placed_on));
    child.kind = life.placements.back().kind;
    child.stage = life.stage;
    child.complexity = life.complexity;
    child.placement_number = static_cast<std::uint16_t>(life.placements.size());
    child.placement_row = static_cast<std::uint32_t>(made.placements.size() - 1);
    child.legal = life.statuses.back().status;
    child.legal_since = life.statuses.back().since;
    child.legal_number = static_cast<std::uint8_t>(life.statuses.size());
}

}  // namespace

void LifeChoice::choose(FirstDayTables& made, const AuthorityInputs& inputs, Day eve,
                        const std::vector<std::optional<LegalStatus>>& begins_under,
                        const Draws& draw) const {
    auto& roster = made.in_care;
    std::vector<std::vector<Life>> lives(roster.size());
    std::vector<std::size_t> taken(roster.size(), 0);
    Margins margins{inputs};
    const auto end_of = [](const Life& life) {
        return std::pair{life.placements.back().kind, life.statuses.back().status};
    };
    for (std::uint32_t round = 0; round < most_rounds && (round == 0 || margins.misses() > 0); ++round) {
        auto tilt = round == 0 ? Tilt{} : margins.tilt();
        for (std::size_t row = 0; row < roster.size(); ++row) {
            const bool is_new = lives[row].empty();
            if (!is_new) {  // later rounds: more lives for those of whom there are too many
                const auto [kind, status] = end_of(lives[row][taken[row]]);
                if (!margins.is_excess(kind, status)) continue;
            }
            tilt.begins_under = begins_under[row];
            for (std::uint32_t attempt = 0;
                 attempt < attempts_a_round && lives[row].size() < lives_a_round * (round + 1); ++attempt) {
                auto life = lives_.attempt(roster[row], round * attempts_a_round + attempt, eve, tilt, draw);
                if (life && ends_as_known(life->statuses.back().status, begins_under[row])) {
                    lives[row].push_back(std::move(*life));
                }
            }
            if (lives[row].empty()) {
                lives[row].push_back(
                    {.placements = {{roster[row].entered, PlacementKind::foster, Stage::short_term}},
                     .statuses = {{roster[row].entered,
                                   begins_under[row].value_or(is_unaccompanied(roster[row].child)
                                                                  ? LegalStatus::V2
                                                                  : LegalStatus::C2)}},
                     .complexity = roster[row].base_complexity});
            }
            if (is_new) {
                const auto [kind, status] = end_of(lives[row].front());
                margins.add(kind, status, 1);
            }
        }
        for (const double bonus : {sibling_bonus, 0.0}) {
            bool improved = true;
            for (int sweep = 0; improved && sweep < most_sweeps; ++sweep) {
                improved = improve(roster, lives, taken, margins, bonus);
            }
        }
    }
    for (std::size_t row = 0; row < roster.size(); ++row) remember(lives[row][taken[row]], roster[row], made);
}

}  // namespace hearth
