#pragma once

#include <string_view>

#include "sim/config/csv.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// One process's ratios by year and age, without gaps.
History read_history(Csv& csv, std::string_view process);

/// Ratios of every authority and year, without gaps.
void read_starts_history(Csv csv, Inputs& inputs);

}  // namespace hearth
