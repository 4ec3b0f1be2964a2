#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/results/figure.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// Which rows of the area dimension a summary is about.
enum class Level { nation, region, la };

/// What the file calls areas of that level.
constexpr std::string_view kind_of(Level level) {
    if (level == Level::nation) return "nation";
    return level == Level::region ? "region" : "la";
}

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

/// The value below which a share `p` of the sorted values lies, linear between neighbours: with h = (n - 1)
/// p, x[floor h] + (h - floor h) (x[floor h + 1] - x[floor h]), counting from 0 (type 7 of Hyndman & Fan
/// 1996, The American Statistician 50(4); the default of R and numpy).
double quantile(std::span<const double> sorted, double p);

/// A text as JSON writes it; what is not ASCII is escaped.
std::string quoted_for_json(std::string_view text);

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
