#pragma once

#include <string>
#include <vector>

#include "sim/sweep/ledger.hpp"

namespace hearth {

/// Parameters of which it is certain that they changed nothing in any run: no run reads them, or all runs
/// that differ in nothing else found the same, digit by digit. Of a design in which no two points differ in
/// one parameter alone (lhs, sobol, random), the second is known only if all points found the same.
std::vector<std::string> without_effect(const Plan& plan, const Ledger& ledger);

}  // namespace hearth
