#pragma once

#include "agents/population.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// The table of missing episodes, one row per incident of a run that ends on `last`: a projection of what the
/// measures count.
EventTable missing(const Population& population, Day last);

/// Names, units and meanings of its columns, without rows: for the documents.
EventTable empty_missing();

}  // namespace hearth
