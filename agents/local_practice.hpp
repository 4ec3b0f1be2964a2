#pragma once

#include <array>
#include <cstdint>

#include "agents/states.hpp"

namespace hearth {

/// What authorities do more or less often than others for children alike.
enum class Practice : std::uint8_t {
    parents,         ///< want a child placed with its parents, against foster carers
    childrens_home,  ///< want a children's home
    supported,       ///< want supported accommodation
    own_carers,      ///< have their own carers say that they have room
    proceedings,     ///< go to court, rather than care for a child by agreement
    planned_moves,   ///< move a child on by plan
    leaving          ///< have a child leave care before 18
};
inline constexpr StateNames<Practice, 7> practices{
    {"parents", "childrens_home", "supported", "own_carers", "proceedings", "planned_moves", "leaving"}};

/// An authority's ratios to the nation.
class LocalPractice {
   public:
    LocalPractice() { ratios_.fill(1); }

    double operator[](Practice practice) const { return ratios_[static_cast<std::size_t>(practice)]; }
    double& operator[](Practice practice) { return ratios_[static_cast<std::size_t>(practice)]; }

    bool operator==(const LocalPractice&) const = default;

   private:
    std::array<double, practices.size()> ratios_;
};

}  // namespace hearth
