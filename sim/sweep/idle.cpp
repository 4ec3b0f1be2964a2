#include "sim/sweep/idle.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <utility>

#include "sim/sweep/plan_runs.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 3> reasons{"strength", "budget", "start"};

/// The values of a run on which it hangs whether the policy does anything.
PointValues what_counts(const Plan& plan, const PlannedRun& run, const std::string& policy) {
    PointValues found;
    for (std::size_t parameter = 0; parameter < plan.parameters.size(); ++parameter)
        for (const auto reason : reasons)
            if (plan.parameters[parameter].name == policy + "." + std::string{reason})
                found.push_back(run.values[parameter]);
    return found;
}

}  // namespace

std::vector<std::string> what_keeps_idle(const Plan& plan, const std::string& policy) {
    std::vector<Config> scenarios;
    for (const auto& scenario : plan.scenarios)
        scenarios.push_back(Config::parse(scenario.yaml, plan.config_file.string()));
    std::set<std::string_view> found;
    std::set<std::pair<std::size_t, PointValues>> seen;  // runs that are alike in this are looked at once
    for (const auto& run : plan.runs) {
        if (!seen.emplace(run.scenario, what_counts(plan, run, policy)).second) continue;
        for (const auto& [name, process] : schedule_of(plan, run, scenarios[run.scenario]))
            if (name == policy)
                for (const auto reason : process->idle_for()) found.insert(reason);
    }
    std::vector<std::string> in_order;
    for (const auto reason : reasons)
        if (found.contains(reason)) in_order.emplace_back(reason);
    return in_order;
}

}  // namespace hearth
