#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

constexpr Breakdown move_reason{"reason_place_change", move_reason_names, "SSDA903 REASON_PLACE_CHANGE"};
constexpr std::array<std::string_view, 7> groups{"foster",    "adoption",          "parents", "homes",
                                                 "supported", "other_residential", "other"};
constexpr Breakdown placement_group{"placement_group", groups,
                                    "group of the placement that ended, as the tables of durations have it"};

/// Label of a kind among the groups: kin and other foster care are one.
constexpr std::size_t group_of(PlacementKind kind) {
    return kind == PlacementKind::foster_kin ? 0 : static_cast<std::size_t>(kind) - 1;
}

/// Moves from one placement to another: how many, what from and why.
class Moves final : public StatisticOf<Moves> {
   public:
    static constexpr std::array measures{
        Measure{"placement_moves", "events", "Moves from one placement to another",
                "physical moves in the month; a change of status only is none", month, breakdowns::none},
        Measure{"planned_moves", "events", "Moves that the care plan made",
                "of placement_moves, in the month", month, breakdowns::none},
        Measure{"disruptions", "events", "Placements that broke",
                "of placement_moves, in the month; by cause, whatever reason the episode gives", month,
                breakdowns::none},
        Measure{"foster_disruptions", "events", "Foster placements that broke",
                "of disruptions; kin and other carers: unplanned endings", month, breakdowns::none},
        Measure{"status_only_changes", "events", "Placements that became long-term with the same carers",
                "in the month; recorded as PLACE, no moves", month, breakdowns::none},
        Measure{"moves_by_reason", "events", "Moves by reason", "physical moves in the year", year,
                move_reason},
        Measure{"moves_by_placement", "events", "Moves by group of the placement left",
                "physical moves in the year", year, placement_group},
    };

    void count_month(const Lived& lived, Counts& counts) override {
        const auto& placements = lived.population.placements();
        for (const auto& end : lived.in_month.placement_ends) {
            const auto& placement = placements[end.placement_row];
            if (placement.left != LeavingReason::still_in_care) continue;
            counts.add(measure("placement_moves"), placement.authority, 1);
            const bool broke = placement.broke != 0;
            counts.add(broke ? measure("disruptions") : measure("planned_moves"), placement.authority, 1);
            if (broke && group_of(placement.kind) == 0)
                counts.add(measure("foster_disruptions"), placement.authority, 1);
        }
        for (const auto& change : lived.in_month.stage_changes) {
            if (change.began < first_day(lived.country.start))
                continue;  // what is known of those there to begin with
            counts.add(measure("status_only_changes"), change.authority, 1);
        }
    }

    void count_year(const Lived& lived, Counts& counts) override {
        const auto& placements = lived.population.placements();
        for (const auto& end : lived.in_twelve_months.placement_ends) {
            const auto& placement = placements[end.placement_row];
            if (placement.left != LeavingReason::still_in_care) continue;
            counts.add(measure("moves_by_reason"), placement.authority, 1,
                       static_cast<std::size_t>(placement.change) - 1);
            counts.add(measure("moves_by_placement"), placement.authority, 1, group_of(placement.kind));
        }
    }
};
const RegisterStatistic<Moves> registered{"moves"};

}  // namespace
}  // namespace hearth
