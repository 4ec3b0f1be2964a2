// error: this_kind_of_event_is_about_something_else
// A search is of a placement, not of a plan to move: each kind of event carries what it is about.
#include "sim/core/event.hpp"

namespace hearth {

Event search(Day day, ChildKey child) {
#ifdef WRONG
    return {day, EventKind::searches, 0, PlannedMove{child, PlacementKind::foster, 1, 0}};
#else
    return {day, EventKind::searches, 0, OfPlacement{child, 1, 0}};
#endif
}

}  // namespace hearth
