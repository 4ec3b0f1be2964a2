#pragma once

#include <algorithm>

#include "sim/processes/process.hpp"

namespace hearth {

/// A child has to leave where it is: a disruption for this reason, in the month that is planned.
inline void move_child_out(LocalMonth& local, std::uint32_t row, ChangeReason reason, Day by) {
    if (by > last_day(local.month)) return;
    const auto& child = local.own.in_care[row];
    local.events.push_back({std::max(by, first_day(local.month)), EventKind::disrupts, local.authority,
                            Disruption{.child = child.child,
                                       .reason = reason,
                                       .placement_number = child.placement_number,
                                       .row = row}});
}

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
        const auto& provider = local.everybody.local(child.provider_authority);
        move_child_out(local, row, reason, when(provider.households[child.provider_row]));
    }
}

/// Children of this authority whose home closes this month, wherever it is: each a disruption on that day.
inline void move_out_of_closing_homes(LocalMonth& local) {
    const auto& roster = local.own.in_care;
    for (std::uint32_t row = 0; row < roster.size(); ++row) {
        const auto& child = roster[row];
        if (child.kind != PlacementKind::childrens_home || child.provider_row == no_row) continue;
        const auto& provider = local.everybody.local(child.provider_authority);
        move_child_out(local, row, ChangeReason::CLOSE, provider.homes[child.provider_row].closes_on);
    }
}

}  // namespace hearth
