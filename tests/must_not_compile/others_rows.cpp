// error: read-only
// While months are planned in parallel, a process can't change the carers of another authority.
#include "sim/processes/process.hpp"

namespace hearth {

void rest(LocalMonth& local) {
#ifdef WRONG
    local.everybody.local(0).households[0].on_hold = 1;
#else
    local.own.households[0].on_hold = 1;
#endif
}

}  // namespace hearth
