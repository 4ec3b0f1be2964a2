#include "sim/processes/clocks.hpp"
#include "sim/rules/carer_strain.hpp"
#include "sim/rules/disruption_hazard.hpp"
#include "sim/rules/followed_level.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t clock_draw = 0, reason_draw = 1, company_draw = 2;

/// Why placements break; CARPL is no disruption, and PLACE no move.
constexpr std::array disruption_reasons{
    ChangeReason::CLOSE, ChangeReason::ALLEG, ChangeReason::STAND, ChangeReason::APPRR,  ChangeReason::CREQB,
    ChangeReason::CREQO, ChangeReason::CHILD, ChangeReason::LAREQ, ChangeReason::CUSTOD, ChangeReason::OTHER};
constexpr std::array<std::string_view, 10> disruption_reason_labels{
    "CLOSE", "ALLEG", "STAND", "APPRR", "CREQB", "CREQO", "CHILD", "LAREQ", "CUSTOD", "OTHER"};

/// Runs down with the hazard.
struct Clock {
    static constexpr std::string_view table = "placement_disruption";
    using Beside = ChildInCare;

    double left{};

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"left", &Clock::left, "1", "hazard left before this placement breaks"}};
    }
};

/// Placements break: the child has to leave, and a place is sought the same day. What it costs the carers
/// stays with them for a time, and makes the next disruption in their home likelier.
///
/// Each placement has a clock, drawn once (occasion: its period of care and number there), that runs down
/// with the hazard.
class PlacementDisruption final : public Process {
   public:
    explicit PlacementDisruption(Section& config)
        : hazard_{config.shared<DisruptionHazard>()},
          level_{config, Flow::moves},
          strain_{config.shared<CarerStrain>()},
          siblings_too_{config.real("siblings_too", "1", {0, 1},
                                    "chance that a sibling in the same placement has to leave as well")},
          reasons_{config.table("reason", "1", {"placement", settings},
                                {"reason for placement change", disruption_reason_labels}, {0, 1},
                                "share of reasons for a disruption, in families and in other settings")} {}

