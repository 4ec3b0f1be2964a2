#pragma once

#include <cstdint>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// What can happen on a day. The order is that of a day: ends first (places are freed), then carers who stop
/// or go on, homes that open or give notice, orders, plans to move, placements that break, entries, searches,
/// what follows from a placement made, and going missing from it.
///
/// `goes_missing` counts as harm: a process that lets harm leave traces hears it. It comes to nothing if the
/// child is not placed that day (`is_placed`).
enum class EventKind : std::uint8_t {
    leaves_care,
    carer_changes,
    home_changes,
    legal_change,
    plans_move,
    disrupts,
    disrupted,
    enters_care,
    searches,
    placed,
    goes_missing
};
inline constexpr StateNames<EventKind, 11> event_kinds{{"leaves_care", "carer_changes", "home_changes",
                                                        "legal_change", "plans_move", "disrupts", "disrupted",
                                                        "enters_care", "searches", "placed", "goes_missing"}};

/// What `carer_changes` says of a household, in Event::detail.
enum class CarerChange : std::uint16_t {
    hold_ends,
    hold_begins,
    stops,
    applies,
    is_approved,
    withdraws,
    retires,
    transfers
};

/// What `home_changes` says of a children's home, in Event::detail.
enum class HomeChange : std::uint16_t { opens, gives_notice };

/// A dated event in the life of one child, of one foster household (`carer_changes`) or of one home
/// (`home_changes`).
struct Event {
    Day day;
    EventKind kind{};
    std::uint16_t authority{};  ///< row of the responsible local authority
    std::uint16_t detail{};  ///< what the kind needs: a placement number, a birth order, 1 for a move, days
    /// Row in the authority's InCare; for enters_care, in its Families; for carer_changes, in its households;
    /// for home_changes, in its homes.
    std::uint32_t row{};
    ChildKey child;
    HouseholdKey household{};  ///< whom carer_changes is about; whose placement has disrupted
    HomeKey home{};            ///< which one home_changes is about
    PlacementKind wanted = PlacementKind::none;  ///< of a planned move: the kind it leads to; none: by age
    ChangeReason reason = ChangeReason::none;    ///< of a disruption, where that is known

    /// Order within a day: by kind, then by key; of two plans for one child the one that knows where comes
    /// first.
    friend constexpr bool operator<(const Event& a, const Event& b) {
        if (a.kind != b.kind) return a.kind < b.kind;
        if (a.child != b.child) return a.child < b.child;
        if (a.wanted != b.wanted) return a.wanted < b.wanted;
        if (a.household != b.household) return a.household < b.household;
        if (a.home != b.home) return a.home < b.home;
        if (a.reason != b.reason) return a.reason < b.reason;
        return a.detail < b.detail;
    }
};

/// What happens to a foster household on a day.
constexpr Event carer_change(CarerChange what, HouseholdKey household, std::uint16_t authority,
                             std::uint32_t row, Day day) {
    return {.day = day,
            .kind = EventKind::carer_changes,
            .authority = authority,
            .detail = static_cast<std::uint16_t>(what),
            .row = row,
            .child = {},
            .household = household};
}

/// What happens to a children's home on a day; one that opens has no row yet.
constexpr Event home_change(HomeChange what, HomeKey home, std::uint16_t authority, std::uint32_t row,
                            Day day) {
    return {.day = day,
            .kind = EventKind::home_changes,
            .authority = authority,
            .detail = static_cast<std::uint16_t>(what),
            .row = row,
            .child = {},
            .home = home};
}

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
