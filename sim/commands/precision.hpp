#pragma once

#include <string>
#include <vector>

#include "sim/results/results.hpp"

namespace hearth {

/// How exactly differences from the baseline are wanted: `looked_after=0.2%`.
///
/// Replicates come in batches of one size, whatever the number of threads, and only whole batches are looked
/// at: how many are made depends on the seed and on nothing else.
class Precision {
   public:
    static constexpr int most_replicates = 200;

    /// Throws a ConfigError that says how to write it.
    static Precision parse(const std::string& text);

    /// What it is about, in one replicate: the measure's mean of the last months, for the whole of the areas.
    double value_of(const Layout& layout, const ReplicateResults& results) const;

    /// Replicates to make after so many.
    std::size_t next_batch(std::size_t made) const;

    /// Is the 90% interval of every scenario's difference narrow enough?
    ///
    /// @param values  by scenario (the baseline first) and replicate
    bool is_reached(const std::vector<std::vector<double>>& values, std::size_t made) const;

    /// For people: what was reached.
    std::string report(const std::vector<std::vector<double>>& values, bool is_enough) const;

   private:
    Precision(std::string measure, double percent) : measure_{std::move(measure)}, percent_{percent} {}

    /// Half-width of the widest interval [% of the baseline].
    double widest(const std::vector<std::vector<double>>& values, std::size_t made) const;

    std::string measure_;
    double percent_;  ///< of the baseline, at most
};

}  // namespace hearth
