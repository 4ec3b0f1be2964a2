// error: discards qualifiers
// While months are planned in parallel, a process can't write anything of another authority.
#include "sim/processes/process.hpp"

namespace hearth {

void support(LocalMonth& local) {
#ifdef WRONG
    local.everybody.local(0).support(0, true);
#else
    local.own.support(0, true);
#endif
}

}  // namespace hearth
