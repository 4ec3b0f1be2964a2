#pragma once

#include <filesystem>
#include <string>

#include "sim/sweep/plan.hpp"

namespace hearth {

/// plan.csv: a line for each run of a plan, below the names of its columns. Cells with a comma or a quote
/// stand in quotes, as in any CSV.
std::string lines_of(const Plan& plan);

/// The runs of a plan of which all else is read already. Nothing in the lines is believed: ids count from 0,
/// and point, scenario and replicate follow from them.
///
/// @throws ConfigError with the first line of `file` that is none of this plan
std::vector<PlannedRun> runs_in(const std::string& lines, const Plan& plan,
                                const std::filesystem::path& file);

}  // namespace hearth
