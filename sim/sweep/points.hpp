#pragma once

#include <string>
#include <vector>

#include "sim/sweep/spec.hpp"

namespace hearth {

/// A value for each parameter, as `--set` takes it.
using PointValues = std::vector<std::string>;

/// The points of a sweep, in the order of its design.
///
/// @throws ConfigError with every fault of a list of points
std::vector<PointValues> points_of(const SweepSpec& spec);

}  // namespace hearth
