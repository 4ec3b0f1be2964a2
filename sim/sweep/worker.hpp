#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "sim/sweep/ledger.hpp"
#include "sim/sweep/planned_world.hpp"

namespace hearth {

/// How a worker goes about its runs.
struct WorkOrder {
    /// The next run to make, asked by any thread; nothing when there is none left.
    std::function<std::optional<std::size_t>()> next;
    /// Called often; throws Interrupted if the work shall end. Runs that are under way are given up then.
    std::function<void()> stop_if_asked;
    /// Called with each run's record, from any thread.
    std::function<void(const RunRecord&)> each_run;
    std::set<std::string> known_parts;  ///< names of files in parts/ whose runs were taken into account
    std::string name;           ///< of this worker, of which there is one at a time: its parts begin with it
    unsigned at_once = 0;       ///< runs at the same time; 0: as many as there are threads
    double flush_seconds = 10;  ///< a part is brought to the disk when its first run is as old
};

struct WorkDone {
    std::size_t done = 0;
    std::size_t failed = 0;
    std::size_t left_to_others = 0;  ///< other workers have them in hand, or have made them meanwhile
    bool is_stopped = false;         ///< before all was done
};

/// Makes runs until there is none left, on all threads at once, and writes them as parts of the plan. A run
/// that fails is a record, not the end. A run that another worker has in hand is left to it.
///
/// @throws std::runtime_error if a part can't be written; those written before stay
WorkDone work(const Plan& plan, const PlannedWorld& world, const Workers& workers, const WorkOrder& order);

/// Machine, process and time, for the names of parts: no two workers are called alike, in containers neither.
std::string this_worker();

}  // namespace hearth
