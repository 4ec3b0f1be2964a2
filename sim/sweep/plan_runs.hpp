#pragma once

#include <vector>

#include "sim/sweep/plan.hpp"

namespace hearth {

/// Gives a plan its runs: every point in every scenario, as many replicates as it has, numbered in this
/// order. Points from `unchecked` on are tried: a run of them can begin. Says which parameters no run reads.
///
/// @param scenarios  configurations of the plan's scenarios
/// @throws ConfigError with the faults of the first point that has any
void plan_runs(Plan& plan, const std::vector<Config>& scenarios, const std::vector<PointValues>& points,
               std::size_t unchecked);

}  // namespace hearth
