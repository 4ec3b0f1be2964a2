#pragma once

#include "sim/config/section.hpp"

namespace hearth {

/// Places in children's homes: fewer are used than are registered.
struct HomePlacesInUse {
    static constexpr SharedSection section{"home_places", "places in children's homes"};

    explicit HomePlacesInUse(Section& config)
        : usable{config.real("usable", "1", {0, 1}, "registered places that homes use, old and new ones")} {}

    double usable;
};

}  // namespace hearth
