// error: invalid use of incomplete type
// Nor can a process have an account opened in another's name, not even when it acts and has all in its hands.
#include "sim/processes/process.hpp"

namespace hearth {

void spend(Moment& now, const Bookkeeper& bookkeeper) {
#ifdef WRONG
    now.population.account(0, "peer_support", Bookkeeper{}).spend(1);
#else
    now.population.account(0, "peer_support", bookkeeper).spend(1);
#endif
}

}  // namespace hearth
