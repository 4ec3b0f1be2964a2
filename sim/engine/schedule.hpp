#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/processes/process.hpp"

namespace hearth {

/// A process of a run, under the name of its section in the config.
struct ScheduledProcess {
    std::string name;
    std::shared_ptr<Process> process;  ///< schedules that differ elsewhere may share it
};

/// The processes of a run in the order in which they plan a month.
using Schedule = std::vector<ScheduledProcess>;

/// The same processes in an order of their own: each after those that it names (`Process::after`), else by
/// name. So the order in which a config lists them never matters.
///
/// @throws BrokenContract  if two of them are to come after each other
Schedule in_order(Schedule listed);

/// Who acts on each kind of event, and who hears of it; both by their place in the schedule.
class Audience {
   public:
    /// @throws BrokenContract  if two processes act on one kind
    explicit Audience(const Schedule& schedule);

    std::optional<std::size_t> actor(EventKind kind) const { return actors_[static_cast<std::size_t>(kind)]; }
    const std::vector<std::size_t>& hearers(EventKind kind) const {
        return hearers_[static_cast<std::size_t>(kind)];
    }

   private:
    std::vector<std::optional<std::size_t>> actors_;  ///< by kind
    std::vector<std::vector<std::size_t>> hearers_;
};

}  // namespace hearth
