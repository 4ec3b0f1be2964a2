#pragma once

#include <cstdint>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/geography.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

constexpr std::uint32_t no_row = UINT32_MAX;
constexpr std::uint16_t no_authority = UINT16_MAX;

/// The roster of children looked after by one local authority: dense, sorted by key at the start of each
/// month, with copies of the few fixed facts that monthly hazards read. Children who enter during a month are
/// appended, those who leave stay as rows with another status, until the month closes.
struct InCare {
    Column<ChildKey> child;
    Column<CareStatus> status;
    Column<std::uint32_t> family_row;
    Column<Day> born;
    Column<Sex> sex;
    Column<Ethnicity> ethnicity;
    Column<Need> need;
    Column<Point> home;
    Column<Day> entered;
    Column<LegalStatus> legal;
    Column<Day> legal_since;
    Column<std::uint8_t> legal_number;
    Column<Day> placed_on;
    Column<AgeBand> age_when_placed;
    Column<PlacementKind> kind;
    Column<Stage> stage;
    Column<PlacementKind> wanted;
    Column<Stage> wanted_stage;
    Column<ChangeReason> wanted_reason;
    Column<Day> searching_since;
    Column<Day> search_on;
    Column<std::uint16_t> placement_number;
    Column<std::uint32_t> placement_row;
    Column<std::uint32_t> previous_row;
    Column<std::uint16_t> provider_authority;
    Column<std::uint32_t> provider_row;
    Column<std::uint64_t> carer;
    Column<double> distance_km;
    Column<std::uint8_t> outside;
    Column<std::uint8_t> sole;
    Column<double> match;
    Column<Day> back_from_adopters;
    Column<double> base_complexity;
    Column<double> complexity;
    Column<double> disruption_ratio;
    Column<double> disruption_clock;
    Column<double> plan_clock;
    Column<double> leaving_clock;
    Column<double> legal_clock;
    Column<double> adoption_clock;
    Column<double> missing_ratio;
    Column<std::uint32_t> missing_row;
    Column<Day> missing_until;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &InCare::child, "1", "key of the child"},
            ColumnInfo{"status", &InCare::status, "enum", "looked after, or how it left during this month"},
            ColumnInfo{"family_row", &InCare::family_row, "row",
                       "row of its family in this authority's Families; none if unaccompanied"},
            ColumnInfo{"born", &InCare::born, "day", "birth date"},
            ColumnInfo{"sex", &InCare::sex, "enum", "sex"},
            ColumnInfo{"ethnicity", &InCare::ethnicity, "enum", "ethnic group"},
            ColumnInfo{"need", &InCare::need, "enum", "category of need, the same through a period of care"},
            ColumnInfo{"home", &InCare::home, "km",
                       "where its family lives, British National Grid; nowhere if unaccompanied"},
            ColumnInfo{"entered", &InCare::entered, "day", "first day of the current period of care"},
            ColumnInfo{"legal", &InCare::legal, "enum", "legal status"},
            ColumnInfo{"legal_since", &InCare::legal_since, "day", "first day of that status"},
            ColumnInfo{"legal_number", &InCare::legal_number, "count",
                       "legal statuses of this period so far"},
            ColumnInfo{"placed_on", &InCare::placed_on, "day", "first day of the current placement"},
            ColumnInfo{"age_when_placed", &InCare::age_when_placed, "enum", "age band on that day"},
            ColumnInfo{"kind", &InCare::kind, "enum",
                       "kind of the current placement; none while waiting for one"},
            ColumnInfo{"stage", &InCare::stage, "enum", "what the current placement is for"},
            ColumnInfo{"wanted", &InCare::wanted, "enum", "kind that a planned move leads to; none: by age"},
            ColumnInfo{"wanted_stage", &InCare::wanted_stage, "enum", "what the placement sought is for"},
            ColumnInfo{"wanted_reason", &InCare::wanted_reason, "enum",
                       "why the current placement is to be left; none unless a move is planned"},
            ColumnInfo{"searching_since", &InCare::searching_since, "day",
                       "since when a place is sought; without end while none is"},
            ColumnInfo{"search_on", &InCare::search_on, "day", "day of the next answer to the search"},
            ColumnInfo{"placement_number", &InCare::placement_number, "count",
                       "placements of this period so far, this one included"},
            ColumnInfo{"placement_row", &InCare::placement_row, "row",
                       "row of the current placement in Placements"},
            ColumnInfo{"previous_row", &InCare::previous_row, "row",
                       "row of the placement before in Placements; none if first"},
            ColumnInfo{"provider_authority", &InCare::provider_authority, "row",
                       "authority where the carer or home is; none where places are not counted"},
            ColumnInfo{"provider_row", &InCare::provider_row, "row",
                       "row of the carer's household or of the home"},
            ColumnInfo{"carer", &InCare::carer, "1",
                       "key of the household or home, or a named carer; 0 with parents"},
            ColumnInfo{"distance_km", &InCare::distance_km, "km",
                       "of the placement from home; 0 if unaccompanied"},
            ColumnInfo{"outside", &InCare::outside, "flag", "placed outside the responsible authority"},
            ColumnInfo{"sole", &InCare::sole, "flag", "needs to be the only child of the household"},
            ColumnInfo{"match", &InCare::match, "1",
                       "how well the carers' approval, skills and background fit"},
            ColumnInfo{"back_from_adopters", &InCare::back_from_adopters, "day",
                       "end of the last placement for adoption; 1970-01-01 if there was none"},
            ColumnInfo{
                "base_complexity", &InCare::base_complexity, "1",
                "complexity of need that the child came with: 0 settled, 1 far less settled than the rest"},
            ColumnInfo{"complexity", &InCare::complexity, "1", "complexity of need now"},
            ColumnInfo{"disruption_ratio", &InCare::disruption_ratio, "1",
                       "hazard of a disruption against a child alike; policies multiply it"},
            ColumnInfo{"disruption_clock", &InCare::disruption_clock, "1",
                       "hazard left before this placement breaks"},
            ColumnInfo{"plan_clock", &InCare::plan_clock, "1",
                       "hazard left before this placement is to be left by plan"},
            ColumnInfo{"leaving_clock", &InCare::leaving_clock, "1",
                       "hazard left before this period of care ends"},
            ColumnInfo{"legal_clock", &InCare::legal_clock, "1",
                       "hazard left before the legal status changes"},
            ColumnInfo{"adoption_clock", &InCare::adoption_clock, "1",
                       "hazard left before placement for adoption"},
            ColumnInfo{"missing_ratio", &InCare::missing_ratio, "1",
                       "incidents of going missing against a child prone to it; policies multiply it"},
            ColumnInfo{"missing_row", &InCare::missing_row, "row",
                       "row of its last incident in MissingEpisodes; none if there was none"},
            ColumnInfo{"missing_until", &InCare::missing_until, "day",
                       "end of that incident; 1970-01-01 if there was none"},
        };
    }
    std::size_t size() const { return child.size(); }
};

