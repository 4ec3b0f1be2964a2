#pragma once

#include <algorithm>

#include "sim/processes/process.hpp"

namespace hearth {

/// Children of this authority whose foster carers send them away this month, wherever these live: each a
/// disruption for one reason.
///
/// @param when  called with a FosterHousehold: the day by which it does, or later than this month
template <class When>
void move_out(LocalMonth& local, ChangeReason reason, const When& when) {
    const auto& roster = local.own.in_care;
    for (std::uint32_t row = 0; row < roster.size(); ++row) {
        const auto& child = roster[row];
        if (!is_with_counted_carers(child)) continue;
        const Day by = when(local.everybody.local(child.provider_authority).households[child.provider_row]);
        if (by > last_day(local.month)) continue;
        local.events.push_back({.day = std::max(by, first_day(local.month)),
                                .kind = EventKind::disrupts,
                                .authority = local.authority,
                                .detail = child.placement_number,
                                .row = row,
                                .child = child.child,
                                .household = {},
                                .wanted = PlacementKind::none,
                                .reason = reason});
    }
}

}  // namespace hearth
