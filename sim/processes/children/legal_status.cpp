#include "agents/age_bands.hpp"
#include "sim/processes/process.hpp"
#include "sim/rules/legal_path.hpp"

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
            if (const auto event = next(roster, row, ages.of(roster[row].born), local.authority, from, to))
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
            if (roster[row].status != CareStatus::looked_after || roster[row].legal_number != event.detail)
                return;
            // Placed for adoption meanwhile: the order stays.
            if (roster[row].kind == PlacementKind::adoption) return;
            const auto occasion = placement_occasion(roster[row].entered, roster[row].legal_number);
            const double uniform = now.draw.uniform(sibling_key(event.child), occasion, successor_draw);
            const int age = age_on(roster[row].born, event.day);
            now.population.change_legal_status(event.authority, row,
                                               path_.successor(roster[row].legal, age, uniform), event.day);
        } else if (roster[row].legal_since != event.day) {
            return;  // placed, with a status that already has its clock
        }
        draw_clock(roster, row, now.draw);
        if (const auto change = next(roster, row, age_band(age_on(roster[row].born, event.day)),
                                     event.authority, event.day, now.calendar.last())) {
            now.calendar.add(*change);
        }
    }

   private:
    static void draw_clock(InCare& roster, std::uint32_t row, const Draws& draw) {
        const auto occasion = placement_occasion(roster[row].entered, roster[row].legal_number);
        roster[row].legal_clock = draw.exponential(sibling_key(roster[row].child), occasion, clock_draw);
    }

    std::optional<Event> next(InCare& roster, std::uint32_t row, AgeBand age, std::uint16_t authority,
                              Day from, Day to) const {
        const auto child = roster[row].child;
        const auto day = path_.next(roster[row].legal_clock,
                                    {roster[row].legal, roster[row].legal_since, age, is_unaccompanied(child),
                                     roster[row].kind == PlacementKind::adoption},
                                    from, to);
        if (!day) return std::nullopt;
        return Event{.day = *day,
                     .kind = EventKind::legal_change,
                     .authority = authority,
                     .detail = roster[row].legal_number,
                     .row = row,
                     .child = child};
    }

    LegalPath path_;
};

const RegisterProcess<LegalStatusProcess> registered{"legal_status",
                                                     "legal statuses and the way through the courts"};

}  // namespace
}  // namespace hearth
