#pragma once

#include <cstdint>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// What can happen on a day. The order is that of a day: ends first (places are freed), then carers who stop
/// or go on, orders, plans to move, placements that break, entries, searches, what follows from a placement
/// made, and going missing from it.
///
/// `goes_missing` counts as harm: a process that lets harm leave traces hears it. It comes to nothing if the
/// child is not placed that day (`is_placed`).
enum class EventKind : std::uint8_t {
    leaves_care,
    carer_changes,
    legal_change,
    plans_move,
    disrupts,
    disrupted,
    enters_care,
    searches,
    placed,
    goes_missing
};
inline constexpr StateNames<EventKind, 10> event_kinds{{"leaves_care", "carer_changes", "legal_change",
                                                        "plans_move", "disrupts", "disrupted", "enters_care",
                                                        "searches", "placed", "goes_missing"}};

/// What `carer_changes` says of a household, in Event::detail.
enum class CarerChange : std::uint16_t { hold_ends, hold_begins, stops };

/// A dated event in the life of one child, or of one foster household (`carer_changes`).
struct Event {
    Day day;
    EventKind kind{};
    std::uint16_t authority{};  ///< row of the responsible local authority
    std::uint16_t detail{};  ///< what the kind needs: a placement number, a birth order, 1 for a move, days
    /// Row in the authority's InCare; for enters_care, in its Families; for carer_changes, in its households.
    std::uint32_t row{};
    ChildKey child;
    HouseholdKey household{};  ///< whom carer_changes is about; whose placement has disrupted
    PlacementKind wanted = PlacementKind::none;  ///< of a planned move: the kind it leads to; none: by age
    ChangeReason reason = ChangeReason::none;    ///< of a disruption, where that is known

    /// Order within a day: by kind, then by key; of two plans for one child the one that knows where comes
    /// first.
    friend constexpr bool operator<(const Event& a, const Event& b) {
        if (a.kind != b.kind) return a.kind < b.kind;
        if (a.child != b.child) return a.child < b.child;
        if (a.wanted != b.wanted) return a.wanted < b.wanted;
        if (a.household != b.household) return a.household < b.household;
        if (a.reason != b.reason) return a.reason < b.reason;
        return a.detail < b.detail;
    }
};

/// Every start of a period of care.
struct CareStarts {
    Column<ChildKey> child;
    Column<std::uint16_t> authority;
    Column<Day> day;
    Column<Day> born;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &CareStarts::child, "1", "key of the child"},
            ColumnInfo{"authority", &CareStarts::authority, "row", "responsible local authority"},
            ColumnInfo{"day", &CareStarts::day, "day", "first day of care"},
            ColumnInfo{"born", &CareStarts::born, "day", "birth date"},
        };
    }
    std::size_t size() const { return child.size(); }
};

/// Every end of a period of care.
struct CareEnds {
    Column<ChildKey> child;
    Column<std::uint16_t> authority;
    Column<Day> day;
    Column<Day> born;
    Column<LeavingReason> reason;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &CareEnds::child, "1", "key of the child"},
            ColumnInfo{"authority", &CareEnds::authority, "row", "responsible local authority"},
            ColumnInfo{"day", &CareEnds::day, "day", "last day of care"},
            ColumnInfo{"born", &CareEnds::born, "day", "birth date"},
            ColumnInfo{"reason", &CareEnds::reason, "enum", "why care ended"},
        };
    }
    std::size_t size() const { return child.size(); }
};

/// Every end of a placement, by a move or by leaving care.
struct PlacementEnds {
    Column<std::uint32_t> placement_row;
    Column<Day> day;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"placement_row", &PlacementEnds::placement_row, "row", "row in Placements"},
            ColumnInfo{"day", &PlacementEnds::day, "day", "day on which it ended"},
        };
    }
    std::size_t size() const { return placement_row.size(); }
};

/// Every search for a place that came to an answer: a placement made, or nothing found that day.
struct Searches {
    Column<ChildKey> child;
    Column<std::uint16_t> authority;
    Column<Day> since;
    Column<Day> day;
    Column<PlacementKind> wanted;
    Column<PlacementKind> found;
    Column<std::uint16_t> asked;
    Column<std::uint16_t> refused;
    Column<std::uint8_t> stop_gap;
    Column<std::uint8_t> outside_approval;
    Column<std::uint8_t> apart;
    Column<float> match;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &Searches::child, "1", "key of the child"},
            ColumnInfo{"authority", &Searches::authority, "row", "responsible local authority"},
            ColumnInfo{"since", &Searches::since, "day", "day on which the search began"},
            ColumnInfo{"day", &Searches::day, "day", "day of this answer"},
            ColumnInfo{"wanted", &Searches::wanted, "enum", "kind of placement wanted"},
            ColumnInfo{"found", &Searches::found, "enum",
                       "kind of placement made; none: the child goes on waiting"},
            ColumnInfo{"asked", &Searches::asked, "count", "carers and homes with a place that were asked"},
            ColumnInfo{"refused", &Searches::refused, "count",
                       "of those who could by their approval, how many declined"},
            ColumnInfo{"stop_gap", &Searches::stop_gap, "flag",
                       "not what was wanted, and only until that is found"},
            ColumnInfo{"outside_approval", &Searches::outside_approval, "flag",
                       "with carers who are not approved for such a child"},
            ColumnInfo{"apart", &Searches::apart, "flag", "in another placement than a sibling looked after"},
            ColumnInfo{"match", &Searches::match, "1",
                       "how well the carers' approval, skills and background fit"},
        };
    }
    std::size_t size() const { return child.size(); }
};

/// Every time a child went missing from its placement, in the order in which they began.
struct MissingEpisodes {
    Column<ChildKey> child;
    Column<std::uint16_t> authority;
    Column<Day> began;
    Column<Day> ended;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &MissingEpisodes::child, "1", "key of the child"},
            ColumnInfo{"authority", &MissingEpisodes::authority, "row", "responsible local authority"},
            ColumnInfo{"began", &MissingEpisodes::began, "day", "day on which it went missing"},
            ColumnInfo{"ended", &MissingEpisodes::ended, "day",
                       "day on which it was back, or on which the placement ended; it may lie ahead"},
        };
    }
    std::size_t size() const { return child.size(); }
};

}  // namespace hearth
