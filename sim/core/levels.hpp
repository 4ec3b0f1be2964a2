#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "agents/country.hpp"

namespace hearth {

/// The levels of flows from outside in the years of one replicate, against the mean of the years that rates
/// are from: as they were while that is known, and then wherever chance takes them.
///
/// After the last known year the logarithm of a level is a random walk: a step a year of the whole nation,
/// one of each age band, and one of each authority, beside what an authority has in a single year only; of
/// starts each way into care has steps as well, which move children from one to another. Each step is drawn
/// by an address of its own (the stream `levels`; nation or authority, year, flow and age), so that two runs
/// of the same replicate have the same levels whatever else they do. A step's mean is 1, not its median: over
/// many replicates a level is expected to stay where it was.
class Levels {
   public:
    /// Reporting years, the first and the last of a run.
    struct Years {
        int first, last;
    };

    Levels(const Country& country, std::uint64_t seed, std::uint32_t replicate);

    /// That of a flow by age, in an authority (its place in the country) and a reporting year of the run.
    History::ByAge of(Flow flow, std::size_t authority, int year) const;

    /// The same without ages: what authority and nation have in common, and of the nation's ages nothing.
    double of_all_ages(Flow flow, std::size_t authority, int year) const;

    /// How children of families come into care in a reporting year of the run, and why.
    const EntryMix& entry_mix(int year) const { return entry_mixes_.at(row(year)); }

   private:
    struct OfFlow {
        std::vector<History::ByAge> nation;            ///< by year from the first on
        std::vector<double> all_ages;                  ///< likewise, the part that all ages have
        std::vector<std::vector<double>> authorities;  ///< by authority and year
    };

    std::size_t row(int year) const { return static_cast<std::size_t>(year - years_.first); }

    Years years_;
    std::array<OfFlow, flows.size()> flows_;
    std::vector<EntryMix> entry_mixes_;  ///< by year
};

}  // namespace hearth
