#include <fmt/format.h>

#include <algorithm>

#include "sim/config/config.hpp"
#include "sim/config/scalar.hpp"
#include "sim/core/random.hpp"
#include "sim/engine/continuation.hpp"
#include "sim/engine/model.hpp"
#include "sim/results/digest.hpp"
#include "sim/sweep/plan.hpp"
#include "sim/sweep/points.hpp"
#include "sim/version.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t seeds_below = 1ULL << 53U;  // R and JSON hold these exactly

/// A path of the sweep's file that exists is seen from there; else it is one of ours, by name.
fs::path seen_from(const fs::path& file, const std::string& name) {
    const auto beside = file.parent_path() / name;
    std::error_code failed;
    return fs::is_regular_file(beside, failed) ? beside : fs::path{name};
}

std::vector<fs::path> files_of(const fs::path& file, const std::string& words) {
    if (words == "baseline") return {};
    auto files = scenario_files(words);
    for (auto& one : files) one = seen_from(file, one.string());
    return files;
}

/// Replicate 0 of common seeds is the run that `hearth run` makes with the config's seed.
std::uint64_t seed_of(const SweepSpec& spec, std::uint64_t first_day_seed, const PlannedRun& run) {
    if (spec.seeds == Seeds::independent)
        return stream_key(first_day_seed, static_cast<std::uint32_t>(run.id), "run of a sweep") % seeds_below;
    if (run.replicate == 0) return first_day_seed;
    return stream_key(first_day_seed, static_cast<std::uint32_t>(run.replicate), "replicate of a sweep") %
           seeds_below;
}

/// All start from one first day: scenarios and points may change processes only.
void check_world(const Config& config, const Config& base, const std::string& whose) {
    Faults faults;
    for (const auto& difference : config.differences_from(base)) {
        if (difference.key == "processes") continue;
        faults.add(difference.at,
                   fmt::format("{} changes {} (runs of a sweep start from one first day, so only processes "
                               "may differ). Set it for all with set: [...], or make two sweeps",
                               whose, difference.key));
    }
    faults.throw_if_any();
}

/// Where the data tables are, whoever reads the resolved configuration, and from where.
std::vector<std::string> absolute_tables(Config& config) {
    std::vector<std::string> assignments;
    auto files = config.top().section("files", "");
    for (const auto& name : files.keys())
        assignments.push_back(fmt::format("files.{}=\"{}\"", name,
                                          fs::absolute(files.file(name, "")).lexically_normal().string()));
    return assignments;
}

/// Of all that makes a run what it is: its scenario's configuration, and what is set beside.
std::string digest_of_run(const std::string& yaml_digest, const std::vector<std::string>& assignments) {
    Digest digest;
    digest.add(yaml_digest);
    for (const auto& assignment : assignments) digest.add(assignment);
    return digest.text();
}

/// The faults of one point, with its number.
void check_point(Config& config, std::size_t point) {
    try {
        read_schedule(config);
        config.finish();
    } catch (const ConfigError& error) {
        Faults faults;
        for (const auto& fault : error.faults())
            faults.add(fault.at, fmt::format("{} (at point {})", fault.text, point));
        faults.throw_if_any();
    }
}

}  // namespace

std::vector<std::string> Plan::assignments_of(const PlannedRun& run) const {
    std::vector<std::string> all;
    for (std::size_t parameter = 0; parameter < parameters.size(); ++parameter)
        all.push_back(parameters[parameter].name + "=" + run.values[parameter]);
    if (run.seed != first_day_seed) {
        all.push_back(fmt::format("seed={}", run.seed));
        all.push_back(fmt::format("first_day_seed={}", first_day_seed));
    }
    return all;
}

Plan make_plan(const SweepSpec& spec, const fs::path& file, const fs::path& folder,
               const fs::path& installed) {
    ConfigSources sources{.file = seen_from(file, spec.config),
                          .scenarios = {},
                          .assignments = spec.assignments,
                          .installed = installed};
    sources.assignments.emplace_back("replicates=1");
    const auto base_file = find_config(sources.file, installed);
    Plan plan{.folder = folder,
              .name = spec.name,
              .description = spec.description,
              .config_name = base_file.stem().string(),
              .config_file = fs::absolute(base_file).lexically_normal(),
              .design = spec.design,
              .base_points = spec.base_points,
              .points = 0,
              .replicates = spec.replicates,
              .seeds = spec.seeds,
              .first_day_seed = 0,
              .parameters = spec.parameters,
              .scenarios = {},
              .measures = spec.measures,
              .time_limit = spec.time_limit,
              .version = version,
              .commit = commit,
              .data = {},
              .runs = {},
              .digest = {}};
    auto base = Config::load(sources);
    const Model model{base};
    for (auto& table : absolute_tables(base)) sources.assignments.push_back(std::move(table));
    base = Config::load(sources);
    plan.data = digest_of_data(model.inputs);
    plan.first_day_seed = model.settings.seed;

    std::vector<Config> scenarios;
    for (const auto& words : spec.scenarios) {
        sources.scenarios = files_of(file, words);
        auto config = Config::load(sources);
        check_world(config, base, config.scenario());
        for (const auto& other : plan.scenarios)
            if (other.name == config.scenario())
                throw ConfigError{
                    {{{words},
                      fmt::format("is a second scenario called {}. Rename or drop one", other.name)}}};
        plan.scenarios.push_back({config.scenario(), config.resolved()});
        scenarios.push_back(std::move(config));
    }

    std::vector<std::string> yaml_digests;
    for (const auto& scenario : plan.scenarios) yaml_digests.push_back(Digest::of_bytes(scenario.yaml));

    const auto points = points_of(spec);
    plan.points = points.size();
    for (std::size_t point = 0; point < points.size(); ++point) {
        for (std::size_t scenario = 0; scenario < scenarios.size(); ++scenario) {
            PlannedRun run{.point = point,
                           .scenario = scenario,
                           .seed = plan.first_day_seed,
                           .values = points[point],
                           .digest = {}};
            auto config = scenarios[scenario].with(plan.assignments_of(run));
            check_point(config, point);
            if (point == 0) check_world(config, base, "a point");  // all points set the same names
            for (run.replicate = 0; run.replicate < plan.replicates; ++run.replicate) {
                run.id = plan.runs.size();
                run.seed = seed_of(spec, plan.first_day_seed, run);
                run.digest = digest_of_run(yaml_digests[scenario], plan.assignments_of(run));
                plan.runs.push_back(run);
            }
        }
    }
    return plan;
}

void check_build(const Plan& plan) {
    if (plan.version == version && plan.commit == commit) return;
    throw ConfigError{
        {{{(plan.folder / "plan.json").string()},
          fmt::format("was made by Hearth {} ({}), and this is {} ({}): results of two programs are not "
                      "put together. Go on with that one, or plan again in another folder",
                      plan.version, plan.commit, version, commit)}}};
}

}  // namespace hearth
