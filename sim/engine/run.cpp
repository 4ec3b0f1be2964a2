#include "sim/engine/run.hpp"

#include "sim/engine/replicate.hpp"
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
                           .configs = {config.resolved()},
                           .version = version,
                           .commit = commit,
                           .seed = model.settings.seed,
                           .held_from = model.held_from ? to_text(*model.held_from) : ""}};
}

ReplicateResults run_replicate(const Model& model, const Country& country, const Layout& layout,
                               std::size_t replicate, Events events, const Workers& workers,
                               const std::function<void()>& each_month) {
    Replicate life{model.schedule, country, layout, replicate, workers};
    life.live_until(layout.start + layout.months, each_month);
    return life.take(events);
}

}  // namespace hearth
