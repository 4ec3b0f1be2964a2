// error: is private within this context
// Nor does a table of what is kept say how to write it to who isn't its keeper.
#include "sim/processes/process.hpp"

namespace hearth {

double strain(LocalMonth& local) {
#ifdef WRONG
    return local.own.households.to_write()[0].strain = 0;
#else
    return local.own.households[0].strain;
#endif
}

}  // namespace hearth
