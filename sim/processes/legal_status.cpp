#include "agents/age_bands.hpp"
#include "sim/processes/legal_path.hpp"
#include "sim/processes/process.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t clock_draw = 0, successor_draw = 1;

/// Legal statuses change, within court durations: agreement or emergency, proceedings, final hearing.
class LegalStatusProcess final : public Process {
   public:
    explicit LegalStatusProcess(Section& config) : path_{config} {}

    void begin(LocalMonth& local) const override {
        auto& roster = local.own.in_care;
        for (std::uint32_t row = 0; row < roster.size(); ++row) draw_clock(roster, row, local.draw);
    }

    void plan(LocalMonth& local) const override {
        auto& roster = local.own.in_care;
        const Day from = first_day(local.month) - 1;
        const Day to = last_day(local.month);
        const AgeBandsOn ages{from};
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            if (const auto event = next(roster, row, ages.of(roster.born[row]), local.authority, from, to))
                local.events.push_back(*event);
        }
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::placed, EventKind::legal_change};
        return kinds;
    }

    void happen(const Event& event, Moment& now) const override {
        auto& roster = now.population.local(event.authority).in_care;
        const auto row = event.row;
        if (event.kind == EventKind::legal_change) {
            // Care may have ended, or another order been made, since this was planned.
            if (roster.status[row] != CareStatus::looked_after || roster.legal_number[row] != event.detail)
                return;
            // Placed for adoption meanwhile: the order stays.
            if (roster.kind[row] == PlacementKind::adoption) return;
            const auto occasion = placement_occasion(roster.entered[row], roster.legal_number[row]);
            const double uniform = now.draw.uniform(sibling_key(event.child), occasion, successor_draw);
            const int age = age_on(roster.born[row], event.day);
            now.population.change_legal_status(event.authority, row,
                                               path_.successor(roster.legal[row], age, uniform), event.day);
        } else if (roster.legal_since[row] != event.day) {
            return;  // placed, with a status that already has its clock
        }
        draw_clock(roster, row, now.draw);
        if (const auto change = next(roster, row, age_band(age_on(roster.born[row], event.day)),
                                     event.authority, event.day, now.calendar.last())) {
            now.calendar.add(*change);
        }
    }

   private:
    static void draw_clock(InCare& roster, std::uint32_t row, const Draws& draw) {
        const auto occasion = placement_occasion(roster.entered[row], roster.legal_number[row]);
        roster.legal_clock[row] = draw.exponential(sibling_key(roster.child[row]), occasion, clock_draw);
    }

    std::optional<Event> next(InCare& roster, std::uint32_t row, AgeBand age, std::uint16_t authority,
                              Day from, Day to) const {
        const auto child = roster.child[row];
        const auto day = path_.next(roster.legal_clock[row],
                                    {roster.legal[row], roster.legal_since[row], age, is_unaccompanied(child),
                                     roster.kind[row] == PlacementKind::adoption},
                                    from, to);
        if (!day) return std::nullopt;
        return Event{.day = *day,
                     .kind = EventKind::legal_change,
                     .authority = authority,
                     .detail = roster.legal_number[row],
                     .row = row,
                     .child = child};
    }

    LegalPath path_;
};

const RegisterProcess<LegalStatusProcess> registered{"legal_status",
                                                     "legal statuses and the way through the courts"};

}  // namespace
}  // namespace hearth
