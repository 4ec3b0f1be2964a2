#include "sim/processes/clocks.hpp"
#include "sim/rules/followed_level.hpp"
#include "sim/rules/planned_move_hazard.hpp"

namespace hearth {
namespace {

/// Draws of one placement, shared by the brothers and sisters who came to it on the same day: a clock and a
/// decision for each stage, then what the move needs.
constexpr std::uint32_t clock_draw = 0, stays_draw = 8, wait_draw = 16, reason_draw = 24;

/// Runs down with the hazard.
struct Clock {
    static constexpr std::string_view table = "planned_moves";
    using Beside = ChildInCare;

    double left{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"left", &Clock::left, "1", "hazard left before this placement is to be left by plan"}};
    }
};

/// The care plan moves children on: to a short-term family, to a long-term one, out of a setting that has
/// done what it was for. The plan starts a search; the child stays where it is until a place is found.
class PlannedMoves final : public Process {
   public:
    explicit PlannedMoves(Section& config)
        : hazard_{config.shared<PlannedMoveHazard>()},
          level_{config, Flow::moves},
          same_day_{
              config.real("same_day", "1", {0, 1},
                          "share of searches for a long-term family that are answered on the same day")},
          days_to_place_{config.real("days_to_place", "day", {0, 365},
                                     "mean days to the first answer of the other searches")},
          other_reason_{config.real("other_reason", "1", {0, 1},
                                    "share of planned moves recorded as OTHER, not as CARPL")} {}

    void prepare(const Country& country) override {
        practice_.clear();
        for (const auto& authority : country.authorities)
            practice_.push_back(authority.practice[Practice::planned_moves]);
    }

    void begin(FirstMonth& local) const override {
        auto& clocks = local.own.beside<Clock>();
        for (std::uint32_t row = 0; row < clocks.size(); ++row)
            draw_clock(local.own.in_care, row, clocks[row], local.draw);
    }

