#pragma once

#include "sim/config/section.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// Until when the levels of flows from outside are known, and how they go on: the config's section `levels`.
/// Published histories come from their tables, afterwards.
KnownLevels read_known_levels(Section& top);

/// Cuts what histories tell of later years than the run may know of (arrivals: `YearsOfTables`). A run whose
/// starts are those of a later year than that knows of starts until then.
void forget_later_levels(Inputs& inputs);

}  // namespace hearth
