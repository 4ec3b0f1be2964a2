#pragma once

#include <array>
#include <string_view>
#include <vector>

namespace hearth {

/// Ages of the elder of a household's carers, and where each begins [years].
inline constexpr std::array<std::string_view, 5> carer_ages{"under_40", "40_to_49", "50_to_59", "60_to_69",
                                                            "70_or_more"};
inline constexpr std::array<double, 6> carer_age_edges{25, 40, 50, 60, 70, 80};

/// Who foster households are, as shares: those of the first day, and those who come later.
struct CarerProfile {
    std::vector<double> places;            ///< by approved places, from one
    double outside = 0;                    ///< in-house households that live outside the authority
    double outside_distance = 0;           ///< mean distance of these from it [km]
    std::vector<double> bedrooms_short;    ///< last place only for a sibling, by places
    std::vector<double> takes_age;         ///< approved for an age, by AgeBand
    std::vector<double> skill;             ///< by the complexity of need they take
    double takes_siblings = 0;             ///< of those with two places or more
    std::vector<double> experience;        ///< by time since approval
    std::vector<double> ages;              ///< of the elder of the carers, on the first day
    std::vector<double> ages_applying;     ///< the same of those who apply
    double disruptions = 0;                ///< in their home before the first day [1/year]
    std::vector<double> minority_ratio;    ///< carers of an ethnic minority per child of one, by Agency
    std::vector<double> largest_agencies;  ///< with each of the largest agencies
    double voluntary_agencies = 0;         ///< of agencies' households, with a voluntary one
};

}  // namespace hearth
