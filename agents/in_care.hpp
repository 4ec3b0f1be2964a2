#pragma once

#include <algorithm>
#include <cstdint>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/geography.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

constexpr std::uint32_t no_row = UINT32_MAX;
constexpr std::uint16_t no_authority = UINT16_MAX;

/// How well a child is matched where nobody looks at it: parents, kin, places that are not counted, homes.
constexpr double typical_match = 0.75;

/// A child looked after, with copies of the few fixed facts that hazards read.
struct alignas(64) ChildInCare {
    ChildKey child{};
    Point home{};
    std::uint64_t carer{};
    double distance_km{};
    double match = typical_match;
    double base_complexity{};
    double complexity{};
    std::uint32_t family_row = no_row;
    Day born{};
    Day entered{};
    Day legal_since{};
    Day placed_on{};
    Day searching_since = open_ended;
    Day search_on = open_ended;
    std::uint32_t placement_row = no_row;
    std::uint32_t previous_row = no_row;
    std::uint32_t provider_row = no_row;
    std::uint32_t missing_row = no_row;
    Day missing_until{};
    std::uint16_t placement_number{};
    std::uint16_t provider_authority = no_authority;
    CareStatus status = CareStatus::at_home;
    Sex sex{};
    Ethnicity ethnicity{};
    Need need{};
    LegalStatus legal{};
    std::uint8_t legal_number{};
    std::uint8_t disruptions{};
    AgeBand age_when_placed{};
    PlacementKind kind = PlacementKind::none;
    Stage stage{};
    PlacementKind wanted = PlacementKind::none;
    Stage wanted_stage{};
    ChangeReason wanted_reason = ChangeReason::none;
    Provider provider = Provider::none;
    std::uint8_t outside{};
    std::uint8_t sole{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &ChildInCare::child, "1", "key of the child"},
            ColumnInfo{"status", &ChildInCare::status, "enum",
                       "looked after, or how it left during this month"},
            ColumnInfo{"family_row", &ChildInCare::family_row, "row",
                       "row of its family in this authority's Families; none if unaccompanied"},
            ColumnInfo{"born", &ChildInCare::born, "day", "birth date"},
            ColumnInfo{"sex", &ChildInCare::sex, "enum", "sex"},
            ColumnInfo{"ethnicity", &ChildInCare::ethnicity, "enum", "ethnic group"},
            ColumnInfo{"need", &ChildInCare::need, "enum",
                       "category of need, the same through a period of care"},
            ColumnInfo{"home", &ChildInCare::home, "km",
                       "where its family lives, British National Grid; nowhere if unaccompanied"},
            ColumnInfo{"entered", &ChildInCare::entered, "day", "first day of the current period of care"},
            ColumnInfo{"legal", &ChildInCare::legal, "enum", "legal status"},
            ColumnInfo{"legal_since", &ChildInCare::legal_since, "day", "first day of that status"},
            ColumnInfo{"legal_number", &ChildInCare::legal_number, "count",
                       "legal statuses of this period so far"},
            ColumnInfo{"placed_on", &ChildInCare::placed_on, "day", "first day of the current placement"},
            ColumnInfo{"age_when_placed", &ChildInCare::age_when_placed, "enum", "age band on that day"},
            ColumnInfo{"kind", &ChildInCare::kind, "enum",
                       "kind of the current placement; none while waiting for one"},
            ColumnInfo{"stage", &ChildInCare::stage, "enum", "what the current placement is for"},
            ColumnInfo{"wanted", &ChildInCare::wanted, "enum",
                       "kind that a planned move leads to; none: by age"},
            ColumnInfo{"wanted_stage", &ChildInCare::wanted_stage, "enum",
                       "what the placement sought is for"},
            ColumnInfo{"wanted_reason", &ChildInCare::wanted_reason, "enum",
                       "why the current placement is to be left; none unless a move is planned"},
            ColumnInfo{"searching_since", &ChildInCare::searching_since, "day",
                       "since when a place is sought; without end while none is"},
            ColumnInfo{"search_on", &ChildInCare::search_on, "day", "day of the next answer to the search"},
            ColumnInfo{"placement_number", &ChildInCare::placement_number, "count",
                       "placements of this period so far, this one included"},
            ColumnInfo{"disruptions", &ChildInCare::disruptions, "count",
                       "disruptions of this period so far, those before the first day included"},
            ColumnInfo{"placement_row", &ChildInCare::placement_row, "row",
                       "row of the current placement in Placements"},
            ColumnInfo{"previous_row", &ChildInCare::previous_row, "row",
                       "row of the placement before in Placements; none if first"},
            ColumnInfo{"provider", &ChildInCare::provider, "enum", "who provides the current placement"},
            ColumnInfo{"provider_authority", &ChildInCare::provider_authority, "row",
                       "authority where the carer or home is; none where places are not counted"},
            ColumnInfo{"provider_row", &ChildInCare::provider_row, "row",
                       "row of the carer's household or of the home"},
            ColumnInfo{"carer", &ChildInCare::carer, "1",
                       "key of the household or home, or a named carer; 0 with parents"},
            ColumnInfo{"distance_km", &ChildInCare::distance_km, "km",
                       "of the placement from home; 0 if unaccompanied"},
            ColumnInfo{"outside", &ChildInCare::outside, "flag", "placed outside the responsible authority"},
            ColumnInfo{"sole", &ChildInCare::sole, "flag", "needs to be the only child of the household"},
            ColumnInfo{"match", &ChildInCare::match, "1",
                       "how well the carers' approval, skills and background fit"},
            ColumnInfo{
                "base_complexity", &ChildInCare::base_complexity, "1",
                "complexity of need that the child came with: 0 settled, 1 far less settled than the rest"},
            ColumnInfo{"complexity", &ChildInCare::complexity, "1", "complexity of need now"},
            ColumnInfo{"missing_row", &ChildInCare::missing_row, "row",
                       "row of its last incident in MissingEpisodes; none if there was none"},
            ColumnInfo{"missing_until", &ChildInCare::missing_until, "day",
                       "end of that incident; 1970-01-01 if there was none"},
        };
    }
};

