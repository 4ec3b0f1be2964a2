#pragma once

#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <string>
#include <vector>

#include "sim/engine/run.hpp"

namespace hearth::market {

/// A region of England, or all of it, simulated in full from 31 March 2019.
struct SimulatedRegion {
    Config config;
    Model model;
    Workers workers{2};
    Country country;
    Layout layout;

    /// "" is England.
    SimulatedRegion(const std::string& name, std::vector<std::string> assignments,
                    std::vector<std::string> scenarios)
        : config{Config::load({.file = HEARTH_SOURCE_DIR "/configs/england_2019.yaml",
                               .scenarios = {scenarios.begin(), scenarios.end()},
                               .assignments = within(name, std::move(assignments)),
                               .installed = {}})},
          model{config},
          country{model.build(workers)},
          layout{layout_of(config, model, country, "england_2019")} {}

    ReplicateResults run(std::size_t replicate, Events events = Events::none) const {
        return run_replicate(model, country, layout, replicate, events, workers, [] {});
    }

    /// Sum of a monthly measure over the region, from month `first` on.
    double sum(const ReplicateResults& results, std::size_t measure, std::size_t first) const {
        double total = 0;
        const auto whole = layout.areas.size() - 1;
        for (std::size_t month = first; month < static_cast<std::size_t>(layout.months); ++month) {
            total += results.panels[measure][month * layout.areas.size() + whole];
        }
        return total;
    }

    static std::vector<std::string> within(const std::string& name, std::vector<std::string> assignments) {
        if (!name.empty()) assignments.emplace_back("areas=[\"" + name + "\"]");
        return assignments;
    }
};

/// 12 authorities, 5,000 children looked after.
struct NorthEast : SimulatedRegion {
    explicit NorthEast(std::vector<std::string> assignments, std::vector<std::string> scenarios = {})
        : SimulatedRegion{"North East", std::move(assignments), std::move(scenarios)} {}
};

/// 19 authorities, 10,000 children looked after, 18 miles from home on average: homes are far.
struct SouthEast : SimulatedRegion {
    explicit SouthEast(std::vector<std::string> assignments, std::vector<std::string> scenarios = {})
        : SimulatedRegion{"South East", std::move(assignments), std::move(scenarios)} {}
};

/// Takes away a tenth of the approved foster places, evenly, where they are not filled on the first day.
inline void take_away_a_tenth(Country& country) {
    for (auto& authority : country.authorities) {
        auto& households = authority.households;
        std::size_t approved = 0;
        for (const auto& household : households) approved += household.places;
        auto left = approved / 10;
        for (std::size_t row = 0; row < households.size() && left > 0; ++row) {
            if (households[row].bedrooms <= households[row].filled) continue;
            --households[row].bedrooms;
            --households[row].places;
            --left;
        }
    }
}

/// 153 authorities, 80,000 children looked after.
struct England : SimulatedRegion {
    explicit England(std::vector<std::string> assignments, std::vector<std::string> scenarios = {})
        : SimulatedRegion{"", std::move(assignments), std::move(scenarios)} {}
};

/// Differences between two runs of the same replicates, on common random numbers.
struct Paired {
    std::vector<double> differences;

    double mean() const {
        double sum = 0;
        for (const double value : differences) sum += value;
        return sum / static_cast<double>(differences.size());
    }

    /// Chance of a mean as far above zero as this one if there were no effect (one-sided t-test).
    double p_above() const {
        const double n = static_cast<double>(differences.size());
        double square = 0;
        for (const double value : differences) square += (value - mean()) * (value - mean());
        if (square == 0) return mean() > 0 ? 0 : 1;
        const double t = mean() / std::sqrt(square / (n - 1) / n);
        return cdf(complement(boost::math::students_t{n - 1}, t));
    }
};

}  // namespace hearth::market
