#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "agents/entry_mix.hpp"
#include "agents/history.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Flows whose level comes from outside the model.
enum class Flow : std::uint8_t { starts, leaving, moves, arrivals };
inline constexpr StateNames<Flow, 4> flows{{"starts", "leaving", "moves", "arrivals"}};

/// How far a level goes in a year from where it was: standard deviations of its logarithm.
struct LevelSpread {
    double nation = 0;      ///< all ages and authorities together
    double age = 0;         ///< an age band against all of them
    double authority = 0;   ///< an authority against the nation
    double year_alone = 0;  ///< an authority in one year, of which nothing is left in the next
};

/// What is known of a flow's level, and how little of what comes after.
struct KnownLevel {
    History published;  ///< of the nation; of arrivals authorities have their own numbers
    /// The last year of which the level is known, whatever tables have: every year if nothing else is said.
    int until = std::numeric_limits<int>::max();
    LevelSpread spread;
};

/// The levels of a nation's flows.
struct KnownLevels {
    bool walk = true;  ///< after the last known year a level goes on by chance; it stays as it was if not
    int walk_until = std::numeric_limits<int>::max();  ///< the year in which all chance ends
    std::array<KnownLevel, flows.size()> of;
    EntryMixes entry_mixes;  ///< known as starts are
    double way_spread = 0;   ///< of a way into care against all of them, as the deviations of LevelSpread

    KnownLevel& operator[](Flow flow) { return of[static_cast<std::size_t>(flow)]; }
    const KnownLevel& operator[](Flow flow) const { return of[static_cast<std::size_t>(flow)]; }
};

}  // namespace hearth
