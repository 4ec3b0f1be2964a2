#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sim/engine/model.hpp"
#include "sim/results/results.hpp"
#include "sim/sweep/plan.hpp"

namespace hearth {

/// What the runs of a plan are made from: its configurations, and the first day if all of them share it,
/// built once.
class PlannedWorld {
   public:
    /// @throws ConfigError if a data table is not as it was when the sweep was planned
    PlannedWorld(const Plan& plan, const Workers& workers);

    /// What all runs have in common: months, and of those that share their first day the areas.
    const Layout& layout() const { return layout_; }

    /// Lives a run from the first day that all share to its last month.
    ///
    /// @param each_month  called after every month; may throw to stop
    ReplicateResults live(const PlannedRun& run, const Workers& workers,
                          const std::function<void()>& each_month) const;

    /// Lives a run from its own first day, with all its replicates, and writes its results file: the run that
    /// `hearth run` makes.
    Digests write(const PlannedRun& run, const Workers& workers,
                  const std::function<void()>& each_month) const;

    /// What the policies of a run will spend, for people: a line for each. Of runs that share a first day.
    std::vector<std::string> spending_ahead(const PlannedRun& run) const;

   private:
    Schedule schedule_of(const PlannedRun& run) const;

    const Plan& plan_;
    std::vector<Config> configs_;  ///< by scenario
    Country country_;              ///< on the first day; of nobody if each point has its own
    Layout layout_;
};

}  // namespace hearth
