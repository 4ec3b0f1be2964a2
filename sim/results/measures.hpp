#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <string_view>

#include "agents/recorded_events.hpp"

namespace hearth {

/// How often a measure is recorded: at the end of each month, or for the year that ends on 31 March.
enum class Period { month, year };

/// A way of splitting a measure: its name is a dimension of the results, its labels that dimension's
/// coordinate.
struct Breakdown {
    std::string_view name;
    std::span<const std::string_view> labels;
    std::string_view meaning;
};

/// Those that several statistics use; what only one uses stands in its file.
namespace breakdowns {
constexpr Breakdown none{"", {}, ""};
constexpr Breakdown age{"age_band", age_bands.names,
                        "age on the last day, or on starting or leaving care [years]"};
constexpr Breakdown placement{"placement", std::span{placement_kinds.names}.first(placement_kind_count),
                              "kind of placement"};
constexpr Breakdown provider{"provider", providers.names, "who provides the placement"};
constexpr Breakdown legal_status{"legal_status", legal_statuses.names,
                                 "SSDA903 legal status on the last day"};
constexpr std::array<std::string_view, 2> times_in_care{"under_12_months", "12_months_or_more"};
constexpr Breakdown time_in_care{"time_in_care", times_in_care,
                                 "in the current period of care, on the last day"};
}  // namespace breakdowns

/// One recorded quantity. A statistic declares it beside the loop that counts it (`statistic.hpp`); the
/// results file, `docs/results.md`, the Python package and the tests all read this. Dimensions are (scenario,
/// replicate, month or year, area[, breakdown]); values are whole numbers.
struct Measure {
    std::string_view name;
    std::string_view unit;
    std::string_view meaning;
    std::string_view definition;
    Period period;
    Breakdown breakdown;

    constexpr std::size_t labels() const { return breakdown.labels.empty() ? 1 : breakdown.labels.size(); }
};

using enum Period;

/// All measures, in the order of the file: those of one statistic after another, by the statistics' names.
std::span<const Measure> measures();

/// The measure of a name; none if there is no such.
const Measure* find_measure(std::string_view name);

/// Where a measure stands among all. A name that is none is a broken contract.
std::size_t measure(std::string_view name);

}  // namespace hearth
