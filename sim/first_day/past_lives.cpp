#include "sim/first_day/past_lives.hpp"

#include <algorithm>
#include <array>

#include "sim/rules/place_finding.hpp"

namespace hearth {
namespace {

/// Every life of a child is as old as the others, so the hazard of leaving that all share cancels when one is
/// chosen: only what a kind has beyond foster care's ratio (leaving_hazard.kind_ratio) tells lives apart (a
/// children's home, below it, counts as equal).
constexpr double spared = 0.85;

/// Draws of one attempt at a life.
constexpr std::uint32_t draws_per_attempt = 16, kind_draw = 0, break_draw = 1, leave_draw = 2, law_draw = 3,
                        order_draw = 4, next_law_draw = 5, match_draw = 6, stage_draw = 7, stays_draw = 8,
                        plan_draw = 10;  // and one for each stage

/// How often a complexity that heals is brought up to date [days].
constexpr std::int32_t healing_step = 183;

/// The birthdays on which a child comes into another age band; dates are dear to work out.
class Birthdays {
   public:
    explicit Birthdays(Day born) {
        for (std::size_t band = 0; band < begins_.size(); ++band)
            begins_[band] = birthday(born, age_band_edges[band]);
    }

    AgeBand band_on(Day day) const {
        std::size_t band = 0;
        while (band + 1 < begins_.size() && begins_[band + 1] <= day) ++band;
        return static_cast<AgeBand>(band);
    }

    auto begin() const { return begins_.begin(); }
    auto end() const { return begins_.end(); }

   private:
    std::array<Day, age_bands.size()> begins_{};
};

/// Days from which hazards are those of another age or year in care, in order, up to `eve`, which is the
/// last.
boost::container::small_vector<Day, 8> days_of_change(const Birthdays& birthdays, Day entered, Day eve) {
    boost::container::small_vector<Day, 8> days{eve};
    const auto add = [&](Day day) {
        if (day > entered && day < eve) days.push_back(day);
    };
    for (const Day day : birthdays) add(day);
    for (const int days_in_care : years_in_care) add(entered + days_in_care);
    std::sort(days.begin(), days.end());
    return days;
}

}  // namespace

/// One life as it is told. Brothers and sisters who entered together share their draws, so that they mostly
/// lived through the same.
class PastLives::Attempt {
   public:
    Attempt(const PastLives& rules, const ChildInCare& child, std::uint32_t number, const Tilt& tilt,
            const Draws& draw)
        : rules_{rules},
          career_{rules.career_},
          tilt_{tilt},
          draw_{draw},
          whose_{sibling_key(child.child)},
          first_draw_{number * draws_per_attempt},
          born_{child.born},
          birthdays_{child.born},
          base_{child.base_complexity} {
        now_.child = child.child;
        now_.entered = child.entered;
        begin();
    }

    std::optional<Life> up_to(Day eve) {
        const auto changes = days_of_change(birthdays_, now_.entered, eve);
        for (Day from = now_.entered; from < eve;) {
            Day to = *std::upper_bound(changes.begin(), changes.end(), from);
            if (life_.complexity != base_) to = std::min(to, from + healing_step);
            const double circumstances = rules_.circumstances_ratio_[static_cast<std::size_t>(now_.kind)];
            const auto next = career_.next(
                clocks_, now_, birthdays_.band_on(from),
                {.disruption = of_complexity_ * circumstances, .leaving = {.spared = spared}}, from, to);
            if (next.leaves) return std::nullopt;
            heal((next.on - from) / days_per_month);
            from = next.on;
            if (next.changes_status) follow_court(from);
            if (next.is_matched && now_.legal == LegalStatus::E1) {
                live_with_adopters(from);
            } else if (next.breaks) {
                break_down(from);
            } else if (next.moves_on) {
                move_on(from);
            }
        }
        life_.stage = now_.stage;
        return std::move(life_);
    }

   private:
    double uniform(std::size_t number, std::uint32_t which) const {
        return draw_.uniform(whose_, placement_occasion(now_.entered, static_cast<std::uint16_t>(number)),
                             first_draw_ + which);
    }
    double clock(std::size_t number, std::uint32_t which) const {
        return draw_.exponential(whose_, placement_occasion(now_.entered, static_cast<std::uint16_t>(number)),
                                 first_draw_ + which);
    }

    void begin() {
        const int age = age_on(born_, now_.entered);
        const auto kind =
            rules_.mix_.at_entry(now_.child, now_.entered, age, uniform(1, kind_draw), base_, tilt_.kinds);
        auto legal =
            tilt_.begins_under ? *tilt_.begins_under
            : is_unaccompanied(now_.child)
                ? LegalStatus::V2
                : entry_statuses[pick(uniform(1, law_draw), tilt_.apply(rules_.entry_.legal_at(age)))];
        if (kind == PlacementKind::parents && needs_order_with_parents(legal)) legal = LegalStatus::C1;
        clocks_.leaving = clock(0, leave_draw);
        set_complexity(base_);
        be_placed(now_.entered, kind, rules_.terms_.stage_in_a_hurry(kind, uniform(1, stage_draw)));
        have_status(now_.entered, legal);
    }

