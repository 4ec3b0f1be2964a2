// error: use of deleted function
// Nor can a table be put in the place of another one, rows and all.
#include "sim/processes/process.hpp"

namespace hearth {

std::size_t exchange(LocalMonth& local) {
#ifdef WRONG
    local.own.homes = local.everybody.local(0).homes;
#endif
    return local.own.homes.size();
}

}  // namespace hearth
