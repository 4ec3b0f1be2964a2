#pragma once

#include <array>
#include <string_view>

#include "agents/population.hpp"
#include "sim/core/work.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// Why an episode begins: SSDA903 RNE. L, P and B are the changes of legal status, of placement and carer, of
/// both; T and U as P and B, with the same carer: only what the placement is for has changed.
inline constexpr std::array<std::string_view, 6> rne_codes{"S", "L", "P", "B", "T", "U"};

/// SSDA903 PLACE, PLACE_PROVIDER and REC as far as the model tells them apart; the first of each means
/// "none".
inline constexpr std::array<std::string_view, 15> place_codes{
    "none", "U1", "U3", "U4", "U6", "A6", "P1", "K1", "K2", "K3", "H5", "R1", "R3", "S1", "Z1"};
inline constexpr std::array<std::string_view, 7> provider_codes{"none", "PR0", "PR1", "PR2",
                                                                "PR3",  "PR4", "PR5"};
inline constexpr std::array<std::string_view, 21> rec_codes{"none", "X1",  "E2",  "E3",  "E4A", "E4B", "E5",
                                                            "E7",   "E8",  "E9",  "E12", "E13", "E14", "E15",
                                                            "E16",  "E17", "E41", "E45", "E46", "E48", "E6"};

/// The episode table, one row per SSDA903 episode of every period of care that was open on the first day
/// or has begun since: a new one begins with every change of placement or legal status. Sorted by child and
/// day. A projection of the same placements
/// and legal statuses that the measures count, so the two cannot disagree.
EventTable episodes(const Population& population, const Workers& workers);

/// Names, units and meanings of its columns, without rows: for the documents.
EventTable empty_episodes();

}  // namespace hearth
