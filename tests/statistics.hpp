#pragma once

#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/poisson.hpp>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace hearth::statistics {

/// Chance of a count as far from n * p as this one, on either side (exact binomial, twice the smaller tail).
inline double p_value(std::int64_t hits, std::int64_t n, double p) {
    const boost::math::binomial_distribution<double> expected{static_cast<double>(n), p};
    const double below = cdf(expected, static_cast<double>(hits));
    const double above = hits == 0 ? 1.0 : cdf(complement(expected, static_cast<double>(hits - 1)));
    return std::min(1.0, 2 * std::min(below, above));
}

/// The same for a Poisson number of this mean.
inline double p_value_of_count(std::int64_t count, double mean) {
    const boost::math::poisson_distribution<double> expected{mean};
    const double below = cdf(expected, static_cast<double>(count));
    const double above = count == 0 ? 1.0 : cdf(complement(expected, static_cast<double>(count - 1)));
    return std::min(1.0, 2 * std::min(below, above));
}

/// Chance of a sample mean as far from `expected` as this one, by the sample's own spread (n large).
inline double p_value_of_mean(const std::vector<double>& sample, double expected) {
    const double n = static_cast<double>(sample.size());
    double mean = 0, square = 0;
    for (const double value : sample) mean += value / n;
    for (const double value : sample) square += (value - mean) * (value - mean);
    const double z = (mean - expected) / std::sqrt(square / (n - 1) / n);
    return 2 * cdf(boost::math::normal{}, -std::abs(z));
}

}  // namespace hearth::statistics