/// Is the child in a placement, or has it left care or does it wait for one?
inline bool is_placed(const InCare& roster, std::size_t row) {
    return roster.status[row] == CareStatus::looked_after && roster.kind[row] != PlacementKind::none;
}

/// What the draws of a placement are about: the period of care (the day on which it began) and the number in
/// it.
constexpr std::uint32_t placement_occasion(Day entered, std::uint16_t number) {
    return (static_cast<std::uint32_t>(entered.value) << 16U) | number;
}

/// Children looked after to begin with and all placements since: one row per placement, in the order of their
/// starts. The episode table of the results is a projection of this.
struct Placements {
    Column<ChildKey> child;
    Column<std::uint16_t> authority;
    Column<Day> born;
    Column<Sex> sex;
    Column<Ethnicity> ethnicity;
    Column<Need> need;
    Column<Day> entered;
    Column<Day> began;
    Column<Day> ended;
    Column<PlacementKind> kind;
    Column<Stage> stage;
    Column<Provider> provider;
    Column<std::uint16_t> provider_authority;
    Column<double> distance_km;
    Column<std::uint8_t> outside;
    Column<std::uint64_t> carer;
    Column<ChangeReason> change;
    Column<std::uint8_t> broke;
    Column<LeavingReason> left;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &Placements::child, "1", "key of the child"},
            ColumnInfo{"authority", &Placements::authority, "row", "responsible local authority"},
            ColumnInfo{"born", &Placements::born, "day", "birth date"},
            ColumnInfo{"sex", &Placements::sex, "enum", "sex"},
            ColumnInfo{"ethnicity", &Placements::ethnicity, "enum", "ethnic group"},
            ColumnInfo{"need", &Placements::need, "enum", "category of need"},
            ColumnInfo{"entered", &Placements::entered, "day", "first day of the period of care"},
            ColumnInfo{"began", &Placements::began, "day", "first day of the placement"},
            ColumnInfo{"ended", &Placements::ended, "day",
                       "day on which it ended; the next one begins on the same day"},
            ColumnInfo{"kind", &Placements::kind, "enum", "kind of placement"},
            ColumnInfo{"stage", &Placements::stage, "enum", "what it was for when it began"},
            ColumnInfo{"provider", &Placements::provider, "enum", "who provides it"},
            ColumnInfo{"provider_authority", &Placements::provider_authority, "row", "authority where it is"},
            ColumnInfo{"distance_km", &Placements::distance_km, "km", "from home; 0 if unaccompanied"},
            ColumnInfo{"outside", &Placements::outside, "flag", "outside the responsible authority"},
            ColumnInfo{"carer", &Placements::carer, "1",
                       "key of the household or home; a named carer where places are not counted"},
            ColumnInfo{"change", &Placements::change, "enum",
                       "why it was left for another one; none otherwise"},
            ColumnInfo{"broke", &Placements::broke, "flag", "ended by a disruption, not by plan"},
            ColumnInfo{"left", &Placements::left, "enum",
                       "why care ended with it; still_in_care after a move"},
        };
    }
    std::size_t size() const { return child.size(); }
};

/// Every legal status of every period of care: its first and the later ones, with the day on which each
/// began.
struct LegalEpisodes {
    Column<ChildKey> child;
    Column<Day> entered;
    Column<Day> began;
    Column<LegalStatus> status;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &LegalEpisodes::child, "1", "key of the child"},
            ColumnInfo{"entered", &LegalEpisodes::entered, "day", "first day of the period of care"},
            ColumnInfo{"began", &LegalEpisodes::began, "day", "first day of the status"},
            ColumnInfo{"status", &LegalEpisodes::status, "enum", "legal status"},
        };
    }
    std::size_t size() const { return child.size(); }
};

/// Every change of what a placement is for while the child stays with the same carers.
struct StageChanges {
    Column<ChildKey> child;
    Column<std::uint16_t> authority;
    Column<Day> entered;
    Column<Day> began;
    Column<Stage> stage;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &StageChanges::child, "1", "key of the child"},
            ColumnInfo{"authority", &StageChanges::authority, "row", "responsible local authority"},
            ColumnInfo{"entered", &StageChanges::entered, "day", "first day of the period of care"},
            ColumnInfo{"began", &StageChanges::began, "day", "first day of the new stage"},
            ColumnInfo{"stage", &StageChanges::stage, "enum", "what the placement is for from then on"},
        };
    }
    std::size_t size() const { return child.size(); }
};

}  // namespace hearth
