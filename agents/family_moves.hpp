#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <vector>

#include "agents/date.hpp"

namespace hearth {

/// Which families of an authority do not live there in every month: few among many, so they are listed here
/// instead of having a column in Families.
struct FamilyMoves {
    /// A family that goes: from the first day of `from` on it lives elsewhere.
    struct Departure {
        std::uint32_t family_row;
        Month from;
    };

    std::vector<Departure> gone;  ///< by row
    /// Rows from here on are families who come; `came` has from which month on each of them lives here.
    std::uint32_t first_newcomer = std::numeric_limits<std::uint32_t>::max();
    std::vector<Month> came;
    /// Children aged 0 to 17 who are here on the last day of a month because their family came, less those
    /// who are not because it went: by month from the first of the run.
    std::vector<std::int32_t> children;

    bool lives_here(std::uint32_t family_row, Month month) const {
        if (family_row >= first_newcomer) return came[family_row - first_newcomer] <= month;
        const auto found = std::ranges::lower_bound(gone, family_row, {}, &Departure::family_row);
        return found == gone.end() || found->family_row != family_row || month < found->from;
    }
};

}  // namespace hearth
