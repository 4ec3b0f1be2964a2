#pragma once

#include <string>

#include "agents/population.hpp"

namespace hearth {

/// What must hold of every single cell before anything counts with it or looks up a row by it: states, flags,
/// days, rows and numbers in range, lists of vacancies that agree with themselves, children whose families
/// are those of the country. For tables that come from a file, before `check_invariants`, which takes it for
/// granted. Returns the first violation in words, or "".
std::string check_cells(const Population& population);

}  // namespace hearth
