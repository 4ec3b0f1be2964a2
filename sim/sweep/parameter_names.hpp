#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/sweep/spec.hpp"

namespace hearth {

/// Which names may vary in a sweep: parameters of the processes that every scenario has, and every other
/// number if each point has a first day of its own. All else is of the run, or of a first day that the runs
/// of the sweep share, whatever its value at some point.
class ParameterNames {
   public:
    /// A configuration that has faults of its own lets every name pass: it is refused for those.
    ParameterNames(const SweepSpec& spec, const std::filesystem::path& file,
                   const std::filesystem::path& installed);

    /// What is wrong with a name, given one of its values, as a whole message but for the remedy's end; empty
    /// if nothing.
    std::string why_not(const std::string& name, const std::string& value) const;

   private:
    std::string why_no_process(const std::string& name) const;
    std::vector<Fault> faults_of(Config config) const;

    FirstDays first_days_;
    std::vector<Config> scenarios_;
    std::vector<std::string> settings_;   ///< names of the top level
    std::vector<std::string> processes_;  ///< all that there are, in a schedule or not
};

/// The pair of parameters of which one is part of the other, or both are one; none are alike if empty.
std::string overlap_in(const std::vector<SweepParameter>& parameters);

}  // namespace hearth
