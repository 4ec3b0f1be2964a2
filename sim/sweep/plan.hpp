#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "agents/date.hpp"
#include "sim/sweep/spec.hpp"

namespace hearth {

/// One line of plan.csv: everything that has to be known to make a run, and to make it again.
struct PlannedRun {
    std::size_t id = 0;
    std::size_t point = 0;
    std::size_t replicate = 0;
    std::size_t scenario = 0;
    std::uint64_t seed = 0;           ///< of its random numbers, but for a first day that all share
    std::vector<std::string> values;  ///< of the parameters, as `--set` takes them
    /// Of its scenario's configuration, point, replicate, parameters and seed: by it parts say which run they
    /// have, so that it stays the same run when the plan is extended and lines are numbered anew.
    std::string digest;
};

/// The configuration of a scenario, before any point: whole and resolved, so that nothing is looked up later.
struct PlannedScenario {
    std::string name;
    std::string yaml;
};

/// A sweep as it was drawn, once: nothing is drawn later. It is a folder with
///
///     plan.json           what was asked for, of which build and data; sealed by a digest of its bytes
///     plan.csv            a line for each run
///     configs/0_NAME.yaml the resolved configuration of each scenario
///     parts/              results, as they come
///     results/            of first_day: each_point, a results file of each run, by its digest
///
/// and, while workers are at it, claims/ and workers/.
struct Plan {
    std::filesystem::path folder;
    std::string name;
    std::string description;
    std::string config_name;
    std::filesystem::path config_file;  ///< where the configuration stood: its tables are seen from there
    Design design = Design::lhs;
    Orders orders = Orders::first_and_total;
    std::uint64_t design_seed = 1;
    std::size_t base_points = 1;
    std::size_t points = 1;
    std::size_t replicates = 1;
    Seeds seeds = Seeds::common;
    FirstDays first_days = FirstDays::shared;
    Events events = Events::none;  ///< in the results files of each_point
    std::uint64_t first_day_seed = 1;
    Month start;  ///< the first month of all runs
    int months = 0;
    std::vector<SweepParameter> parameters;
    std::vector<PlannedScenario> scenarios;
    std::vector<std::string> measures;
    std::int64_t time_limit = 0;  ///< [s]; 0: none
    std::string version, commit;  ///< of the program that made it
    std::string data;             ///< digest of all data tables
    std::vector<PlannedRun> runs;
    /// Parameters that no run reads: their process changes nothing in any run, as its strength is 0 or it
    /// starts after the last month.
    std::vector<std::string> unread;
    std::string digest;  ///< of all of it
    /// What is no fault and should be said when it is made; not kept.
    std::vector<std::string> notes;

    /// Digest of what every run has in common, whatever the plan is extended by: build, data, first day,
    /// measures. Parts belong to the study that they name.
    std::string study() const;

    /// What `--set` is told of a run, beside its scenario.
    std::vector<std::string> assignments_of(const PlannedRun& run) const;

    /// The results file of a run that has a first day of its own.
    std::filesystem::path results_of(const PlannedRun& run) const {
        return folder / "results" / (run.digest + ".h5");
    }
};

/// Draws the points and checks every one: a plan is written only if every run can begin.
///
/// @param installed  folder of the configs beside the installed program
/// @throws ConfigError with the faults of the first point that has any
Plan make_plan(const SweepSpec& spec, const std::filesystem::path& file, const std::filesystem::path& folder,
               const std::filesystem::path& installed);

/// What a plan is extended by; what is left out stays.
struct Extension {
    std::optional<std::size_t> replicates;  ///< of each point, altogether
    std::optional<std::size_t> points;      ///< altogether; of morris trajectories, of saltelli base points
    std::filesystem::path list;             ///< a CSV of points, of a list: those that are new are added
    std::optional<std::int64_t> time_limit;
};

/// The plan that would have been made had all been asked for at once, with every run that `plan` has.
///
/// @throws ConfigError if the design does not nest, or less is asked for than there is
Plan extended(const Plan& plan, const Extension& by);

/// Writes it in place of the plan that it extends: as a whole, or not at all.
void replace_plan(const Plan& plan);

/// Writes its folder. Throws ConfigError if there is another plan in it, or it cannot be written.
void write_plan(const Plan& plan);

/// Reads and checks a folder: what was altered since it was written is refused.
Plan read_plan(const std::filesystem::path& folder);

/// May this program go on with the plan? Throws ConfigError if the plan was made by another build.
void check_build(const Plan& plan);

}  // namespace hearth
