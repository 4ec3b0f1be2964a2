#include "sim/sweep/planned_world.hpp"

#include <fmt/chrono.h>

#include <chrono>

#include "sim/config/config.hpp"
#include "sim/engine/continuation.hpp"
#include "sim/engine/in_order.hpp"
#include "sim/engine/policies_ahead.hpp"
#include "sim/engine/replicate.hpp"
#include "sim/engine/run.hpp"
#include "sim/results/unfinished_file.hpp"

namespace hearth {
namespace {

std::vector<Config> configs_of(const Plan& plan) {
    std::vector<Config> configs;
    for (const auto& scenario : plan.scenarios)
        configs.push_back(Config::parse(scenario.yaml, plan.config_file.string()));
    return configs;
}

}  // namespace

PlannedWorld::PlannedWorld(const Plan& plan, const Workers& workers)
    : plan_{plan}, configs_{configs_of(plan)} {
    auto config = configs_.front().with({});
    const Model model{config};
    if (digest_of_data(model.inputs) != plan.data) {
        throw ConfigError{
            {{{plan.config_file.string()},
              "its data tables are not those with which the sweep was planned. Bring those back, or "
              "plan again in another folder"}}};
    }
    if (plan.first_days == FirstDays::shared) country_ = model.build_country(workers);
    layout_ = layout_of(config, model, country_, plan.config_name);
    layout_.replicates = 1;
    layout_.scenarios = {"run"};
    layout_.provenance.configs = {""};  // plan.json and configs/ say what was run
}

Schedule PlannedWorld::schedule_of(const PlannedRun& run) const {
    auto config = configs_[run.scenario].with(plan_.assignments_of(run));
    auto schedule = read_schedule(config);
    config.finish();
    for (const auto& scheduled : schedule) scheduled.process->prepare(country_);
    return schedule;
}

std::vector<std::string> PlannedWorld::spending_ahead(const PlannedRun& run) const {
    return hearth::spending_ahead(schedule_of(run), country_, layout_.start + layout_.months);
}

ReplicateResults PlannedWorld::live(const PlannedRun& run, const Workers& workers,
                                    const std::function<void()>& each_month) const {
    const auto schedule = schedule_of(run);
    auto layout = layout_;
    layout.provenance.seed = run.seed;
    Replicate life{schedule, country_, layout, 0, workers};
    life.live_until(layout.start + layout.months, each_month);
    return life.take(Events::none);
}

Digests PlannedWorld::write(const PlannedRun& run, const Workers& workers,
                            const std::function<void()>& each_month) const {
    const auto began = std::chrono::system_clock::now();
    auto config = configs_[run.scenario].with(plan_.assignments_of(run));
    Model model{config};
    const auto country = model.build(workers);
    const auto layout = layout_of(config, model, country, plan_.config_name);
    remove_leftovers(plan_.results_of(run));
    ResultsWriter writer{plan_.results_of(run), layout};
    for_each_in_order(workers, layout.replicates, [&](std::size_t replicate) {
        writer.write(run_replicate(model, country, layout, replicate, plan_.events, workers, each_month));
    });
    const std::chrono::duration<double> took = std::chrono::system_clock::now() - began;
    return writer.finish({{{"started", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(began))},
                           {"seconds", fmt::format("{:.2f}", took.count())},
                           {"sweep", plan_.name},
                           {"threads", std::to_string(workers.threads())}}});
}

}  // namespace hearth
