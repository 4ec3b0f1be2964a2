#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/sweep/points.hpp"

namespace hearth {

/// Is it a list of points, by the names of its columns? Parameters have a dot in theirs, as `--set` has it;
/// data tables say year, unit and source.
bool names_points(const std::vector<std::string>& header);

/// Reads a list of points as a sweep of the configuration `over` would, and tries every point. When its runs
/// end is not known, so policies may start at any time.
///
/// @throws ConfigError with all faults
ListedPoints checked_points(const std::filesystem::path& file, const std::string& over,
                            const std::filesystem::path& installed);

}  // namespace hearth
