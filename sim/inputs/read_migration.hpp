#pragma once

#include <cstddef>
#include <vector>

#include "sim/config/csv.hpp"
#include "sim/config/section.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// The config's section `migration`.
MigrationTerms read_migration_terms(Section& top);

/// Net migration of every authority in each year, of which those that a run may know are kept. An outflow of
/// more children than live there is a fault. Children come first.
void read_migration(Csv csv, Inputs& inputs);

/// Net migration by reporting year of a run: as in the table while that is known, and then the mean of the
/// last known years.
///
/// @param frozen_after  no later year is taken from the table
std::vector<double> migration_of_run(const Inputs& inputs, const AuthorityInputs& authority, int frozen_after,
                                     std::size_t years);

}  // namespace hearth
