#pragma once

#include <array>
#include <span>
#include <vector>

#include "agents/states.hpp"
#include "sim/config/section.hpp"

namespace hearth {

inline constexpr auto known_ethnicities = std::span{ethnicities.names}.first(ethnicities.size() - 1);

/// How families differ in whether their children come into care: on the first day, and in each month after.
struct FamilyDifferences {
    static constexpr SharedSection section{"family_differences", "which families' children come into care"};

    explicit FamilyDifferences(Section& config)
        : deprivation_gradient{config.real(
              "deprivation_gradient", "1", {1, 2},
              "children who enter, or are in care, against the next less deprived decile")},
          ethnicity_ratio{config.row("ethnicity_ratio", "1", {"ethnic group", known_ethnicities}, {0, 10},
                                     "the same by ethnic group, against all")},
          sibling_joins{config.row("sibling_joins", "1", {"age_band", age_bands.names}, {0, 1},
                                   "chance that a sibling of this age enters care on the same day")} {}

    double deprivation_gradient;
    std::vector<double> ethnicity_ratio;  ///< by `known_ethnicities`
    std::vector<double> sibling_joins;    ///< by AgeBand
};

}  // namespace hearth
