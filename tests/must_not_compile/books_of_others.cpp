// error: has no member named
// A process reads what its own authority has spent, and nobody else's books.
#include "sim/processes/process.hpp"

namespace hearth {

double spent(const LocalMonth& local) {
#ifdef WRONG
    return local.everybody.books(0).last_month().on_children();
#else
    return local.books.last_month().on_children();
#endif
}

}  // namespace hearth
