#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/results/results.hpp"

namespace hearth {

/// The months of the end of a run that headlines are about; all of a shorter run.
constexpr int months_of_headlines = 12;

/// Of monthly measures: what of those months counts.
enum class Over { end, sum, mean };

/// A figure by which scenarios are told apart: scale * (sum of measures) / denominator, for the whole of the
/// areas, at the run's end or over its last twelve months.
struct Headline {
    std::string_view label;
    std::array<std::string_view, 3> measures;  ///< monthly ones without breakdown; empty: no more
    Over over = Over::end;
    std::string_view denominator = {};  ///< empty: none
    Over denominator_over = Over::end;
    double scale = 1;
    int decimals = 0;  ///< on screen
};

inline constexpr std::array headlines{
    Headline{"children looked after, at the end", {"looked_after"}},
    Headline{"foster households, at the end", {"foster_households"}},
    Headline{"foster places, at the end", {"foster_places"}},
    Headline{"  of them filled, %", {"foster_places_filled"}, Over::end, "foster_places", Over::end, 100, 1},
    Headline{"enquiries about fostering", {"enquiries"}, Over::sum},
    Headline{"foster households approved", {"foster_approvals"}, Over::sum},
    Headline{"foster households that stop", {"foster_leavers"}, Over::sum},
    Headline{"in foster care, kin too, %", {"in_foster_care"}, Over::end, "looked_after", Over::end, 100, 1},
    Headline{"in children's homes, %", {"in_childrens_homes"}, Over::end, "looked_after", Over::end, 100, 1},
    Headline{"outside the authority, %", {"outside_authority"}, Over::end, "looked_after", Over::end, 100, 1},
    Headline{"miles from home, mean", {"distance_miles"}, Over::end, "placed_from_home", Over::end, 1, 1},
    Headline{
        "apart from all siblings, %", {"apart_from_siblings"}, Over::end, "with_siblings", Over::end, 100, 1},
    Headline{"moves per 100 children", {"placement_moves"}, Over::sum, "looked_after", Over::mean, 100, 1},
    Headline{"disruptions per 100 children", {"disruptions"}, Over::sum, "looked_after", Over::mean, 100, 1},
    Headline{"spending on placements, GBP million",
             {"spending_fostering", "spending_residential", "spending_other_placements"},
             Over::sum,
             "",
             Over::end,
             1e-6,
             1},
    Headline{"spending on policies, GBP million", {"spending_policies"}, Over::sum, "", Over::end, 1e-6, 1},
};

/// What a policy did and cost from the first month on in which it could: a campaign that is over spends
/// nothing in the last twelve months. Sums, so that `over` is not read.
inline constexpr std::array totals{
    Headline{"foster households approved", {"foster_approvals"}, Over::sum},
    Headline{"foster households that stop", {"foster_leavers"}, Over::sum},
    Headline{"placement moves", {"placement_moves"}, Over::sum},
    Headline{"spending on placements, GBP million",
             {"spending_fostering", "spending_residential", "spending_other_placements"},
             Over::sum,
             "",
             Over::end,
             1e-6,
             1},
    Headline{"spending on policies, GBP million", {"spending_policies"}, Over::sum, "", Over::end, 1e-6, 1},
};

/// A monthly measure of one replicate, for the whole of the areas, over the last months.
double over_the_last_months(std::string_view measure, Over over, const Layout& layout,
                            const ReplicateResults& results);

/// A headline of one replicate; not a number where its denominator is zero.
double value_of(const Headline& headline, const Layout& layout, const ReplicateResults& results);

/// What a 90% interval is about: the mean, which more replicates make ever narrower; or, where parameters are
/// drawn for each replicate, one more draw of them, which no number of replicates makes certain.
enum class IntervalOf { mean, next_draw };

/// A scenario's mean difference from the baseline over pairs of replicates on common random numbers.
struct PairedDifference {
    double baseline = 0;    ///< mean
    double difference = 0;  ///< mean
    /// Half of the 90% interval, t(0.95; n - 1) s sqrt(1 / n), of the next draw with 1 + 1 / n instead of
    /// 1 / n. None of a single pair.
    std::optional<double> half_width;
};
PairedDifference paired_difference(std::span<const double> baseline, std::span<const double> scenario,
                                   IntervalOf of = IntervalOf::mean);

/// What a comparison remembers of each run: by scenario and replicate, the headlines, then the totals.
using HeadlineValues = std::array<double, headlines.size() + totals.size()>;

/// @param since  the first month that totals count
HeadlineValues headline_values(const Layout& layout, const ReplicateResults& results, Month since);

/// For people: one table for each scenario, in at most 100 columns.
///
/// @param since      the first month that totals count
/// @param values     by scenario (the baseline first) and replicate
/// @param identical  of each scenario: do all its replicates have the digests of the baseline's?
std::string comparison_table(const Layout& layout, Month since,
                             const std::vector<std::vector<HeadlineValues>>& values,
                             const std::vector<bool>& identical);

}  // namespace hearth
