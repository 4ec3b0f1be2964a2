#pragma once

#include <cstdint>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/in_care.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Children of one local authority who went home from care in the last years and may start to be looked after
/// again: first those of before the first day, then in the order in which they left.
struct Returned {
    Column<ChildKey> child;
    Column<std::uint32_t> family_row;
    Column<Day> born;
    Column<Day> left;
    Column<LeavingReason> reason;
    Column<double> clock;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &Returned::child, "1", "key of the child"},
            ColumnInfo{"family_row", &Returned::family_row, "row", "row of its family in Families"},
            ColumnInfo{"born", &Returned::born, "day", "birth date"},
            ColumnInfo{"left", &Returned::left, "day", "last day of care"},
            ColumnInfo{"reason", &Returned::reason, "enum", "why care ended"},
            ColumnInfo{"clock", &Returned::clock, "1", "hazard left before care begins again"},
        };
    }
    std::size_t size() const { return child.size(); }
};

}  // namespace hearth