    void be_placed(Day day, PlacementKind kind, Stage stage) {
        life_.placements.push_back({day, kind, stage});
        now_.placed_on = day;
        now_.age_when_placed = birthdays_.band_on(day);
        now_.kind = kind;
        now_.stage = stage;
        clocks_.disruption = clock(life_.placements.size(), break_draw);
        draw_plan();
    }
    void draw_plan() {
        clocks_.plan = clock(life_.placements.size(), plan_draw + static_cast<std::uint32_t>(now_.stage));
    }

    void have_status(Day day, LegalStatus status) {
        constexpr Day placement_orders_begin = day_of(2005, 12, 30);  // Adoption and Children Act 2002
        if (status == LegalStatus::E1 && day < placement_orders_begin) status = LegalStatus::C2;
        if (!life_.statuses.empty() && life_.statuses.back().since == day) life_.statuses.pop_back();
        life_.statuses.push_back({day, status});
        now_.legal = status;
        now_.legal_since = day;
        clocks_.legal = clock(life_.statuses.size(), order_draw);
        clocks_.adoption = clock(life_.statuses.size(), match_draw);
    }

    void set_complexity(double complexity) {
        life_.complexity = complexity;
        of_complexity_ = career_.disruption.ratio({.complexity = complexity});
    }

    void heal(double months) {
        if (life_.complexity == base_) return;
        set_complexity(NeedGrowth::healed(life_.complexity, base_, career_.need.left_after(months)));
    }

    void move_to(Day day, PlacementKind kind, Stage stage, ChangeReason why) {
        life_.placements.back().left_for = why;
        be_placed(day, kind, stage);
        if (kind == PlacementKind::parents && needs_order_with_parents(now_.legal))
            have_status(day, LegalStatus::C1);
    }

    /// The kind of the placement that follows, on the day of the move.
    PlacementKind next_kind(Day day) const {
        return rules_.mix_.after_move(now_.child, day, now_.kind, age_on(born_, day),
                                      uniform(life_.placements.size() + 1, kind_draw), life_.complexity,
                                      tilt_.kinds);
    }

    void follow_court(Day day) {
        // The lower the draw, the sooner a final hearing orders a placement.
        const double of_order = tilt_.groups[legal_group(LegalStatus::E1)];
        const double drawn =
            uniform(life_.statuses.size(), next_law_draw) / (now_.legal == LegalStatus::C1 ? of_order : 1);
        have_status(day, career_.law.successor(now_.legal, age_on(born_, day), drawn));
    }

    void live_with_adopters(Day day) {
        clocks_.adoption = clock(life_.placements.size() + 1, match_draw);  // should they give up
        move_to(day, PlacementKind::adoption, Stage::long_term, ChangeReason::CARPL);
    }

    void break_down(Day day) {
        set_complexity(career_.need.after_disruption(life_.complexity));
        const auto kind = next_kind(day);
        const double of_stage = uniform(life_.placements.size() + 1, stage_draw);
        move_to(day, kind, rules_.terms_.stage_in_a_hurry(kind, of_stage), ChangeReason::OTHER);
    }

    void move_on(Day day) {
        const auto [stays, stage] = career_.plan.step(now_, uniform(life_.placements.size(), stays_draw));
        if (!stays) return move_to(day, next_kind(day), stage, ChangeReason::CARPL);
        now_.stage = stage;
        life_.stages.push_back({day, stage});
        draw_plan();
    }

    const PastLives& rules_;
    const Career& career_;
    const Tilt& tilt_;
    const Draws& draw_;
    FamilyKey whose_;
    std::uint32_t first_draw_;
    Day born_;
    Birthdays birthdays_;
    double base_;  ///< complexity that the child came with
    double of_complexity_ = 1;
    CareState now_;
    Career::Clocks clocks_{};
    Life life_;
};

PastLives::PastLives(Section& config)
    : circumstances_ratio_{config.row(
          "circumstances_ratio", "1",
          {"placement", std::span{placement_kinds.names}.first(placement_kind_count)}, {0, 20},
          "hazard of a disruption in the circumstances of a run, which lives do not know, against "
          "typical ones")},
      career_{config},
      entry_{config.shared<EntryProfile>()},
      mix_{config.shared<PlacementMix>()},
      terms_{config.shared<SearchTerms>()} {}

std::optional<Life> PastLives::attempt(const ChildInCare& child, std::uint32_t attempt, Day eve,
                                       const Tilt& tilt, const Draws& draw) const {
    return Attempt{*this, child, attempt, tilt, draw}.up_to(eve);
}

}  // namespace hearth
