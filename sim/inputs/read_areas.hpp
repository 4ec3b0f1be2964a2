#pragma once

#include "sim/config/csv.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// The authorities and regions of the nation: who is called what, where it is, and which councils it
/// followed.
void read_areas(Csv csv, Inputs& inputs);

}  // namespace hearth
