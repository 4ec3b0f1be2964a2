#pragma once

#include <optional>
#include <vector>

#include "agents/in_care.hpp"
#include "sim/core/random.hpp"
#include "sim/inputs/inputs.hpp"
#include "sim/rules/entry_profile.hpp"
#include "sim/rules/leaving_hazard.hpp"

namespace hearth {

/// Children under the statuses that last for days (emergency protection) or months (remand), as many as
/// published: it is how their period of care began, so they have been in care only for as long as it lasts.
/// They are chosen by a race at the rates at which children of their age enter under it.
///
/// @return  by row of the roster, the status where it is one of these
std::vector<std::optional<LegalStatus>> assign_short_statuses(InCare& roster, const AuthorityInputs& inputs,
                                                              const EntryProfile& entry,
                                                              const LeavingHazard& leaving, Day eve,
                                                              const Draws& draw);

}  // namespace hearth
