#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/config.hpp"
#include "sim/results/results.hpp"
#include "sim/sweep/design.hpp"
#include "sim/sweep/distribution.hpp"

namespace hearth {

/// A parameter of a process that varies from point to point.
struct SweepParameter {
    std::string name;  ///< as `--set` names it: recruitment_campaign.spending
    Distribution distribution;
};

/// A value for each parameter, as `--set` takes it.
using PointValues = std::vector<std::string>;

/// Where the values of a point stand in a CSV; of a point that is drawn nothing is known.
struct PointPlace {
    std::string file;
    int line = 0;
    std::vector<int> columns;  ///< of each value
};

/// Do all points see the same random numbers, replicate by replicate, or each run its own?
enum class Seeds { common, independent };
inline constexpr std::string_view seeds_names[] = {"common", "independent"};

/// Which first day runs start from: the one of all runs, so that parameters act from the first month on, or
/// each its own, which its parameters move as well. A run is then one of `hearth run`: it has the
/// configuration's replicates, and a results file of its own.
enum class FirstDays { shared, each_point };
inline constexpr std::string_view first_days_names[] = {"shared", "each_point"};

/// A study of parameters, as a sweep.yaml asks for it.
struct SweepSpec {
    std::string name;
    std::string description;
    std::string config;                  ///< a path, or the name of one of ours
    std::vector<std::string> scenarios;  ///< paths or names, A+B for both together; "baseline" for none
    std::vector<std::string> assignments;
    FirstDays first_days = FirstDays::shared;
    Events events = Events::none;
    std::vector<SweepParameter> parameters;
    Design design = Design::lhs;
    std::size_t base_points = 1;  ///< points, or trajectories of morris, or base points of saltelli
    Orders orders = Orders::first_and_total;  ///< of saltelli
    std::vector<PointValues> listed;          ///< points of a list
    std::vector<PointPlace> places;           ///< of each of them
    std::vector<std::string> unused;          ///< columns of its CSV that name no parameter
    std::uint64_t design_seed = 1;
    std::size_t replicates = 1;
    Seeds seeds = Seeds::common;
    std::vector<std::string> measures;
    std::int64_t time_limit = 0;  ///< of a run [s]; 0: none

    /// Reads and checks a file, names of parameters among it. Throws ConfigError with every fault.
    ///
    /// @param installed  folder of the configs beside the installed program
    static SweepSpec read(const std::filesystem::path& file, const std::filesystem::path& installed = {});
};

/// Where the configuration of a scenario comes from: `words` as in `scenarios`, seen from the sweep's file.
ConfigSources sources_of(const SweepSpec& spec, const std::filesystem::path& file, const std::string& words,
                         const std::filesystem::path& installed);

}  // namespace hearth