    void plan(LocalMonth& local) const override {
        const auto& roster = local.own.in_care;
        auto& clocks = local.own.beside<Clock>();
        const auto ratio = level_.on(last_day(local.month), local.levels, local.authority);
        plan_clocks(local, [&](std::uint32_t row, AgeBand age, Day from, Day to) -> std::optional<Event> {
            // No other plan is made while a place is sought.
            if (roster[row].kind == PlacementKind::none || roster[row].searching_since != open_ended)
                return {};
            return next(roster, row, clocks[row], ratio[static_cast<std::size_t>(age)], local.authority, from,
                        to);
        });
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::plans_move};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto& plan = event.as<PlannedMove>();
        const auto& roster = now.population.local(event.authority).in_care;
        if (!is_placed(roster[plan.row]) || roster[plan.row].placement_number != plan.placement_number)
            return false;
        return move_on(event, plan, roster, now);
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::placed};
        return kinds;
    }

    void hear(const Event& placed, Moment& now) const override {
        start_clock(placed, placed.as<OfPlacement>().row, now);
    }

   private:
    static std::uint32_t occasion(const InCare& roster, std::uint32_t row) {
        return static_cast<std::uint32_t>(roster[row].placed_on.value);
    }
    static std::uint32_t of_stage(const InCare& roster, std::uint32_t row, std::uint32_t draw) {
        return draw + static_cast<std::uint32_t>(roster[row].stage);
    }

    static void draw_clock(const InCare& roster, std::uint32_t row, Clock& clock, const Draws& draw) {
        clock.left = draw.exponential(sibling_key(roster[row].child), occasion(roster, row),
                                      of_stage(roster, row, clock_draw));
    }

    std::optional<Event> next(const InCare& roster, std::uint32_t row, Clock& clock, double ratio,
                              std::uint16_t authority, Day from, Day to) const {
        const auto day =
            hazard_.next(clock.left, care_state(roster[row]), ratio * practice_[authority], from, to);
        if (!day) return std::nullopt;
        return Event{*day, EventKind::plans_move, authority,
                     PlannedMove{.child = roster[row].child,
                                 .wanted = PlacementKind::none,
                                 .placement_number = roster[row].placement_number,
                                 .row = row}};
    }

    /// A placement or stage has begun: draw its clock, and run it through the rest of the month.
    void start_clock(const Event& today, std::uint32_t row, Moment& now) const {
        const auto& roster = now.population.local(today.authority).in_care;
        auto& clock = now.population.beside<Clock>(today.authority)[row];
        draw_clock(roster, row, clock, now.draw);
        const Day last = now.calendar.last();
        const auto age = static_cast<std::size_t>(age_band(age_on(roster[row].born, today.day)));
        if (const auto plan = next(roster, row, clock, level_.on(last, now.levels, today.authority)[age],
                                   today.authority, today.day, last)) {
            now.calendar.add(*plan);
        }
    }

    /// Is anything done about the plan?
    bool move_on(const Event& event, const PlannedMove& plan, const InCare& roster, Moment& now) const {
        const auto row = plan.row;
        if (plan.wanted == PlacementKind::adoption) {
            // The placement order may have been revoked this very morning.
            if (roster[row].legal != LegalStatus::E1) return false;
            now.seek(event.authority, row, {plan.wanted, Stage::long_term, ChangeReason::CARPL}, event.day,
                     event.day);
            return true;
        }
        const auto company = company_of(plan, now.population.local(event.authority));
        if (company.empty() || roster[row].searching_since != open_ended) return false;
        const auto draw = [&](std::uint32_t which) {
            return now.draw.uniform_pair(sibling_key(plan.child), occasion(roster, row),
                                         of_stage(roster, row, which));
        };
        const auto kind = roster[row].kind;
        const auto stage = roster[row].stage;
        const auto [stays, next_stage] = hazard_.step(care_state(roster[row]), draw(stays_draw).first);
        const auto reason =
            draw(reason_draw).first < other_reason_ ? ChangeReason::OTHER : ChangeReason::CARPL;
        // Elsewhere the hazard is that of moves made: the time of the search is in it.
        const auto [of_wait, how_long] = draw(wait_draw);
        const bool waits = has_stages(kind) && stage != Stage::emergency && of_wait >= same_day_;
        // A place is sought from today on; the first answer comes after these days.
        const double days = waits ? -maths::log(1 - how_long) * days_to_place_ : 0;
        for (const auto member : company) {
            if (!stays) {
                now.seek(event.authority, member,
                         {plan.wanted, std::max(next_stage, roster[member].stage), reason}, event.day,
                         event.day + static_cast<std::int32_t>(days));
            } else if (roster[member].stage != Stage::long_term) {
                now.population.change_stage(event.authority, member, Stage::long_term, event.day);
                start_clock(event, member, now);
            }
        }
        return true;
    }

    /// The child and the brothers and sisters who live with it: they are planned for together, at the time
    /// that the plan for the eldest comes to. Nobody, if that is not this child's.
    static std::vector<std::uint32_t> company_of(const PlannedMove& plan, const LocalPopulation& local) {
        const auto& roster = local.in_care;
        std::vector<std::uint32_t> company{plan.row};
        bool is_led = true;
        for_each_sibling(local, plan.row, [&](std::uint32_t sibling) {
            if (!are_together(roster, plan.row, sibling)) return;
            is_led &= plan.child < roster[sibling].child;
            if (roster[sibling].searching_since == open_ended) company.push_back(sibling);
        });
        if (!is_led) company.clear();
        return company;
    }

    PlannedMoveHazard hazard_;
    std::vector<double> practice_;  ///< by authority
    FollowedLevel level_;
    double same_day_;
    double days_to_place_;
    double other_reason_;
};

const RegisterProcess<PlannedMoves> registered{"planned_moves",
                                               "placements that the care plan moves on from"};

}  // namespace
}  // namespace hearth
