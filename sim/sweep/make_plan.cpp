#include <fmt/format.h>

#include <algorithm>

#include "sim/config/config.hpp"
#include "sim/engine/comparison.hpp"
#include "sim/engine/continuation.hpp"
#include "sim/engine/model.hpp"
#include "sim/results/digest.hpp"
#include "sim/sweep/plan_runs.hpp"
#include "sim/sweep/points.hpp"
#include "sim/version.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

/// All start from one first day: scenarios may change processes only, as points do by their names.
void check_world(const Config& config, const Config& base, const std::string& whose) {
    Faults faults;
    for (const auto& difference : config.differences_from(base)) {
        if (leaves_first_day(difference)) continue;
        faults.add(difference.at,
                   fmt::format("{} changes {} (runs of a sweep start from one first day, so only processes "
                               "may differ). Set it for all with set: [...], or make two sweeps",
                               whose, difference.name));
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

std::string Plan::study() const {
    Digest all;
    for (const auto& text : {version, commit, data, std::to_string(first_day_seed), scenarios.front().yaml})
        all.add(text);
    for (const auto& measure : measures) all.add(measure);
    all.add(first_days_names[static_cast<std::size_t>(first_days)]);
    all.add(events_names[static_cast<std::size_t>(events)]);
    return all.text();
}

Plan make_plan(const SweepSpec& spec, const fs::path& file, const fs::path& folder,
               const fs::path& installed) {
    auto sources = sources_of(spec, file, "baseline", installed);
    const auto base_file = find_config(sources.file, installed);
    Plan plan{.folder = folder,
              .name = spec.name,
              .description = spec.description,
              .config_name = base_file.stem().string(),
              .config_file = fs::absolute(base_file).lexically_normal(),
              .design = spec.design,
              .orders = spec.orders,
              .design_seed = spec.design_seed,
              .base_points = spec.base_points,
              .points = 0,
              .replicates = spec.replicates,
              .seeds = spec.seeds,
              .first_days = spec.first_days,
              .events = spec.events,
              .first_day_seed = 0,
              .start = {},
              .parameters = spec.parameters,
              .scenarios = {},
              .measures = spec.measures,
              .time_limit = spec.time_limit,
              .version = version,
              .commit = commit,
              .data = {},
              .runs = {},
              .unread = {},
              .digest = {},
              .notes = {}};
    auto base = Config::load(sources);
    const Model model{base};
    for (auto& table : absolute_tables(base)) sources.assignments.push_back(std::move(table));
    base = Config::load(sources);
    plan.data = digest_of_data(model.inputs);
    plan.first_day_seed = model.settings.seed;
    plan.start = model.settings.start;
    plan.months = model.settings.months;

    std::vector<std::string> names;
    for (const auto& parameter : spec.parameters) names.push_back(parameter.name);
    std::vector<Config> scenarios;
    for (const auto& words : spec.scenarios) {
        sources.scenarios = sources_of(spec, file, words, installed).scenarios;
        auto config = Config::load(sources);
        check_world(config, base, config.scenario());
        for (const auto& other : plan.scenarios)
            if (other.name == config.scenario())
                throw ConfigError{
                    {{{words},
                      fmt::format("is a second scenario called {}. Rename or drop one", other.name)}}};
        read_first_day(config);
        if (plan.first_days == FirstDays::shared) config.keep_first_day(names);
        plan.scenarios.push_back({config.scenario(), config.resolved()});
        scenarios.push_back(std::move(config));
    }

    plan_runs(plan, scenarios, {points_of(spec), spec.places}, 0);
    plan.notes = base.notes();
    for (const auto& note : base.with(plan.assignments_of(plan.runs.front())).notes())
        plan.notes.push_back(note);
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
