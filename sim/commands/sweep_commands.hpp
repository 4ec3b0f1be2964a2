#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "sim/commands/commands.hpp"
#include "sim/config/words.hpp"
#include "sim/sweep/ledger.hpp"
#include "sim/sweep/words.hpp"

namespace hearth {

/// What every command that makes runs of a sweep can be told.
struct SweepRunOptions {
    std::string what;    ///< the folder of a plan, or a sweep's file
    std::string folder;  ///< to be planned in
    std::vector<std::string> assignments;
    std::string shard = "1/1";
    unsigned threads = 0;
    unsigned at_once = 0;
    double flush_seconds = 10;
    double minutes = 0;  ///< after which no run begins; 0: no limit
    std::optional<std::int64_t> time_limit;
    bool quiet = false;

    void add_to(CLI::App& command);
};

void add_sweep_plan(CLI::App& sweep, Chosen& chosen);
void add_sweep_run(CLI::App& sweep, Chosen& chosen);
void add_sweep_resume(CLI::App& sweep, Chosen& chosen);
void add_sweep_extend(CLI::App& sweep, Chosen& chosen);
void add_sweep_status(CLI::App& sweep, Chosen& chosen);
void add_sweep_show(CLI::App& sweep, Chosen& chosen);
void add_sweep_merge(CLI::App& sweep, Chosen& chosen);
void add_sweep_submit(CLI::App& sweep, Chosen& chosen);

/// Reads a sweep's file, draws its plan and writes it into `folder`.
///
/// @param assignments  set for all runs, after those of the file
Plan plan_sweep(const std::filesystem::path& file, const std::filesystem::path& folder,
                const std::vector<std::string>& assignments);

/// Adds --set to a command that plans.
void add_assignments(CLI::App& command, std::vector<std::string>& assignments);

/// For people: "64 points x 5 replicates x 2 scenarios = 640 runs of 72 months".
std::string counts_of(const Plan& plan);

/// Says which columns of a list of points name no parameter, and which parameters no run of a plan reads.
void say_what_is_idle(const std::vector<std::string>& unused, const Plan& plan);

/// Names the parts that can't be read, each with why.
void say_what_is_damaged(const Ledger& ledger);

}  // namespace hearth
