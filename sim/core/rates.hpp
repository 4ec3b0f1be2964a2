#pragma once

#include <compare>

#include "sim/core/maths.hpp"

namespace hearth {

/// A hazard: events per agent per month, >= 0. Not a probability: the two do not compare.
struct PerMonth {
    double value{};

    constexpr auto operator<=>(const PerMonth&) const = default;
    constexpr PerMonth operator*(double ratio) const { return {value * ratio}; }
    constexpr PerMonth operator+(PerMonth other) const { return {value + other.value}; }
};

/// The chance of something, in [0, 1].
struct Probability {
    double value{};

    constexpr auto operator<=>(const Probability&) const = default;
    /// Does a uniform draw on [0, 1) say yes?
    constexpr bool accepts(double uniform) const { return uniform < value; }
};

/// A rate per year as a hazard per month.
constexpr PerMonth per_month(double per_year) {
    return {per_year / 12.0};
}

/// Probability of at least one event in `months`, for a constant hazard.
///
/// \f$ p = 1 - e^{-\lambda t} \f$, valid only while the hazard is constant over the step.
///
/// @param hazard  events per agent per month, >= 0
/// @param months  length of the step [months], >= 0
/// @return        probability [1], in [0, 1)
/// @source        Fleurence & Hollenbeak (2007), PharmacoEconomics 25(1)
inline Probability probability(PerMonth hazard, double months = 1.0) {
    return {-maths::expm1(-hazard.value * months)};
}

/// Money, in pounds at the prices of a named year (the year ending 31 March).
template <int PriceYear>
struct Pounds {
    double value{};

    constexpr auto operator<=>(const Pounds&) const = default;
    constexpr Pounds operator+(Pounds other) const { return {value + other.value}; }
    constexpr Pounds operator*(double ratio) const { return {value * ratio}; }
};

}  // namespace hearth
