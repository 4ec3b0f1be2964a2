#include "sim/processes/clocks.hpp"
#include "sim/rules/followed_level.hpp"
#include "sim/rules/leaving_hazard.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 9> reasons_before_18{"returned_home",
                                                            "returned_unplanned",
                                                            "relatives",
                                                            "special_guardianship",
                                                            "child_arrangements",
                                                            "custody",
                                                            "moved_abroad",
                                                            "died",
                                                            "other"};
constexpr std::array reason_codes{LeavingReason::returned_home,
                                  LeavingReason::returned_unplanned,
                                  LeavingReason::relatives,
                                  LeavingReason::special_guardianship,
                                  LeavingReason::child_arrangements,
                                  LeavingReason::custody,
                                  LeavingReason::moved_abroad,
                                  LeavingReason::died,
                                  LeavingReason::other};
constexpr std::array<std::string_view, 3> unaccompanied_labels{"age_assessed", "moved_abroad", "other"};
constexpr std::array unaccompanied_codes{LeavingReason::age_assessed, LeavingReason::moved_abroad,
                                         LeavingReason::other};

constexpr std::uint32_t reason_draw = 1;

/// Runs down with the hazard.
struct Clock {
    static constexpr std::string_view table = "leaving_care";
    using Beside = ChildInCare;

    double left{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"left", &Clock::left, "1", "hazard left before this period of care ends"}};
    }
};

/// Ends periods of care: one clock for all reasons together (total hazard first, reason second), and the 18th
/// birthday on its day.
class LeavingCare final : public Process {
   public:
    explicit LeavingCare(Section& config)
        : hazard_{config.shared<LeavingHazard>()},
          level_{config, Flow::leaving},
          reasons_{config.table("reason", "1", {"age_band", age_bands.names}, {"reason", reasons_before_18},
                                {0, 1},
                                "share of reasons for leaving before 18, other than adoption, by age")},
          unaccompanied_reasons_{
              config.row("unaccompanied_reason", "1", {"reason", unaccompanied_labels}, {0, 1},
                         "share of reasons for leaving before 18 of unaccompanied children")},
          remand_to_custody_{
              config.real("remand_to_custody", "1", {0, 1}, "share of remands that end in custody")} {}

    void prepare(const Country& country) override {
        ratio_.clear();
        for (const auto& authority : country.authorities)
            ratio_.push_back(authority.practice[Practice::leaving]);
    }

    void begin(FirstMonth& local) const override {
        const auto& roster = local.own.in_care;
        auto& clocks = local.own.beside<Clock>();
        for (std::size_t row = 0; row < roster.size(); ++row) {
            clocks[row].left =
                local.draw.exponential(sibling_key(roster[row].child), occasion(roster[row].entered));
        }
    }

    void plan(LocalMonth& local) const override {
        const auto ratio = level_.on(last_day(local.month), local.levels, local.authority);
        auto& clocks = local.own.beside<Clock>();
        plan_clocks(local, [&](std::uint32_t row, AgeBand age, Day from, Day to) {
            return next(local.own.in_care, row, clocks[row], age, ratio[static_cast<std::size_t>(age)],
                        local.authority, from, to);
        });
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::leaves_care};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto& roster = now.population.local(event.authority).in_care;
        const auto row = event.as<OfChild>().row;
        if (roster[row].status != CareStatus::looked_after) return false;
        now.population.leave_care(event.authority, row, reason(roster[row], event.day, now.draw), event.day);
        return true;
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::placed};
        return kinds;
    }

    /// The first placement of a period of care: its clock runs from here, where the child is.
    void hear(const Event& placed, Moment& now) const override {
        const auto& roster = now.population.local(placed.authority).in_care;
        const auto row = placed.as<OfPlacement>().row;
        if (!is_in_first_placement(roster[row])) return;
        auto& clock = now.population.beside<Clock>(placed.authority)[row];
        clock.left = now.draw.exponential(sibling_key(roster[row].child), occasion(roster[row].entered));
        const Day last = now.calendar.last();
        const auto age = age_band(age_on(roster[row].born, placed.day));
        if (const auto leaves =
                next(roster, row, clock, age,
                     level_.on(last, now.levels, placed.authority)[static_cast<std::size_t>(age)],
                     placed.authority, placed.day, last)) {
            now.calendar.add(*leaves);
        }
    }

   private:
    /// What the draws of a period of care are about: the day on which it began.
    static std::uint32_t occasion(Day entered) { return static_cast<std::uint32_t>(entered.value); }

    std::optional<Event> next(const InCare& roster, std::uint32_t row, Clock& clock, AgeBand age,
                              double ratio, std::uint16_t authority, Day from, Day to) const {
        // Dates are dear to work out: only for those who come of age soon.
        constexpr std::int32_t shortest_18_years = 18 * 365;
        const bool is_years_off = roster[row].born + shortest_18_years > to;
        const Day adult = is_years_off ? open_ended : birthday(roster[row].born, 18);
        const auto leaves = hazard_.next(clock.left, care_state(roster[row]), age,
                                         {ratio * ratio_[authority]}, from, std::min(to, adult));
        if (!leaves && adult > to) return std::nullopt;
        return Event{leaves.value_or(adult), EventKind::leaves_care, authority,
                     OfChild{.child = roster[row].child, .row = row}};
    }

    LeavingReason reason(const ChildInCare& child, Day today, const Draws& draw) const {
        if (birthday(child.born, 18) <= today) return LeavingReason::turned_18;
        if (child.kind == PlacementKind::adoption) return LeavingReason::adopted;
        const auto age = age_band(age_on(child.born, today));
        const double uniform = draw.uniform(sibling_key(child.child), occasion(child.entered), reason_draw);
        if (child.legal == LegalStatus::J1) {
            return uniform < remand_to_custody_ ? LeavingReason::custody : LeavingReason::remand_ended;
        }
        if (is_unaccompanied(child.child)) return unaccompanied_codes[pick(uniform, unaccompanied_reasons_)];
        return reason_codes[pick(uniform, reasons_.row(static_cast<std::size_t>(age)))];
    }

    LeavingHazard hazard_;
    FollowedLevel level_;
    std::vector<double> ratio_;  ///< by authority
    Table reasons_;
    std::vector<double> unaccompanied_reasons_;
    double remand_to_custody_;
};

const RegisterProcess<LeavingCare> registered{"leaving_care", "ends of periods of care, for every reason"};

}  // namespace
}  // namespace hearth
