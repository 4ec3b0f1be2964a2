// error: could not convert
// An own kind is about what the process that names it says, and about nothing else.
#include "sim/core/own_kinds.hpp"

namespace hearth {

Event visit(KindOf<OfChild> visit, Day day, ChildKey child) {
#ifdef WRONG
    return {day, visit, 0, OfPlacement{child, 1, 0}};
#else
    return {day, visit, 0, OfChild{child, 0}};
#endif
}

}  // namespace hearth
