#pragma once

#include "agents/population.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// Why an episode begins (SSDA903 RNE): the start of care, or a change of placement and carer.
constexpr std::array<std::string_view, 2> episode_beginnings{"S", "P"};

/// The episode table: one row per placement open on or after `first`, in the order of their starts. A
/// projection of the same placements that the measures count, so the two cannot disagree.
EventTable episodes(const Population& population, Day first);

/// Names, units and meanings of its columns, without rows: for the documents.
EventTable empty_episodes();

}  // namespace hearth
