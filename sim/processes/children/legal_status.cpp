#include "sim/processes/clocks.hpp"
#include "sim/rules/legal_path.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t clock_draw = 0, successor_draw = 1;

/// Runs down with the hazard.
struct Clock {
    static constexpr std::string_view table = "legal_status";
    using Beside = ChildInCare;

    double left{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"left", &Clock::left, "1", "hazard left before the legal status changes"}};
    }
};

/// Legal statuses change, within court durations: agreement or emergency, proceedings, final hearing.
class LegalStatusProcess final : public Process {
   public:
    explicit LegalStatusProcess(Section& config) : path_{config.shared<LegalPath>()} {}

    void prepare(const Country& country) override {
        proceedings_.clear();
        for (const auto& authority : country.authorities)
            proceedings_.push_back(authority.practice[Practice::proceedings]);
    }

    void begin(FirstMonth& local) const override {
        auto& clocks = local.own.beside<Clock>();
        for (std::uint32_t row = 0; row < clocks.size(); ++row)
            draw_clock(local.own.in_care[row], clocks[row], local.draw);
    }

    void plan(LocalMonth& local) const override {
        auto& clocks = local.own.beside<Clock>();
        plan_clocks(local, [&](std::uint32_t row, AgeBand age, Day from, Day to) {
            return next(local.own.in_care, row, clocks[row], age, local.authority, from, to);
        });
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::legal_change};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto& change = event.as<LegalChange>();
        const auto& child = now.population.local(event.authority).in_care[change.row];
        // Care may have ended, or another order been made, since this was planned.
        if (child.status != CareStatus::looked_after || child.legal_number != change.legal_number)
            return false;
        // Placed for adoption meanwhile: the order stays.
        if (child.kind == PlacementKind::adoption) return false;
        const auto occasion = placement_occasion(child.entered, child.legal_number);
        const double uniform = now.draw.uniform(sibling_key(change.child), occasion, successor_draw);
        const int age = age_on(child.born, event.day);
        now.population.change_legal_status(event.authority, change.row,
                                           path_.successor(child.legal, age, uniform), event.day);
        start_clock(event, change.row, now);
        return true;
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::placed};
        return kinds;
    }

    /// Care has begun, or an order came with the placement: a status of today has no clock yet.
    void hear(const Event& placed, Moment& now) const override {
        const auto row = placed.as<OfPlacement>().row;
        const auto& child = now.population.local(placed.authority).in_care[row];
        if (child.legal_since == placed.day) start_clock(placed, row, now);
    }

   private:
    /// Draws the clock of a status that began today, and runs it through the rest of the month.
    void start_clock(const Event& today, std::uint32_t row, Moment& now) const {
        const auto& local = now.population.local(today.authority);
        auto& clock = now.population.beside<Clock>(today.authority)[row];
        draw_clock(local.in_care[row], clock, now.draw);
        const auto age = age_band(age_on(local.in_care[row].born, today.day));
        if (const auto change =
                next(local.in_care, row, clock, age, today.authority, today.day, now.calendar.last())) {
            now.calendar.add(*change);
        }
    }

    static void draw_clock(const ChildInCare& child, Clock& clock, const Draws& draw) {
        const auto occasion = placement_occasion(child.entered, child.legal_number);
        clock.left = draw.exponential(sibling_key(child.child), occasion, clock_draw);
    }

    std::optional<Event> next(const InCare& roster, std::uint32_t row, Clock& clock, AgeBand age,
                              std::uint16_t authority, Day from, Day to) const {
        const auto day =
            path_.next(clock.left, care_state(roster[row]), age, from, to, proceedings_[authority]);
        if (!day) return std::nullopt;
        return Event{
            *day, EventKind::legal_change, authority,
            LegalChange{.child = roster[row].child, .legal_number = roster[row].legal_number, .row = row}};
    }

    LegalPath path_;
    std::vector<double> proceedings_;  ///< by authority
};

const RegisterProcess<LegalStatusProcess> registered{"legal_status",
                                                     "legal statuses and the way through the courts"};

}  // namespace
}  // namespace hearth
