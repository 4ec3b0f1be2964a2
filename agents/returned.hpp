#pragma once

#include <cstdint>

#include "agents/column.hpp"
#include "agents/date.hpp"
#include "agents/in_care.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// A child who went home from care and may start to be looked after again.
struct ReturnedChild {
    ChildKey child{};
    double clock{};
    std::uint32_t family_row{};
    Day born{};
    Day left{};
    LeavingReason reason{};

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"child", &ReturnedChild::child, "1", "key of the child"},
            ColumnInfo{"family_row", &ReturnedChild::family_row, "row", "row of its family in Families"},
            ColumnInfo{"born", &ReturnedChild::born, "day", "birth date"},
            ColumnInfo{"left", &ReturnedChild::left, "day", "last day of care"},
            ColumnInfo{"reason", &ReturnedChild::reason, "enum", "why care ended"},
            ColumnInfo{"clock", &ReturnedChild::clock, "1", "hazard left before care begins again"},
        };
    }
};

/// Those of one local authority who left in the last years: first before the first day, then in the order in
/// which they left.
using Returned = Records<ReturnedChild>;

}  // namespace hearth
