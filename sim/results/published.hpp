#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/results/summary.hpp"

namespace hearth {

/// What a published figure was used for, before a run is held against it.
enum class Use {
    fit,       ///< the model was fitted to it: `targets/fit.csv`, `targets/local_practice.csv`
    tables,    ///< of the years to March 2021 and no target: known when the run's tables were made
    input,     ///< the run is given it
    backtest,  ///< nothing was fitted to it
};
inline constexpr std::string_view use_names[] = {"fit", "tables", "input", "backtest"};

/// A published figure that a figure of the summary is set against.
struct PublishedFigure {
    const Figure* figure = nullptr;
    std::string breakdown;            ///< as published, "age=under_1"; empty for everyone
    std::vector<std::size_t> labels;  ///< of the figure's measure, which add up to the breakdown
    std::string area;                 ///< "England", a region's name, or an authority's code
    Level level = Level::nation;      ///< of that area
    int year = 0;
    double value = 0;
    double rounding = 0;  ///< by so much it may be off as it was rounded
    std::string source;
    Use use = Use::backtest;

    /// Parts of a former county have its figure, or their share of it by the number of children.
    bool is_shared_out() const { return source.find("former county") != std::string::npos; }
};

/// What is published of England, its regions and its authorities, as far as the summary has it by the same
/// definition.
struct PublishedFigures {
    std::vector<PublishedFigure> figures;
    std::size_t without_counterpart = 0;  ///< of England: what the summary has not
};

/// Reads the tables of a folder (`configs/targets`); throws ConfigError with every fault of them.
PublishedFigures read_published(const std::filesystem::path& targets);

/// A figure of the run beside the published one.
struct PublishedRecord {
    std::string scenario;
    int year = 0;
    std::string area;  ///< as in SummaryRecord
    std::string area_name;
    const Figure* figure = nullptr;
    std::string breakdown;
    std::optional<double> model;  ///< mean over the replicates that have it
    double p05 = 0, p95 = 0;      ///< of the replicates
    /// None where it was suppressed, or never published for this area.
    std::optional<double> published;
    std::optional<double> allowed;  ///< how far off they may be; none where that is not known
    Use use = Use::backtest;
    std::string source;
    bool is_shared_out = false;

    bool is_share() const { return figure->unit == "%"; }
    std::optional<double> difference() const;          ///< model less published
    std::optional<double> difference_percent() const;  ///< of the published; none for shares, or of nothing
    std::optional<bool> is_missed() const;             ///< none where there is nothing to judge, or no bound
};

/// How far off a figure may be at the least, whatever chance allows: percent of stocks, and of what is
/// counted over a year; percentage points of shares.
inline constexpr double bound_of_stocks = 2, bound_of_flows = 3, bound_of_shares = 1;
/// From so many replicates on, they tell what chance allows.
inline constexpr std::size_t replicates_for_chance = 5;

/// How far a figure of the run may be from the published one, the larger of two, and the rounding: the bound,
/// and what chance allows 90% of the time, if the published figure is one more draw of what the run draws.
///
/// Of five replicates or more t(0.95; n - 1) s sqrt(1 + 1 / n). Of fewer, 1.645 times the standard error of
/// the difference if each child, home or household counted were on its own: a count has its own size as
/// variance, a share is binomial. Money has no such error: of fewer replicates none is known but for the
/// nation, where it is nothing beside the bound.
///
/// @param values       of the replicates, at least one
/// @param denominator  what the figure is divided by, mean over the replicates; 1 for a count
std::optional<double> allowed_difference(const PublishedFigure& published, const std::vector<double>& values,
                                         double denominator, Level level);

/// Every published figure of the whole reporting years of a run, by area, figure, breakdown and year; of the
/// first scenario. Figures that others of that level and year have and this area has not are there, without a
/// published value.
///
/// Throws ConfigError, about `file`, where there is nothing to compare: no area or no year of the run has
/// published figures, or the run covers only a part of what they are about.
std::vector<PublishedRecord> compare_with_published(const ResultsReader& results, const std::string& file,
                                                    Level level, const PublishedFigures& published);

/// For people: figures by area and year in at most 100 columns, breakdowns only where they are missed; how
/// many are; what the marks mean, and the sources.
std::string published_table(const std::vector<PublishedRecord>& records, Level level, const Layout& layout,
                            const PublishedFigures& published);

/// What stands below that table: when a figure is missed, what differs between the two sides, the sources.
std::string published_notes(const std::vector<PublishedRecord>& records, Level level, const Layout& layout,
                            const PublishedFigures& published);

/// One line per record under a header line; what is not known is empty.
std::string published_csv(const std::vector<PublishedRecord>& records);

/// An array of objects; what is not known is null.
std::string published_json(const std::vector<PublishedRecord>& records);

}  // namespace hearth
