#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "agents/states.hpp"

namespace hearth {

/// Ways into care of children of families: by agreement with the parents, taken into emergency protection,
/// by a court's order in proceedings, or on remand.
enum class WayIntoCare : std::uint8_t { agreement, emergency, proceedings, remand };
inline constexpr StateNames<WayIntoCare, 4> ways_into_care{
    {"agreement", "emergency", "proceedings", "remand"}};

/// Legal statuses with which a period of care can begin, and the way that each is.
inline constexpr std::array entry_statuses{LegalStatus::V2, LegalStatus::L1, LegalStatus::L2,
                                           LegalStatus::C1, LegalStatus::C2, LegalStatus::J1};
inline constexpr std::array<std::string_view, 6> entry_status_labels{"V2", "L1", "L2", "C1", "C2", "J1"};
inline constexpr std::array entry_ways{WayIntoCare::agreement,   WayIntoCare::emergency,
                                       WayIntoCare::emergency,   WayIntoCare::proceedings,
                                       WayIntoCare::proceedings, WayIntoCare::remand};

/// How much more often than on the mean of the years that rates are from children of families start to be
/// looked after with a legal status, and for a category of need, at equal numbers of all together.
struct EntryMix {
    std::array<double, entry_statuses.size()> legal;
    std::array<double, needs.size()> need;

    EntryMix() {
        legal.fill(1);
        need.fill(1);
    }
};

/// The same by reporting year, without gaps.
struct EntryMixes {
    int first_year = 0;
    std::vector<EntryMix> ratios;

    /// As on the mean before the first year that is known, and after the last as in it.
    EntryMix of(int year) const {
        if (ratios.empty() || year < first_year) return {};
        return ratios[std::min(static_cast<std::size_t>(year - first_year), ratios.size() - 1)];
    }
};

}  // namespace hearth
