#pragma once

#include <algorithm>

#include "agents/states.hpp"
#include "sim/config/section.hpp"

namespace hearth {

/// One of the states by its name; the first where the value is at fault.
template <class State, std::size_t N>
State read_state(Section& section, std::string_view name, const StateNames<State, N>& states,
                 std::string_view meaning) {
    const auto chosen = section.choice(name, states.names, meaning);
    const auto found = std::find(states.names.begin(), states.names.end(), chosen);
    return found == states.names.end() ? State{} : static_cast<State>(found - states.names.begin());
}

}  // namespace hearth
