#pragma once

#include "sim/engine/replicate.hpp"
#include "tests/engine/tiny_county.hpp"

namespace hearth {

/// The tiny county after a year, saved.
struct SavedCounty {
    TinyCounty county{{"months=14"}, 1};
    Month month = county.layout.start + 12;
    SavedTables tables;

    SavedCounty() {
        Replicate life{county.model.schedule, county.country, county.layout, 0, county.workers};
        life.live_until(month, [] {});
        tables = life.save();
    }

    /// A replicate that goes on from these tables. Throws MisfitTables if no run can have saved them.
    Replicate restored(SavedTables saved) const {
        return {std::move(saved), month, county.model.schedule, county.country,
                county.layout,    0,     county.workers};
    }
};

}  // namespace hearth
