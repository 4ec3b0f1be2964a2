#pragma once

#include <functional>
#include <string>

#include "sim/engine/model.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// The shape of the results of this run: its areas, months and replicates, and where it came from.
Layout layout_of(const Config& config, const Model& model, const Country& country,
                 const std::string& config_name);

/// Lives one replicate from the first day to the last month and returns what was recorded.
///
/// @param each_month  called after every month; may throw to stop (Interrupted)
/// @throws BrokenContract if the invariants do not hold at the end
ReplicateResults run_replicate(const Model& model, const Country& country, const Layout& layout,
                               std::size_t replicate, Events events, const Workers& workers,
                               const std::function<void()>& each_month);

}  // namespace hearth
