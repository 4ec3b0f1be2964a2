#pragma once

#include "sim/config/config.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// The config's `placement_prices`: levels by service and year, what is no placement, and shares of prices.
void read_price_levels(Section& top, Inputs& inputs);

/// Levels have to be known from the first year of the run on; what is not goes to the faults of `top`.
void expect_prices_from_first_year(Section& top, const Inputs& inputs);

/// The config's `budgets`: growth after the last published year [1/year].
double read_budget_growth(Section& top);

}  // namespace hearth
