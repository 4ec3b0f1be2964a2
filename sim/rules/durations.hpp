#pragma once

#include <array>
#include <string_view>

#include "agents/date.hpp"
#include "sim/core/clock.hpp"

namespace hearth {

/// Bands of days in a placement, those of the national table of placement durations.
inline constexpr DurationBands<8> placement_duration{{0, 7, 30, 91, 182, 365, 730, 1826}};
inline constexpr std::array<std::string_view, 8> placement_duration_labels{
    "day_1_to_7",    "day_8_to_30", "month_2_to_3", "month_4_to_6",
    "month_7_to_12", "year_2",      "year_3_to_5",  "year_6_on"};

inline constexpr std::array<std::string_view, 3> year_in_care_labels{"year_1", "year_2", "year_3_on"};

/// Days after which the second and the third year in care begin.
inline constexpr std::array years_in_care{365, 730};

inline std::size_t year_in_care(Day entered, Day today) {
    if (today - entered < years_in_care[0]) return 0;
    return today - entered < years_in_care[1] ? 1 : 2;
}

}  // namespace hearth
