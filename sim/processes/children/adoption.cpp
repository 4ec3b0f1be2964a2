#include "sim/processes/process.hpp"
#include "sim/rules/adoption_hazard.hpp"

namespace hearth {
namespace {

/// Runs down with the hazard.
struct Clock {
    static constexpr std::string_view table = "adoption";
    using Beside = ChildInCare;

    double left{};

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"left", &Clock::left, "1", "hazard left before placement for adoption"}};
    }
};

/// Children under a placement order are matched and placed for adoption: a planned move, apart from
/// disruption.
///
/// The clock starts with the order (occasion: its day).
class Adoption final : public Process {
   public:
    explicit Adoption(Section& config) : hazard_{config.shared<AdoptionHazard>()} {}

    void begin(FirstMonth& local) const override {
        auto& clocks = local.own.beside<Clock>();
        for (std::uint32_t row = 0; row < clocks.size(); ++row)
            draw_clock(local.own.in_care[row], clocks[row], local.draw);
    }

    void plan(LocalMonth& local) const override {
        const auto& roster = local.own.in_care;
        auto& clocks = local.own.beside<Clock>();
        const Day from = first_day(local.month) - 1;
        const Day to = last_day(local.month);
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            if (!waits_for_adoption(roster[row].legal, roster[row].kind)) continue;  // nearly all
            const auto day = hazard_.next(clocks[row].left, care_state(roster[row]), from, to);
            if (!day) continue;
            local.events.push_back({*day, EventKind::plans_move, local.authority,
                                    PlannedMove{.child = roster[row].child,
                                                .wanted = PlacementKind::adoption,
                                                .placement_number = roster[row].placement_number,
                                                .row = row}});
        }
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::legal_change};
        return kinds;
    }

    void hear(const Event& change, Moment& now) const override {
        const auto row = change.as<LegalChange>().row;
        const auto& child = now.population.local(change.authority).in_care[row];
        if (!waits_for_adoption(child.legal, child.kind)) return;
        draw_clock(child, now.population.beside<Clock>(change.authority)[row], now.draw);
    }

   private:
    static void draw_clock(const ChildInCare& child, Clock& clock, const Draws& draw) {
        const auto occasion = static_cast<std::uint32_t>(child.legal_since.value);
        clock.left = draw.exponential(sibling_key(child.child), occasion);
    }

    AdoptionHazard hazard_;
};

const RegisterProcess<Adoption> registered{"adoption", "matching and placing children for adoption"};

}  // namespace
}  // namespace hearth
