#pragma once

#include "agents/population.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// The table of searches for places, one row per answer: a projection of what the measures count.
EventTable searches(const Population& population);

/// Names, units and meanings of its columns, without rows: for the documents.
EventTable empty_searches();

}  // namespace hearth
