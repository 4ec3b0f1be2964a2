// error: invalid use of incomplete type
// Only the engine puts an authority's tables into the hands of a process to write: who acts can't take them.
#include "sim/processes/process.hpp"

namespace hearth {

void forget(Moment& now, const Steward& steward) {
#ifdef WRONG
    now.population.own(0, Steward{}).forget_policies();
#else
    now.population.own(0, steward).forget_policies();
#endif
}

}  // namespace hearth
