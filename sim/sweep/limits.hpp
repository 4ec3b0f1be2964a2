#pragma once

#include <cstdint>

/// What a sweep may be asked for, and what a plan may hold. Points are those of lhs, sobol and random,
/// trajectories of morris, base points of saltelli.
namespace hearth::sweep_limits {

inline constexpr std::int64_t points = 1'000'000;
inline constexpr std::int64_t replicates = 10'000;
inline constexpr std::int64_t time_limit = 30 * 86'400;      ///< [s]
inline constexpr std::int64_t seed = 9'007'199'254'740'991;  ///< R and JSON hold these exactly

}  // namespace hearth::sweep_limits
