// error: is private within this context
// While months are planned a process spends in its own name: it can't write the books themselves.
#include "sim/processes/process.hpp"

namespace hearth {

void spend(LocalMonth& local) {
#ifdef WRONG
    local.books.spend("peer_support", 1);
#else
    local.account.spend(1);
#endif
}

}  // namespace hearth