/// The roster of children looked after by one local authority: dense, sorted by key at the start of each
/// month. Children who enter during a month are appended, those who leave stay as rows with another status,
/// until the month closes.
using InCare = Records<ChildInCare>;

/// Row of the first unaccompanied child, of a roster that is in the order of keys, as when a month begins and
/// when it has closed: all after it are unaccompanied too.
inline std::uint32_t first_unaccompanied(const InCare& roster) {
    static_assert(KeyKind::child < KeyKind::unaccompanied, "children of families come first");
    const auto first = std::ranges::partition_point(
        roster, [](ChildKey child) { return !is_unaccompanied(child); }, &ChildInCare::child);
    return static_cast<std::uint32_t>(first - roster.begin());
}

/// Is the child in a placement, or has it left care or does it wait for one?
inline bool is_placed(const ChildInCare& child) {
    return child.status == CareStatus::looked_after && child.kind != PlacementKind::none;
}

/// Is it in the placement with which its period of care began?
inline bool is_in_first_placement(const ChildInCare& child) {
    return child.placement_number == 1 && child.kind != PlacementKind::none;
}

/// Is the child in a mainstream foster household?
inline bool is_with_counted_carers(const ChildInCare& child) {
    return child.kind == PlacementKind::foster && child.provider_row != no_row;
}

/// What the draws of a placement are about: the period of care (the day on which it began) and the number in
/// it.
constexpr std::uint32_t placement_occasion(Day entered, std::uint16_t number) {
    return (static_cast<std::uint32_t>(entered.value) << 16U) | number;
}

