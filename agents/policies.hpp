#pragma once

#include <array>
#include <cstdint>

#include "agents/states.hpp"

namespace hearth {

/// What policies change in one local authority in this month. Without any it is as it stands here, and
/// changes nothing: every ratio is exactly 1. Policies multiply what is there, so that several can hold at
/// once.
struct Policies {
    double spent = 0;  ///< by all of them, beyond what placements cost [GBP]
};

}  // namespace hearth
