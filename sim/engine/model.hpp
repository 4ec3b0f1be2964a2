#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "sim/engine/inputs.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engine/starting_population.hpp"

namespace hearth {

/// What is run, as against how the world works.
struct Settings {
    Month start;
    int months = 0;
    std::uint64_t seed = 0;
    int replicates = 1;
    std::vector<std::string> areas;
};

/// A configuration turned into the things that run: everything checked, nothing simulated yet.
struct Model {
    Settings settings;
    Inputs inputs;
    std::vector<std::size_t> chosen;  ///< authorities to simulate, rows of inputs.authorities
    StartingPopulation starting_population;
    Schedule schedule;
    /// First month whose births or unaccompanied arrivals are assumed to be those of an earlier year.
    std::optional<Month> held_from;

    /// Reads all of `config`; throws a ConfigError with every fault of config and data.
    explicit Model(Config& config);

    bool is_whole_nation() const { return chosen.size() == inputs.authorities.size(); }

    /// Builds the first day and lets every process derive its tables from it.
    Country build(const Workers& workers);
};

/// Declares everything a config may hold, every registered process included: for `hearth schema`.
void declare_all(Config& config);

}  // namespace hearth
