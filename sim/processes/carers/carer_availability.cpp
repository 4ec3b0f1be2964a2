#include "sim/core/rates.hpp"
#include "sim/processes/process.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t first_day_draw = 0, begins_draw = 1, length_draw = 2, disruption_draw = 3;

/// Foster carers who take nobody for a time: they rest, have no room for a while, or a placement has just
/// broken or an allegation is looked into. Children who are there stay.
class CarerAvailability final : public Process {
   public:
    explicit CarerAvailability(Section& config)
        : rest_hazard_{config.real("rest_hazard", "1/month", {0, 5},
                                   "hazard that carers take nobody for a time")},
          rest_months_{config.real("rest_months", "month", {0.1, 60}, "mean length of that time")},
          after_disruption_{config.real("after_disruption", "1", {0, 1},
                                        "share of disruptions after which carers take nobody")},
          after_allegation_{config.real("after_allegation", "1", {0, 1}, "the same after an allegation")},
          pause_months_{
              config.real("pause_months", "month", {0.1, 60}, "mean length of the time after these")} {}

    /// As many as the hazard keeps on hold, for what is left of their time.
    void begin(FirstMonth& local) const override {
        const auto& households = local.own.households;
        const double share = rest_hazard_ * rest_months_ / (1 + rest_hazard_ * rest_months_);
        for (std::uint32_t row = 0; row < households.size(); ++row) {
            if (households[row].approved == open_ended) continue;  // who applies has nobody to rest from
            const auto [on_hold, how_long] = local.draw.uniform_pair(households[row].key, 0, first_day_draw);
            if (on_hold >= share) continue;
            local.before.hold(row, first_day(local.month) + days(how_long, rest_months_));
        }
    }

    void plan(LocalMonth& local) const override {
        const auto& households = local.own.households;
        const auto occasion = static_cast<std::uint32_t>(local.month.value);
        const Day first = first_day(local.month), last = last_day(local.month);
        const double begins = probability(PerMonth{rest_hazard_}).value;
        for (std::uint32_t row = 0; row < households.size(); ++row) {
            const auto& household = households[row];
            if (!is_fostering(household)) continue;
            if (household.on_hold != 0) {
                if (household.hold_ends > last) continue;
                local.events.push_back(
                    change(std::max(first, household.hold_ends), local, row, EventKind::hold_ends));
            } else {
                const auto [chance, when] = local.draw.uniform_pair(household.key, occasion, begins_draw);
                if (chance >= begins) continue;
                const auto day = day_in(local.month, when);
                local.events.push_back(change(day, local, row, EventKind::hold_begins));
            }
        }
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::hold_begins, EventKind::hold_ends};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto row = event.as<OfHousehold>().row;
        const auto& household = now.population.local(event.authority).households[row];
        if (!is_fostering(household)) return false;
        if (event.kind() == EventKind::hold_begins) {
            const auto occasion = static_cast<std::uint32_t>(event.day.value);
            hold(event.authority, row, event.day,
                 days(now.draw.uniform(household.key, occasion, length_draw), rest_months_), now);
            return true;
        }
        if (household.hold_ends > event.day) return false;
        now.population.end_hold(event.authority, row);
        return true;
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::disrupted};
        return kinds;
    }

    /// After a disruption some carers stop for a while, after an allegation nearly all.
    void hear(const Event& disrupted, Moment& now) const override {
        const auto& disruption = disrupted.as<Disruption>();
        const auto& child = now.population.local(disrupted.authority).in_care[disruption.row];
        const auto& placement = now.population.placements()[child.previous_row];
        if (placement.kind != PlacementKind::foster || placement.provider_row == no_row) return;
        const auto authority = placement.provider_authority;
        const auto row = placement.provider_row;
        const auto& household = now.population.local(authority).households[row];
        if (!is_fostering(household)) return;
        const auto occasion = static_cast<std::uint32_t>(disrupted.day.value);
        const auto [chance, how_long] = now.draw.uniform_pair(household.key, occasion, disruption_draw);
        const double share = disruption.reason == ChangeReason::ALLEG ? after_allegation_ : after_disruption_;
        if (chance < share) hold(authority, row, disrupted.day, days(how_long, pause_months_), now);
    }

   private:
    static std::int32_t days(double uniform, double mean_months) {
        return 1 + static_cast<std::int32_t>(-maths::log(1 - uniform) * mean_months * days_per_month);
    }

    static Event change(Day day, const LocalMonth& local, std::uint32_t row, KindOf<OfHousehold> what) {
        return {day, what, local.authority,
                OfHousehold{.household = local.own.households[row].key, .row = row}};
    }

    /// On hold from today, for longer if it was on hold already.
    static void hold(std::uint16_t authority, std::uint32_t row, Day today, std::int32_t length,
                     Moment& now) {
        const auto& households = now.population.local(authority).households;
        auto until = today + length;
        if (households[row].on_hold != 0) until = std::max(until, households[row].hold_ends);
        now.population.hold(authority, row, until);
        if (until > now.calendar.last()) return;
        now.calendar.add({until, EventKind::hold_ends, authority,
                          OfHousehold{.household = households[row].key, .row = row}});
    }

    double rest_hazard_;
    double rest_months_;
    double after_disruption_;
    double after_allegation_;
    double pause_months_;
};

const RegisterProcess<CarerAvailability> registered{"carer_availability",
                                                    "foster carers who take nobody for a time"};

}  // namespace
}  // namespace hearth
