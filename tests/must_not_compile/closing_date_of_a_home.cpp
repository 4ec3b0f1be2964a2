// error: discards qualifiers
// A home gets its closing date where it is taken off its list of vacancies, too.
#include "sim/processes/process.hpp"

namespace hearth {

void give_notice(const Event& event, std::int32_t notice, Moment& now) {
#ifdef WRONG
    now.population.local(event.authority).homes[event.as<OfHome>().row].closes_on = event.day + notice;
#else
    now.population.close_home(event.authority, event.as<OfHome>().row, event.day + notice);
#endif
}

}  // namespace hearth
