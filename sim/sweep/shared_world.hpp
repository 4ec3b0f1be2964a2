#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/engine/model.hpp"
#include "sim/results/results.hpp"
#include "sim/sweep/plan.hpp"

namespace hearth {

/// The first day that all runs of a plan share, built once.
class SharedWorld {
   public:
    /// @throws ConfigError if a data table is not as it was when the sweep was planned
    SharedWorld(const Plan& plan, const Workers& workers);

    /// What all runs have in common: areas, months.
    const Layout& layout() const { return layout_; }

    /// Lives a run of the plan from the first day to its last month.
    ///
    /// @param each_month  called after every month; may throw to stop
    ReplicateResults live(const PlannedRun& run, const Workers& workers,
                          const std::function<void()>& each_month) const;

    /// What the policies of a run will spend, for people: a line for each.
    std::vector<std::string> spending_ahead(const PlannedRun& run) const;

   private:
    Schedule schedule_of(const PlannedRun& run) const;

    const Plan& plan_;
    std::vector<Config> configs_;  ///< by scenario
    Country country_;
    Layout layout_;
};

}  // namespace hearth
