#pragma once

#include <cstdint>

#include "sim/core/contracts.hpp"
#include "sim/core/maths.hpp"

namespace hearth {

/// Smallest n with P(N <= n) > uniform for a Poisson of this mean: inversion, so that a higher mean only
/// adds.
///
/// @param mean     expected number, in [0, 700]: beyond, exp(-mean) is no longer a number of full precision
/// @param uniform  in [0, 1)
inline std::uint32_t poisson(double mean, double uniform) {
    expects(mean >= 0 && mean <= 700, "a Poisson number with a mean in [0, 700]");
    double term = maths::exp(-mean);
    double sum = term;
    std::uint32_t count = 0;
    while (uniform >= sum && term > 0) {
        ++count;
        term *= mean / count;
        sum += term;
    }
    return count;
}

}  // namespace hearth
