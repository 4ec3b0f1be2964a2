#pragma once

#include <string_view>

#include "agents/states.hpp"

namespace hearth {

/// SSDA903 PLACE of a placement.
///
/// @param age            on its first day
/// @param is_registered  supported accommodation is a registered provision by then
std::string_view place_code(PlacementKind kind, Stage stage, LegalStatus legal, int age, bool is_registered);

/// SSDA903 PLACE_PROVIDER.
std::string_view provider_code(Provider provider);

/// SSDA903 REC of a period of care that ended in a placement of this kind.
std::string_view rec_code(LeavingReason reason, PlacementKind kind);

}  // namespace hearth
