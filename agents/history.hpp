#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "agents/age_bands.hpp"

namespace hearth {

/// How much higher or lower a flow is in single years than its mean of the years that the rates are from: the
/// pandemic and what came before it. Exogenous; a process that follows it can be told not to.
struct History {
    using ByAge = std::array<double, age_bands.size()>;

    int first_year = 0;
    std::vector<ByAge> ratios;  ///< from first_year on, without gaps

    /// Ratio of a reporting year: 1 before the first that is known, and after the last as in it.
    ByAge ratio(int year) const {
        if (ratios.empty() || year < first_year) {
            ByAge mean{};
            mean.fill(1);
            return mean;
        }
        return ratios[std::min(static_cast<std::size_t>(year - first_year), ratios.size() - 1)];
    }
};

/// The same of one authority against the nation's, all ages together.
struct LocalHistory {
    int first_year = 0;
    std::vector<double> ratios;

    /// 1 before the first year that is known, the authority's own mean, and after the last as in it.
    double ratio(int year) const {
        if (ratios.empty() || year < first_year) return 1;
        return ratios[std::min(static_cast<std::size_t>(year - first_year), ratios.size() - 1)];
    }
};

}  // namespace hearth
