#pragma once

#include "agents/in_care.hpp"

namespace hearth {

/// Where a child in care stands: what decides, with its age and circumstances, what happens to it next. The
/// hazards see a child in a run and a child before the first day alike.
struct CareState {
    ChildKey child{};
    Day entered{};
    PlacementKind kind = PlacementKind::none;
    Stage stage{};
    Day placed_on{};
    AgeBand age_when_placed{};
    LegalStatus legal{};
    Day legal_since{};
};

inline CareState care_state(const ChildInCare& child) {
    return {.child = child.child,
            .entered = child.entered,
            .kind = child.kind,
            .stage = child.stage,
            .placed_on = child.placed_on,
            .age_when_placed = child.age_when_placed,
            .legal = child.legal,
            .legal_since = child.legal_since};
}

}  // namespace hearth
