#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// How little is known of policies: each number of a policy that has a plausible range is drawn from it anew
/// for every replicate, by a triangular distribution with its highest point at the value. So is how prices of
/// homes answer to occupancy, on which savings rest. Draws have addresses too: a parameter is drawn alike in
/// every scenario, whatever else is drawn, so that pairs keep their common past.

/// Every such number of a schedule, in its order.
std::vector<UncertainParameter> uncertain_parameters(const Config& config, const Schedule& schedule);

/// A schedule with what was drawn for one replicate, ready to run; all other processes are shared.
struct DrawnPolicies {
    Schedule schedule;
    std::map<std::string, double> numbers;  ///< name of the parameter -> what was drawn
};
DrawnPolicies draw_policies(const Config& config, const Schedule& schedule, const Country& country,
                            std::uint64_t seed, std::uint32_t replicate);

/// Where a uniform falls in the triangular distribution over `plausible` that is highest at `value`.
double triangular(double uniform, double value, Range plausible);

}  // namespace hearth
