#pragma once

#include <cstdint>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Every start of a period of care.
struct CareStart {
    ChildKey child{};
    Day day{};
    Day born{};
    std::uint16_t authority{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &CareStart::child, "1", "key of the child"},
            ColumnInfo{"authority", &CareStart::authority, "row", "responsible local authority"},
            ColumnInfo{"day", &CareStart::day, "day", "first day of care"},
            ColumnInfo{"born", &CareStart::born, "day", "birth date"},
        };
    }
};
using CareStarts = Records<CareStart>;

/// Every end of a period of care.
struct CareEnd {
    ChildKey child{};
    Day day{};
    Day born{};
    std::uint16_t authority{};
    LeavingReason reason{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &CareEnd::child, "1", "key of the child"},
            ColumnInfo{"authority", &CareEnd::authority, "row", "responsible local authority"},
            ColumnInfo{"day", &CareEnd::day, "day", "last day of care"},
            ColumnInfo{"born", &CareEnd::born, "day", "birth date"},
            ColumnInfo{"reason", &CareEnd::reason, "enum", "why care ended"},
        };
    }
};
using CareEnds = Records<CareEnd>;

/// Every end of a placement, by a move or by leaving care.
struct PlacementEnd {
    std::uint32_t placement_row{};
    Day day{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"placement_row", &PlacementEnd::placement_row, "row", "row in Placements"},
            ColumnInfo{"day", &PlacementEnd::day, "day", "day on which it ended"},
        };
    }
};
using PlacementEnds = Records<PlacementEnd>;

/// Why a search found no place of the kind wanted, with carers approved for the child, on a day: the first of
/// these that nobody got past. None: it found one, or the kind is not counted and never runs out.
enum class UnmetReason : std::uint8_t { none, none_answered, distance, age, complexity, declined };
inline constexpr StateNames<UnmetReason, 6> unmet_reasons{
    {"none", "none_answered", "distance", "age", "complexity", "declined"}};

/// Every search for a place that came to an answer: a placement made, or nothing found that day.
struct Search {
    ChildKey child{};
    Day since{};
    Day day{};
    float match{};
    std::uint16_t authority{};
    std::uint16_t asked{};
    std::uint16_t refused{};
    PlacementKind wanted{};
    PlacementKind found{};
    UnmetReason unmet{};
    std::uint8_t stop_gap{};
    std::uint8_t outside_approval{};
    std::uint8_t apart{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &Search::child, "1", "key of the child"},
            ColumnInfo{"authority", &Search::authority, "row", "responsible local authority"},
            ColumnInfo{"since", &Search::since, "day", "day on which the search began"},
            ColumnInfo{"day", &Search::day, "day", "day of this answer"},
            ColumnInfo{"wanted", &Search::wanted, "enum", "kind of placement wanted"},
            ColumnInfo{"found", &Search::found, "enum",
                       "kind of placement made; none: the child goes on waiting"},
            ColumnInfo{"unmet", &Search::unmet, "enum",
                       "first reason why there was no place of the kind wanted, within approval"},
            ColumnInfo{"asked", &Search::asked, "count", "carers and homes with a place that were asked"},
            ColumnInfo{"refused", &Search::refused, "count",
                       "of those who could by their approval, how many declined"},
            ColumnInfo{"stop_gap", &Search::stop_gap, "flag",
                       "not what was wanted, and only until that is found"},
            ColumnInfo{"outside_approval", &Search::outside_approval, "flag",
                       "with carers who are not approved for such a child"},
            ColumnInfo{"apart", &Search::apart, "flag", "in another placement than a sibling looked after"},
            ColumnInfo{"match", &Search::match, "1",
                       "how well the carers' approval, skills and background fit"},
        };
    }
};
using Searches = Records<Search>;

/// Every time a child went missing from its placement, in the order in which they began.
struct MissingEpisode {
    ChildKey child{};
    Day began{};
    Day ended{};
    std::uint16_t authority{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &MissingEpisode::child, "1", "key of the child"},
            ColumnInfo{"authority", &MissingEpisode::authority, "row", "responsible local authority"},
            ColumnInfo{"began", &MissingEpisode::began, "day", "day on which it went missing"},
            ColumnInfo{"ended", &MissingEpisode::ended, "day",
                       "day on which it was back, or on which the placement ended; it may lie ahead"},
        };
    }
};
using MissingEpisodes = Records<MissingEpisode>;

/// From an application to the end of fostering. A transfer between agencies is two steps, and adds no places.
enum class CarerStep : std::uint8_t { applies, withdraws, is_approved, stops, transfers_out, transfers_in };
inline constexpr StateNames<CarerStep, 6> carer_steps{
    {"applies", "withdraws", "is_approved", "stops", "transfers_out", "transfers_in"}};

/// A step of a foster household.
struct CarerEvent {
    HouseholdKey household{};
    Day day{};
    std::uint16_t authority{};
    CarerStep step{};
    Provider provider{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"household", &CarerEvent::household, "1", "key of the household"},
            ColumnInfo{"day", &CarerEvent::day, "day", "day on which it happened"},
            ColumnInfo{"authority", &CarerEvent::authority, "row", "local authority in whose area it lives"},
            ColumnInfo{"step", &CarerEvent::step, "enum", "what happened"},
            ColumnInfo{"provider", &CarerEvent::provider, "enum",
                       "own: the authority; private or voluntary: an independent agency"},
        };
    }
};
using CarerEvents = Records<CarerEvent>;

}  // namespace hearth
