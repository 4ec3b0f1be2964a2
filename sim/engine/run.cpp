#include "sim/engine/run.hpp"

#include "sim/core/contracts.hpp"
#include "sim/results/recorder.hpp"
#include "sim/version.hpp"

namespace hearth {

Layout layout_of(const Config& config, const Model& model, const Country& country,
                 const std::string& config_name) {
    return {.scenarios = {config.scenario()},
            .replicates = static_cast<std::size_t>(model.settings.replicates),
            .start = model.settings.start,
            .months = model.settings.months,
            .areas = areas_of(country, model.is_whole_nation()),
            .provenance = {.config_name = config_name,
                           .config = config.resolved(),
                           .version = version,
                           .commit = commit,
                           .seed = model.settings.seed,
                           .held_from = model.held_from ? to_text(*model.held_from) : ""}};
}

ReplicateResults run_replicate(const Model& model, const Country& country, const Layout& layout,
                               std::size_t replicate, Events events, const Workers& workers,
                               const std::function<void()>& each_month) {
    Simulation simulation{country, model.schedule, model.settings.seed, static_cast<std::uint32_t>(replicate),
                          workers};
    Recorder recorder{country, layout, workers};
    for (int month = 0; month < model.settings.months; ++month) {
        const Month now = simulation.month();
        simulation.live_month();
        recorder.record(simulation.population(), now);
        each_month();
    }
    const auto fault = check_invariants(simulation.population(), last_day(simulation.month() + (-1)));
    expects(fault.empty(), fault.c_str());
    auto results = recorder.take(simulation.population(), events);
    results.replicate = replicate;
    return results;
}

}  // namespace hearth
