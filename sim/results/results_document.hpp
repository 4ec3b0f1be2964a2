#pragma once

#include <span>
#include <string>

#include "sim/results/results.hpp"

namespace hearth {

/// The text of docs/results.md: what is in a results file and how to open it, from the same declarations that
/// write it. `tables`: the event tables that runs record, empty.
std::string results_document(std::span<const EventTable> tables);

}  // namespace hearth