    void begin(FirstMonth& local) const override {
        const auto& roster = local.own.in_care;
        auto& clocks = local.own.beside<Clock>();
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            clocks[row].left = local.draw.exponential(roster[row].child, occasion(roster, row), clock_draw);
        }
    }

    void plan(LocalMonth& local) const override {
        const auto& roster = local.own.in_care;
        auto& clocks = local.own.beside<Clock>();
        const auto ratio = level_.on(last_day(local.month), local.levels, local.authority);
        plan_clocks(local, [&](std::uint32_t row, AgeBand age, Day from, Day to) -> std::optional<Event> {
            if (roster[row].kind == PlacementKind::none) return {};
            return next(local.everybody, roster, row, clocks[row], ratio[static_cast<std::size_t>(age)],
                        local.authority, from, to);
        });
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::disrupts};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto& first = event.as<Disruption>();
        const auto& roster = now.population.local(event.authority).in_care;
        if (!is_placed(roster[first.row]) || roster[first.row].placement_number != first.placement_number)
            return false;
        std::vector<std::uint32_t> leaving{first.row};
        for_each_sibling(now.population.local(event.authority), first.row, [&](std::uint32_t sibling) {
            if (!are_together(roster, first.row, sibling)) return;
            const double chance =
                now.draw.uniform(roster[sibling].child, occasion(roster, sibling), company_draw);
            if (chance < siblings_too_) leaving.push_back(sibling);
        });
        weigh_on_carers(roster[first.row], event.day, now.population);
        for (const auto row : leaving) {
            const auto reason =
                first.reason != ChangeReason::none ? first.reason : reason_of(roster, row, now.draw);
            now.population.end_placement(event.authority, row, MoveCause::disruption, reason, event.day);
            now.calendar.add({event.day, EventKind::disrupted, event.authority,
                              Disruption{.child = roster[row].child,
                                         .reason = reason,
                                         .placement_number = roster[row].placement_number,
                                         .row = row}});
            now.seek(event.authority, row, {}, event.day, event.day);
        }
        return true;
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::placed};
        return kinds;
    }

    /// A placement has begun: draws its clock, and runs it through the rest of the month.
    void hear(const Event& placed, Moment& now) const override {
        const auto& roster = now.population.local(placed.authority).in_care;
        const auto row = placed.as<OfPlacement>().row;
        auto& clock = now.population.beside<Clock>(placed.authority)[row];
        clock.left = now.draw.exponential(roster[row].child, occasion(roster, row), clock_draw);
        const Day last = now.calendar.last();
        const auto age = static_cast<std::size_t>(roster[row].age_when_placed);
        if (const auto disruption =
                next(now.population, roster, row, clock, level_.on(last, now.levels, placed.authority)[age],
                     placed.authority, placed.day, last)) {
            now.calendar.add(*disruption);
        }
    }

    /// Need heals month by month before placements are looked at.
    std::span<const std::string_view> after() const override {
        static constexpr std::array<std::string_view, 1> names{"complexity_of_need"};
        return names;
    }

   private:
    static std::uint32_t occasion(const InCare& roster, std::uint32_t row) {
        return placement_occasion(roster[row].entered, roster[row].placement_number);
    }

    /// What the carers of the child at `row` have on their hands: disruptions that still weigh on them, and
    /// other children than its brothers and sisters.
    struct Burden {
        double strain = 0;
        int others = 0;
    };
    Burden burden(const Everybody& everybody, const InCare& roster, std::uint32_t row, int siblings,
                  Day today) const {
        const auto& child = roster[row];
        if (!is_with_counted_carers(child)) return {};
        const auto& household = everybody.local(child.provider_authority).households[child.provider_row];
        return {strain_.on(household, today), household.filled - 1 - siblings};
    }

    std::optional<Event> next(const Everybody& everybody, const InCare& roster, std::uint32_t row,
                              Clock& clock, double ratio, std::uint16_t authority, Day from, Day to) const {
        const auto& local = everybody.local(authority);
        const auto siblings = siblings_of(local, row);
        const auto [strain, others] = burden(everybody, roster, row, siblings.together, from);
        ratio *=
            local.policies_for(row).disruption * hazard_.ratio({.complexity = roster[row].complexity,
                                                                .match = roster[row].match,
                                                                .is_apart = siblings.is_apart(),
                                                                .is_far = roster[row].distance_km > far_km,
                                                                .strain = strain,
                                                                .others = others});
        const auto day = hazard_.next(clock.left, care_state(roster[row]), ratio, from, to);
        if (!day) return std::nullopt;
        return Event{*day, EventKind::disrupts, authority,
                     Disruption{.child = roster[row].child,
                                .reason = ChangeReason::none,
                                .placement_number = roster[row].placement_number,
                                .row = row}};
    }

    /// A breakdown is one, however many brothers and sisters leave with it.
    void weigh_on_carers(const ChildInCare& child, Day today, Population& population) const {
        if (!is_with_counted_carers(child)) return;
        const auto& household = population.local(child.provider_authority).households[child.provider_row];
        population.weigh_on(child.provider_authority, child.provider_row, strain_.on(household, today) + 1,
                            today);
    }

    ChangeReason reason_of(const InCare& roster, std::uint32_t row, const Draws& draw) const {
        const double uniform = draw.uniform(roster[row].child, occasion(roster, row), reason_draw);
        return disruption_reasons[pick(uniform, reasons_.row(is_family(roster[row].kind) ? 0 : 1))];
    }

    DisruptionHazard hazard_;
    FollowedLevel level_;
    CarerStrain strain_;
    double siblings_too_;
    Table reasons_;
};

const RegisterProcess<PlacementDisruption> registered{"placement_disruption", "placements that break"};

}  // namespace
}  // namespace hearth
