#pragma once

#include "agents/prices.hpp"
#include "sim/config/config.hpp"
#include "sim/config/csv.hpp"

namespace hearth {

/// Children whose price is listed apart but whose kind of placement the model does not tell apart.
struct SharesOfPrices {
    double secure{};              ///< of children in homes run by authorities: those in secure homes
    double residential_school{};  ///< of children in other residential placements: those in such a school
};

/// The config's `placement_prices`: levels by service and year, and what is no placement.
SharesOfPrices read_price_levels(Section& top, Prices& prices);

/// The config's `budgets`: growth after the last published year [1/year].
double read_budget_growth(Section& top);

/// The table of weekly prices; every price that the model needs must be there, once.
void read_prices(Csv csv, const SharesOfPrices& shares, Prices& prices);

}  // namespace hearth
