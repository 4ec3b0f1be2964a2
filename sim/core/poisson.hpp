#pragma once

#include <cmath>
#include <cstdint>

#include "sim/core/contracts.hpp"
#include "sim/core/maths.hpp"
#include "sim/core/unworkable.hpp"

namespace hearth {

/// Beyond, exp(-mean) is no longer a number of full precision.
constexpr double most_summed_from_zero = 700;
/// More events than this in a month are no expectation but a mistake.
constexpr double largest_poisson_mean = 1e6;

/// The same as `poisson` below for a large mean: its sum begins far out in the lower tail.
///
/// \f$ \ln p_n = n \ln(m / n) + n - m - \frac12 \ln(2 \pi n) - \frac{1}{12 n} + \frac{1}{360 n^3} \f$
/// (Stirling's series, to 1e-9 from n = 10 on).
inline std::uint32_t poisson_of_many(double mean, double uniform) {
    constexpr double two_pi = 6.283185307179586, standard_deviations = 12;
    const double reach = standard_deviations * std::sqrt(mean);
    const auto last = static_cast<std::uint32_t>(mean + reach);
    auto count = static_cast<std::uint32_t>(mean - reach);
    const double n = count;
    double term = maths::exp(n * maths::log(mean / n) + n - mean - 0.5 * maths::log(two_pi * n) -
                             1 / (12 * n) + 1 / (360 * n * n * n));
    double sum = term;
    while (uniform >= sum && count < last) {
        ++count;
        term *= mean / count;
        sum += term;
    }
    return count;
}

/// Smallest n with P(N <= n) > uniform for a Poisson of this mean: inversion, so that a higher mean only
/// adds.
///
/// @param mean     expected number, at least 0; Unworkable beyond `largest_poisson_mean`
/// @param uniform  in [0, 1)
inline std::uint32_t poisson(double mean, double uniform) {
    expects(mean >= 0, "a Poisson number with a mean of 0 or more");
    if (mean > largest_poisson_mean)
        throw Unworkable{"more than a million events are expected in one month of one authority"};
    if (mean > most_summed_from_zero) return poisson_of_many(mean, uniform);
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
