#pragma once

#include <array>

#include "agents/states.hpp"

namespace hearth {

/// One move between states that the law and the model allow.
struct Transition {
    CareStatus from;
    CareStatus to;
    std::string_view by;
};

/// Every legal change of a child's state. `Population` refuses any other, so a process with a mistake stops
/// the run.
constexpr std::array transitions{
    Transition{CareStatus::at_home, CareStatus::looked_after, "care entry"},
    Transition{CareStatus::looked_after, CareStatus::at_home,
               "return home, end of remand or other end of care"},
    Transition{CareStatus::looked_after, CareStatus::in_permanence,
               "adoption, special guardianship or child arrangements order"},
    Transition{CareStatus::looked_after, CareStatus::care_leaver, "18th birthday"},
    Transition{CareStatus::looked_after, CareStatus::gone, "death, moving abroad, or an age assessment"},
};

constexpr bool is_legal(CareStatus from, CareStatus to) {
    for (const auto& transition : transitions) {
        if (transition.from == from && transition.to == to) return true;
    }
    return false;
}

/// Where a child goes who leaves care for this reason.
constexpr CareStatus status_after(LeavingReason reason) {
    switch (reason) {
        case LeavingReason::still_in_care:
            return CareStatus::looked_after;
        case LeavingReason::turned_18:
            return CareStatus::care_leaver;
        case LeavingReason::died:
        case LeavingReason::moved_abroad:
        case LeavingReason::age_assessed:
        case LeavingReason::other_authority:  // whose child it is from now on
            return CareStatus::gone;
        case LeavingReason::adopted:
        case LeavingReason::special_guardianship:
        case LeavingReason::child_arrangements:
            return CareStatus::in_permanence;
        default:
            return CareStatus::at_home;
    }
}

}  // namespace hearth
