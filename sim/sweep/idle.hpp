#pragma once

#include <string>
#include <vector>

#include "sim/sweep/plan.hpp"

namespace hearth {

/// Which parameters of a policy keep it from doing anything in runs of the plan, in this order: "strength"
/// and "budget", which are 0, and "start", which it has not.
std::vector<std::string> what_keeps_idle(const Plan& plan, const std::string& policy);

}  // namespace hearth
