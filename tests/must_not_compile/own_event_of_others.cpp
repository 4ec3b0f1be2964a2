// error: has no member named
// What happens to one authority alone sees nobody else's rows: others' happen at the same time.
#include "sim/processes/process.hpp"

namespace hearth {

std::size_t children(const Here& here) {
#ifdef WRONG
    return here.population.local(0).in_care.size();
#else
    return here.own.in_care.size();
#endif
}

}  // namespace hearth
