#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/engine/model.hpp"

namespace hearth {

/// What the policies of a schedule will spend from their starts to `end`, the first month after the run: a
/// line for each that spends and starts before, in the schedule's order. Sums are given where they are known
/// before the run (a budget, a price for each adult); elsewhere the price, and what the sum depends on.
///
/// @param schedule  prepared for `country`
std::vector<std::string> spending_ahead(const Schedule& schedule, const Country& country, Month end);

/// @throws ConfigError for policies that are done and start after the last month of the run
void refuse_late_starts(Config& config, const Model& model);

/// The same of a schedule.
///
/// @param end        the first month after the run
/// @param setting    what takes the number of months, so that the run is longer: "--months "
/// @param otherwise  what else can be done, after a comma: nothing, or how the start is moved
void refuse_late_starts(Config& config, const Schedule& schedule, Month start, Month end,
                        std::string_view setting, std::string_view otherwise = "");

}  // namespace hearth
