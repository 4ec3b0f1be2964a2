#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/config/config.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/first_day/starting_population.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// What is run, as against how the world works.
struct Settings {
    Month start;
    int months = 0;
    std::uint64_t seed = 0;
    std::uint64_t first_day_seed = 0;
    int replicates = 1;
    std::vector<std::string> areas;
};

/// A configuration turned into the things that run: everything checked, nothing simulated yet.
struct Model {
    Settings settings;
    int months_of_births;  ///< births are known for so many
    Inputs inputs;
    std::vector<std::size_t> chosen;  ///< authorities to simulate, rows of inputs.authorities
    StartingPopulation starting_population;
    Schedule schedule;
    /// First month whose births or unaccompanied arrivals are assumed to be those of an earlier year.
    std::optional<Month> held_from;

    /// Reads all of `config`; throws a ConfigError with every fault of config and data.
    ///
    /// @param at_least_months  the first day has the children of a run of so many months, if `months` is
    ///                         fewer: that of a longer run which this one goes on from
    explicit Model(Config& config, int at_least_months = 0);

    bool is_whole_nation() const { return chosen.size() == inputs.authorities.size(); }

    /// Builds the first day: people, homes and carers. Processes have no part in it.
    Country build_country(const Workers& workers) const;

    /// Lets every process derive its tables from the first day, which several models may share.
    void prepare(const Country& country);

    /// Both.
    Country build(const Workers& workers);
};

/// The processes of `config`, in its order; their faults are the config's.
Schedule read_schedule(Config& config);

/// Reads what the first day is built from, and no more.
void read_first_day(Config& config);

/// Who reads a parameter, named as `--set` has it: its process, or all that read its shared section, with
/// `starting_population` for the first day.
std::vector<std::string> readers_of(const std::string& parameter);

/// Declares everything a config may hold, every registered process included: for `hearth schema`.
void declare_all(Config& config);

}  // namespace hearth
