#include "sim/sweep/shared_world.hpp"

#include "sim/config/config.hpp"
#include "sim/engine/continuation.hpp"
#include "sim/engine/policies_ahead.hpp"
#include "sim/engine/replicate.hpp"
#include "sim/engine/run.hpp"

namespace hearth {
namespace {

std::vector<Config> configs_of(const Plan& plan) {
    std::vector<Config> configs;
    for (const auto& scenario : plan.scenarios)
        configs.push_back(Config::parse(scenario.yaml, plan.config_file.string()));
    return configs;
}

}  // namespace

SharedWorld::SharedWorld(const Plan& plan, const Workers& workers) : plan_{plan}, configs_{configs_of(plan)} {
    auto config = configs_.front().with({});
    const Model model{config};
    if (digest_of_data(model.inputs) != plan.data) {
        throw ConfigError{
            {{{plan.config_file.string()},
              "its data tables are not those with which the sweep was planned. Bring those back, or "
              "plan again in another folder"}}};
    }
    country_ = model.build_country(workers);
    layout_ = layout_of(config, model, country_, plan.config_name);
    layout_.replicates = 1;
    layout_.scenarios = {"run"};
    layout_.provenance.configs = {""};  // plan.json and configs/ say what was run
}

Schedule SharedWorld::schedule_of(const PlannedRun& run) const {
    auto config = configs_[run.scenario].with(plan_.assignments_of(run));
    auto schedule = read_schedule(config);
    config.finish();
    for (const auto& scheduled : schedule) scheduled.process->prepare(country_);
    return schedule;
}

std::vector<std::string> SharedWorld::spending_ahead(const PlannedRun& run) const {
    return hearth::spending_ahead(schedule_of(run), country_, layout_.start + layout_.months);
}

ReplicateResults SharedWorld::live(const PlannedRun& run, const Workers& workers,
                                   const std::function<void()>& each_month) const {
    const auto schedule = schedule_of(run);
    auto layout = layout_;
    layout.provenance.seed = run.seed;
    Replicate life{schedule, country_, layout, 0, workers};
    life.live_until(layout.start + layout.months, each_month);
    return life.take(Events::none);
}

}  // namespace hearth
