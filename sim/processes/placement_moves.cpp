#include <map>

#include "agents/age_bands.hpp"
#include "sim/processes/move_hazard.hpp"
#include "sim/processes/process.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t ratio_draw = 1, reason_draw = 2;

constexpr auto known_reasons = std::span{change_reasons.names}.subspan(1);

/// Ends placements by a move, at a hazard that falls with time in the placement and in care; the search for
/// the next placement follows on the same day.
///
/// Each placement has a clock, drawn once (occasion: its period of care and number there), that runs down
/// with the hazard.
class PlacementMoves final : public Process {
   public:
    explicit PlacementMoves(Section& config)
        : hazard_{config},
          follows_history_{
              config.flag("history", true, "single years differ from the mean as they did: the pandemic")},
          reasons_{config.row("reason", "1", {"reason for placement change", known_reasons}, {0, 1},
                              "share of reasons for a placement change, physical moves only")} {}

    void prepare(const Country& country) override {
        for (int year = reporting_year(first_day(country.start));
             year <= reporting_year(last_day(country.end)); ++year) {
            history_[year] = follows_history_ ? country.moves_history.ratio(year) : History{}.ratio(year);
        }
    }

    void begin(LocalMonth& local) const override {
        auto& roster = local.own.in_care;
        for (std::size_t row = 0; row < roster.size(); ++row) {
            roster.move_clock[row] = local.draw.exponential(
                roster.child[row], placement_occasion(roster.entered[row], roster.placement_number[row]));
        }
    }

    void plan(LocalMonth& local) const override {
        auto& roster = local.own.in_care;
        const Day from = first_day(local.month) - 1;
        const Day to = last_day(local.month);
        const AgeBandsOn ages{from};
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            if (roster.kind[row] == PlacementKind::none) continue;
            if (const auto day = next(roster, row, ages.of(roster.born[row]), from, to)) {
                local.events.push_back(event_at(*day, local.authority, roster, row));
            }
        }
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::placed, EventKind::moves};
        return kinds;
    }

    void happen(const Event& event, Moment& now) const override {
        auto& roster = now.population.local(event.authority).in_care;
        if (event.kind == EventKind::placed) {
            start_clock(event, roster, now);
        } else if (roster.status[event.row] == CareStatus::looked_after &&
                   roster.kind[event.row] != PlacementKind::none &&
                   roster.placement_number[event.row] == event.detail) {
            // The placement order may have been revoked this very morning.
            const bool is_lawful =
                event.wanted != PlacementKind::adoption || roster.legal[event.row] == LegalStatus::E1;
            if (!is_lawful) return;
            now.population.end_placement(event.authority, event.row, reason(event, roster, now.draw),
                                         event.day);
            roster.wanted[event.row] = event.wanted;
            auto search = event;
            search.kind = EventKind::searches;
            now.calendar.add(search);
        }
    }

   private:
    std::optional<Day> next(InCare& roster, std::uint32_t row, AgeBand age, Day from, Day to) const {
        return hazard_.next(
            roster.move_clock[row],
            {roster.kind[row], roster.placed_on[row], roster.entered[row], age,
             roster.move_ratio[row] * history_.at(reporting_year(to))[static_cast<std::size_t>(age)]},
            from, to);
    }

    static Event event_at(Day day, std::uint16_t authority, const InCare& roster, std::uint32_t row) {
        return {.day = day,
                .kind = EventKind::moves,
                .authority = authority,
                .detail = roster.placement_number[row],
                .row = row,
                .child = roster.child[row]};
    }

    /// A placement has begun: draw its clock, and run it through the rest of the month.
    void start_clock(const Event& event, InCare& roster, Moment& now) const {
        const auto row = event.row;
        const auto number = roster.placement_number[row];
        roster.move_clock[row] =
            now.draw.exponential(event.child, placement_occasion(roster.entered[row], number));
        if (number == 1)
            roster.move_ratio[row] = hazard_.ratio_of_child(now.draw.uniform(event.child, 0, ratio_draw));
        const auto age = age_band(age_on(roster.born[row], event.day));
        if (const auto day = next(roster, row, age, event.day, now.calendar.last())) {
            now.calendar.add(event_at(*day, event.authority, roster, row));
        }
    }

    /// A planned move is the care plan's; otherwise the published mix.
    ChangeReason reason(const Event& event, const InCare& roster, const Draws& draw) const {
        if (event.wanted != PlacementKind::none) return ChangeReason::CARPL;
        const auto occasion =
            placement_occasion(roster.entered[event.row], roster.placement_number[event.row]);
        return static_cast<ChangeReason>(1 +
                                         pick(draw.uniform(event.child, occasion, reason_draw), reasons_));
    }

    MoveHazard hazard_;
    bool follows_history_;
    std::map<int, History::ByAge> history_;  ///< by reporting year
    std::vector<double> reasons_;
};

const RegisterProcess<PlacementMoves> registered{"placement_moves", "placements that end by a move"};

}  // namespace
}  // namespace hearth
