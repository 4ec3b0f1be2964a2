#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/engine/model.hpp"
#include "sim/engine/uncertainty.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// A configuration and the words by which the user asked for it.
struct ScenarioGiven {
    std::string words;
    Config config;
};

/// A baseline and scenarios that change nothing but processes: one first day for all, and common random
/// numbers, so that replicate r of each differs by what the scenario did and nothing else (Klein et al. 2024,
/// arXiv:2409.02086).
class Comparison {
   public:
    /// Checks and builds everything; nothing is simulated yet.
    ///
    /// @param baseline   the configuration without any scenario
    /// @param scenarios  each laid over it; their names differ, from "baseline" too
    /// @throws ConfigError for names used twice, and for a scenario that changes more than processes
    Comparison(ScenarioGiven baseline, std::vector<ScenarioGiven> scenarios, const std::string& config_name,
               const Workers& workers);

    /// The baseline first; months and replicates are the baseline's.
    const Layout& layout() const { return layout_; }

    /// Simulates what all have in common once, up to `month`, and goes on from there with each.
    ///
    /// @throws ConfigError if a scenario changes something before
    void branch_at(Month month);

    /// From now on what is not known well of policies, and of the model where savings rest on it, is drawn
    /// for each replicate: `Layout::uncertain`.
    ///
    /// @throws ConfigError if none of it has a plausible range
    void draw_what_is_uncertain();

    /// What the policies of the baseline and of each scenario will spend, for people.
    std::vector<std::vector<std::string>> spending_ahead() const;

    /// The first month in which a scenario may differ from the baseline.
    Month differs_from() const;

    /// Months that are lived for one replicate of each.
    std::int64_t months_to_live() const;

    /// Lives one replicate of the baseline and of each scenario; `keep` gets each when it ends, from any
    /// thread.
    void live(std::size_t replicate, Events events, const Workers& workers,
              const std::function<void()>& each_month,
              const std::function<void(ReplicateResults)>& keep) const;

   private:
    DrawnPolicies policies_of(std::size_t scenario, std::size_t replicate) const;

    std::vector<Config> configs_;
    std::vector<Model> models_;
    Country country_;
    Layout layout_;
    std::optional<Month> branch_;
};

/// Why what `change` names can matter before `month`, in words that follow the process's name; nothing if it
/// can't. Model processes act from the first month on, policies from their `starts()` on.
std::optional<std::string> acts_before(Month month, const Process& process);

/// The same of what two configurations have not in common, and through which of its processes.
std::optional<std::string> acts_before(Month month, const Difference& difference, const Schedule& schedule);
std::string as_why_it_acts(const Difference& difference, const std::string& process,
                           const std::string& reason);

/// Do two configurations with this difference build one first day? It may be of processes, and of what is
/// shared: of that the first day has its own account.
bool leaves_first_day(const Difference& difference);

/// The process of a name in a schedule; nullptr if it is not in it.
const Process* find_process(const Schedule& schedule, std::string_view name);

}  // namespace hearth
