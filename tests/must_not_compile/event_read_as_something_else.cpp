// error: has no member named
// What befalls a foster household is about no child, though children may live there.
#include "sim/core/event.hpp"

namespace hearth {

std::uint64_t whom(const Event& stops) {
#ifdef WRONG
    return stops.as<OfHousehold>().child.value;
#else
    return stops.as<OfHousehold>().household.value;
#endif
}

}  // namespace hearth
