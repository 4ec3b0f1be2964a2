#pragma once

#include <string>
#include <vector>

#include "sim/engine/run.hpp"

namespace hearth {

/// configs/tiny.yaml, or a copy with other tables, run inside the test.
struct TinyCounty {
    Config config;
    Model model;
    Workers workers;
    Country country;
    Layout layout;

    explicit TinyCounty(std::vector<std::string> assignments = {}, unsigned threads = 2,
                        const std::vector<std::string>& scenarios = {},
                        const std::string& file = HEARTH_SOURCE_DIR "/configs/tiny.yaml")
        : config{Config::load({.file = file,
                               .scenarios = {scenarios.begin(), scenarios.end()},
                               .assignments = std::move(assignments),
                               .installed = {}})},
          model{config},
          workers{threads},
          country{model.build(workers)},
          layout{layout_of(config, model, country, "tiny")} {}

    ReplicateResults run(std::size_t replicate = 0, Events events = Events::episodes) {
        return run_replicate(model, country, layout, replicate, events, workers, [] {});
    }

    /// A monthly or yearly panel without breakdown at one time and area.
    std::int32_t at(const ReplicateResults& results, std::size_t measure, std::size_t time,
                    std::size_t area) const {
        return results.panels[measure][time * layout.areas.size() + area];
    }
};

}  // namespace hearth
