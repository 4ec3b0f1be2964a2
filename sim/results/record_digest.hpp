#pragma once

#include <string>

#include "agents/population.hpp"

namespace hearth {

/// XXH3 (128 bits) of what one replicate's population has recorded: every table of its record, and the homes
/// as they are in the end. What is counted of it is not in it, so no measure moves this digest.
std::string digest_of_record(const Population& population);

}  // namespace hearth
