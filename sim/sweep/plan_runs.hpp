#pragma once

#include <vector>

#include "sim/engine/model.hpp"
#include "sim/sweep/plan.hpp"

namespace hearth {

/// Points of a plan, and where those of a list stand; places may be left out.
struct PointsToPlan {
    std::vector<PointValues> values;
    std::vector<PointPlace> places;
};

/// Gives a plan its runs: every point in every scenario, as many replicates as it has, numbered in this
/// order. Points from `unchecked` on are tried: a run of them can begin. Says which parameters no run reads.
///
/// @param scenarios  configurations of the plan's scenarios
/// @throws ConfigError with the faults of the first point that has any
void plan_runs(Plan& plan, const std::vector<Config>& scenarios, const PointsToPlan& points,
               std::size_t unchecked);

/// The processes of a run of the plan. A policy that would start after the last month is a fault, as in a run
/// by itself, unless the plan says of no months.
///
/// @param config  of its scenario
/// @param place   of its point, if it is of a list
/// @throws ConfigError with its faults, each with the number of the point
Schedule schedule_of(const Plan& plan, const PlannedRun& run, const Config& config,
                     const PointPlace& place = {});

}  // namespace hearth
