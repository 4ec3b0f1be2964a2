#pragma once

#include <filesystem>
#include <string>

#include "sim/sweep/ledger.hpp"

namespace hearth {

/// Puts the results of all runs into one file: measures by run, month or year, and area; the facts of each
/// run (point, replicate, scenario, seed, parameters, status, seconds, digests) are coordinates.
///
/// @param is_partial  runs that failed or are missing read as -1; else they are refused
/// @returns the digests over the runs' digests, in the order of the plan
/// @throws ConfigError that names the runs and parts that stand in the way
Digests merge(const Plan& plan, const Ledger& ledger, const std::filesystem::path& file, bool is_partial);

/// Makes one part of all and removes those that it was made of, once it is whole on the disk and has been
/// read again. Parts that can't be read stay. Killed at any moment, the folder has every run once.
///
/// @returns how many files were removed
std::size_t compact(const Plan& plan, const Ledger& ledger);

}  // namespace hearth
