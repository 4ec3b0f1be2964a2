#pragma once

#include "agents/in_care.hpp"

namespace hearth {

/// Whole months from `from` to a 31 March: the last day counts, as in the return.
constexpr int months_in_return(Day from, Day march_31) {
    const int months = month_of(march_31 + 1) - month_of(from);
    return from == first_day(month_of(from)) ? months : months - 1;
}

/// Of breakdowns::time_in_care.
constexpr std::size_t time_in_care(const ChildInCare& child, Day march_31) {
    return months_in_return(child.entered, march_31) < 12 ? 0 : 1;
}

}  // namespace hearth