/// A placement of a child, from its first day to its last.
struct Placement {
    ChildKey child{};
    double distance_km{};
    std::uint64_t carer{};
    Day born{};
    Day entered{};
    Day began{};
    Day ended = open_ended;
    std::uint32_t provider_row = no_row;
    std::uint16_t authority{};
    std::uint16_t provider_authority = no_authority;
    Sex sex{};
    Ethnicity ethnicity{};
    Need need{};
    PlacementKind kind{};
    Stage stage{};
    Provider provider = Provider::none;
    std::uint8_t outside{};
    ChangeReason change = ChangeReason::none;
    std::uint8_t broke{};
    LeavingReason left = LeavingReason::still_in_care;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &Placement::child, "1", "key of the child"},
            ColumnInfo{"authority", &Placement::authority, "row", "responsible local authority"},
            ColumnInfo{"born", &Placement::born, "day", "birth date"},
            ColumnInfo{"sex", &Placement::sex, "enum", "sex"},
            ColumnInfo{"ethnicity", &Placement::ethnicity, "enum", "ethnic group"},
            ColumnInfo{"need", &Placement::need, "enum", "category of need"},
            ColumnInfo{"entered", &Placement::entered, "day", "first day of the period of care"},
            ColumnInfo{"began", &Placement::began, "day", "first day of the placement"},
            ColumnInfo{"ended", &Placement::ended, "day",
                       "day on which it ended; the next one begins on the same day"},
            ColumnInfo{"kind", &Placement::kind, "enum", "kind of placement"},
            ColumnInfo{"stage", &Placement::stage, "enum", "what it was for when it began"},
            ColumnInfo{"provider", &Placement::provider, "enum", "who provides it"},
            ColumnInfo{"provider_authority", &Placement::provider_authority, "row", "authority where it is"},
            ColumnInfo{"provider_row", &Placement::provider_row, "row",
                       "row there of the household or home; none where places are not counted"},
            ColumnInfo{"distance_km", &Placement::distance_km, "km", "from home; 0 if unaccompanied"},
            ColumnInfo{"outside", &Placement::outside, "flag", "outside the responsible authority"},
            ColumnInfo{"carer", &Placement::carer, "1",
                       "key of the household or home; a named carer where places are not counted"},
            ColumnInfo{"change", &Placement::change, "enum",
                       "why it was left for another one; none otherwise"},
            ColumnInfo{"broke", &Placement::broke, "flag", "ended by a disruption, not by plan"},
            ColumnInfo{"left", &Placement::left, "enum",
                       "why care ended with it; still_in_care after a move"},
        };
    }
};

/// Those of children looked after to begin with and all placements since, in the order of their starts. The
/// episode table of the results is a projection of this.
using Placements = Records<Placement>;

/// Every legal status of every period of care: its first and the later ones, with the day on which each
/// began.
struct LegalEpisode {
    ChildKey child{};
    Day entered{};
    Day began{};
    LegalStatus status{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &LegalEpisode::child, "1", "key of the child"},
            ColumnInfo{"entered", &LegalEpisode::entered, "day", "first day of the period of care"},
            ColumnInfo{"began", &LegalEpisode::began, "day", "first day of the status"},
            ColumnInfo{"status", &LegalEpisode::status, "enum", "legal status"},
        };
    }
};
using LegalEpisodes = Records<LegalEpisode>;

/// Every change of what a placement is for while the child stays with the same carers.
struct StageChange {
    ChildKey child{};
    Day entered{};
    Day began{};
    std::uint16_t authority{};
    Stage stage{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &StageChange::child, "1", "key of the child"},
            ColumnInfo{"authority", &StageChange::authority, "row", "responsible local authority"},
            ColumnInfo{"entered", &StageChange::entered, "day", "first day of the period of care"},
            ColumnInfo{"began", &StageChange::began, "day", "first day of the new stage"},
            ColumnInfo{"stage", &StageChange::stage, "enum", "what the placement is for from then on"},
        };
    }
};
using StageChanges = Records<StageChange>;

}  // namespace hearth
