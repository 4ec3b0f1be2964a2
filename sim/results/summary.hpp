#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/results/results.hpp"

namespace hearth {

/// Which rows of the area dimension a summary is about.
enum class Level { nation, region, la };

/// One figure of one reporting year, over the replicates of a scenario.
struct SummaryRecord {
    std::string scenario;
    int year = 0;           ///< the reporting year that ends on 31 March of this year
    std::string area;       ///< a name for the nation and regions, a code for local authorities
    std::string area_name;  ///< always the name
    std::string measure;
    std::string breakdown;  ///< "age=under_1", "placement=foster", "reason=adopted"; empty for a total
    std::string unit;
    double median = 0;
    double p05 = 0;
    double p95 = 0;
};

/// How a figure is made from the file's measures: scale * measure / denominator, in that order; without a
/// denominator scale * measure. Monthly measures are taken in March.
struct SummaryMeasure {
    std::string_view name;
    std::string_view unit;
    std::string_view label;  ///< for tables on screen
    std::string_view measure;
    std::string_view denominator;  ///< empty: a count
    double scale = 1;
    std::string_view breakdown;  ///< what its labels are called: age, placement, reason
    int decimals = 0;            ///< on screen
};

inline constexpr std::array summary_measures{
    SummaryMeasure{"looked_after", "children", "looked after, 31 March", "looked_after", "", 1, "", 0},
    SummaryMeasure{"looked_after", "children", "", "looked_after_by_age", "", 1, "age", 0},
    SummaryMeasure{"looked_after", "children", "", "looked_after_by_placement", "", 1, "placement", 0},
    SummaryMeasure{"looked_after", "children", "", "looked_after_by_legal_status", "", 1, "legal_status", 0},
    SummaryMeasure{"looked_after_rate", "per 10,000 children", "  per 10,000 children", "looked_after",
                   "children", 10'000, "", 1},
    SummaryMeasure{"starts", "children", "starting in the year", "starts", "", 1, "", 0},
    SummaryMeasure{"starts", "children", "", "starts_by_age", "", 1, "age", 0},
    SummaryMeasure{"ceases", "children", "ceasing in the year", "ceases", "", 1, "", 0},
    SummaryMeasure{"ceases", "children", "", "ceases_by_age", "", 1, "age", 0},
    SummaryMeasure{"ceases", "children", "", "ceases_by_reason", "", 1, "reason", 0},
    SummaryMeasure{"in_foster_care_percent", "%", "in foster care, %", "in_foster_care", "looked_after", 100,
                   "", 1},
    SummaryMeasure{"outside_authority_percent", "%", "outside the authority, %", "outside_authority",
                   "looked_after", 100, "", 1},
    SummaryMeasure{"over_20_miles_percent", "%", "over 20 miles from home, %", "over_20_miles",
                   "looked_after", 100, "", 1},
    SummaryMeasure{"in_childrens_homes_percent", "%", "in children's homes, %", "in_childrens_homes",
                   "looked_after", 100, "", 1},
    SummaryMeasure{"foster_households", "households", "foster households", "foster_households", "", 1, "", 0},
    SummaryMeasure{"foster_places_filled_percent", "%", "foster places filled, %", "foster_places_filled",
                   "foster_places", 100, "", 1},
    SummaryMeasure{"homes", "homes", "children's homes", "homes", "", 1, "", 0},
    SummaryMeasure{"home_places_filled_percent", "%", "homes' places filled, %", "home_places_filled",
                   "home_places", 100, "", 1},
    SummaryMeasure{"three_or_more_placements_percent", "%", "3+ placements in year, %",
                   "three_or_more_placements", "looked_after", 100, "", 1},
    SummaryMeasure{"same_carer_two_years_percent", "%", "same carer 2 years, %", "same_carer_two_years",
                   "long_term", 100, "", 1},
    SummaryMeasure{"mean_placement_days", "days", "mean placement, days", "placement_days",
                   "placements_ended", 1, "", 0},
    SummaryMeasure{"spending_looked_after", "GBP million", "spending, GBP million", "spending_looked_after",
                   "", 0.001, "", 1},
};

/// The value below which a share `p` of the sorted values lies, linear between neighbours: with h = (n - 1)
/// p, x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h]), counting from 0 (type 7 of Hyndman & Fan
/// 1996, The American Statistician 50(4); the default of R and numpy).
double quantile(std::span<const double> sorted, double p);

/// 83840 -> "83,840"; 71.25 with one decimal -> "71.2".
std::string for_people(double value, int decimals);

/// Every figure of every whole reporting year, by scenario, year, area (as in the file) and measure. A ratio
/// whose denominator is zero has no value in that replicate; if in none, there is no record.
std::vector<SummaryRecord> summarise(const ResultsReader& results, Level level);

/// For people: totals by area and year, in at most 100 columns; the 5th to 95th percentile below the median
/// if there are several replicates.
std::string summary_table(std::span<const SummaryRecord> records, std::size_t replicates);

/// One line per record under a header line (RFC 4180 quoting, UTF-8).
std::string summary_csv(std::span<const SummaryRecord> records);

/// An array of objects; what is not ASCII is escaped.
std::string summary_json(std::span<const SummaryRecord> records);

}  // namespace hearth
