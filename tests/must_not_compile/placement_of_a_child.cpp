// error: in read-only object
// A process that acts can't put a child anywhere but by placing it: then a place is filled and recorded, too.
#include "sim/processes/process.hpp"

namespace hearth {

void place(const Event& event, const Place& found, Moment& now) {
#ifdef WRONG
    now.population.local(event.authority).in_care[event.in_care().row].kind = found.kind;
#else
    now.population.place(event.authority, event.in_care().row, found, event.day);
#endif
}

}  // namespace hearth
