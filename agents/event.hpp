#pragma once

#include <cstdint>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// What can happen to a child on a day. The order is that of a day: ends first (places are freed), then
/// orders, entries, searches, what follows from a placement made, and going missing from it.
///
/// `goes_missing` counts as harm: a process that lets harm leave traces hears it. It comes to nothing if the
/// child is not placed that day (`is_placed`).
enum class EventKind : std::uint8_t {
    leaves_care,
    legal_change,
    moves,
    enters_care,
    searches,
    placed,
    goes_missing
};
inline constexpr StateNames<EventKind, 7> event_kinds{
    {"leaves_care", "legal_change", "moves", "enters_care", "searches", "placed", "goes_missing"}};

/// A dated event in the life of one child.
struct Event {
    Day day;
    EventKind kind{};
    std::uint16_t authority{};  ///< row of the responsible local authority
    std::uint16_t detail{};  ///< what the kind needs: a placement number, a birth order, 1 for a move, days
    std::uint32_t row{};     ///< row in the authority's InCare; for enters_care, in its Families
    ChildKey child;
    PlacementKind wanted = PlacementKind::none;  ///< of a planned move: the kind it leads to

    /// Order within a day: by kind, then by key; of two moves of one child the planned one comes first.
    friend constexpr bool operator<(const Event& a, const Event& b) {
        if (a.kind != b.kind) return a.kind < b.kind;
        return a.child != b.child ? a.child < b.child : a.wanted < b.wanted;
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
