#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/config/fault.hpp"
#include "sim/core/contracts.hpp"
#include "sim/results/figure_values.hpp"
#include "sim/results/measures.hpp"
#include "sim/results/published.hpp"

namespace hearth {
namespace {

constexpr double two_sided_90 = 0.95, normal_90 = 1.645;
constexpr std::string_view rate = "looked_after_rate";

double mean_of(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double of_replicates(const std::vector<double>& values) {
    const auto count = static_cast<double>(values.size());
    const double mean = mean_of(values);
    double squares = 0;
    for (const double value : values) squares += (value - mean) * (value - mean);
    return quantile(boost::math::students_t{count - 1}, two_sided_90) *
           std::sqrt(squares / (count - 1) * (1 + 1 / count));
}

/// As if each of those counted were on its own.
double of_independent(const Figure& figure, double mean, double published, double replicates,
                      double denominator) {
    const double scale = figure.scale / denominator;
    const double share = figure.unit == "%" ? std::min((mean + published) / 200, 1.0) : 0;
    const double variance = (mean / replicates + published) / scale * (1 - share);
    return normal_90 * scale * std::sqrt(variance);
}

std::optional<double> chance(const PublishedFigure& published, const std::vector<double>& values,
                             double denominator, Level level) {
    if (values.size() >= replicates_for_chance) return of_replicates(values);
    if (find_measure(published.figure->measure)->unit.starts_with("GBP"))
        return level == Level::nation ? std::optional<double>{0} : std::nullopt;
    return of_independent(*published.figure, mean_of(values), published.value,
                          static_cast<double>(values.size()), denominator);
}

double bound(const PublishedFigure& published) {
    if (published.figure->unit == "%") return bound_of_shares;
    const auto chapter = published.figure->chapter;
    const bool is_flow = chapter == Chapter::starts_and_ceases || chapter == Chapter::spending;
    return published.value * (is_flow ? bound_of_flows : bound_of_stocks) / 100;
}

/// The month in which a figure is divided by its denominator: the published rate is over the children of the
/// middle of the year before.
Month month_below(const Figure& figure, int year) {
    return figure.name == rate ? month_of(year - 1, 6) : month_of(year, 3);
}

double mean_denominator(FigureValues& run, const Figure& figure, int year, std::size_t area,
                        std::size_t replicates) {
    if (figure.denominator.empty()) return 1;
    std::vector<double> values;
    for (std::size_t replicate = 0; replicate < replicates; ++replicate)
        values.push_back(run.cell(figure.denominator, year, month_below(figure, year), area, 0, replicate));
    return mean_of(values);
}

std::string name_in_tables(const Area& area, Level level) {
    return level == Level::la ? area.code : area.name;
}

/// The published figures of one level, and where they are looked up.
struct Published {
    using Name = std::pair<const Figure*, std::string>;  ///< a figure and its breakdown

    std::vector<Name> names;                        ///< as the summary has the figures
    std::map<Name, std::set<int>> years;            ///< in which somebody has it
    std::map<Name, const PublishedFigure*> one_of;  ///< which says how it is made
    std::set<std::string> areas;
    std::map<std::pair<std::string, int>, std::map<Name, const PublishedFigure*>> of;  ///< by area and year

    Published(const PublishedFigures& all, Level level) {
        for (const auto& one : all.figures) {
            if (one.level != level) continue;
            const Name name{one.figure, one.breakdown};
            if (one_of.emplace(name, &one).second) names.push_back(name);
            years[name].insert(one.year);
            areas.insert(one.area);
            of[{one.area, one.year}][name] = &one;
        }
        const auto place = [](const Name& name) { return name.first - figures().data(); };
        std::ranges::stable_sort(names, {}, place);
    }

    const PublishedFigure* find(const Name& name, const std::string& area, int year) const {
        const auto there = of.find({area, year});
        if (there == of.end()) return nullptr;
        const auto found = there->second.find(name);
        return found == there->second.end() ? nullptr : found->second;
    }
};

[[noreturn]] void refuse(const std::string& file, const std::string& text) {
    throw ConfigError{{{{file}, text}}};
}

std::string years_from_to(const std::set<int>& years) {
    if (years.empty()) return "none";
    return *years.begin() == *years.rbegin() ? std::to_string(*years.begin())
                                             : fmt::format("{} to {}", *years.begin(), *years.rbegin());
}

bool has_area(const std::vector<Area>& areas, const PublishedFigures& published, Level level) {
    return std::ranges::any_of(areas, [&](const Area& area) {
        return area.kind == kind_of(level) && std::ranges::any_of(published.figures, [&](const auto& one) {
                   return one.level == level && one.area == name_in_tables(area, level);
               });
    });
}

/// Says in one sentence why there is nothing to compare, if there is not.
void check(const Layout& layout, const std::string& file, Level level, const PublishedFigures& all,
           const Published& published) {
    constexpr std::array levels{Level::nation, Level::region, Level::la};
    if (std::ranges::none_of(levels, [&](Level any) { return has_area(layout.areas, all, any); }))
        refuse(file,
               fmt::format("is of {}, for which no figures are published. Name a run of England or of its "
                           "authorities?",
                           layout.areas.back().name));
    if (!has_area(layout.areas, all, level)) {
        const bool has_regions = has_area(layout.areas, all, Level::region);
        refuse(file,
               fmt::format(
                   "covers some authorities only ({}), whose numbers are not those of {}. Compare {}?",
                   layout.areas.back().name, level == Level::nation ? "England" : "a whole region",
                   has_regions && level == Level::nation ? "with --by region or --by la" : "with --by la"));
    }
    std::set<int> there, known;
    for (const int year : layout.years()) there.insert(year);
    for (const auto& [name, years] : published.years) known.insert(years.begin(), years.end());
    if (std::ranges::none_of(there, [&](int year) { return known.contains(year); }))
        refuse(file, fmt::format("has no reporting year of which figures are published (its whole years: {}; "
                                 "published here: {}). Take a run of england_2019?",
                                 years_from_to(there), years_from_to(known)));
}

}  // namespace

std::optional<double> PublishedRecord::difference() const {
    if (!model || !published) return std::nullopt;
    return *model - *published;
}

std::optional<double> PublishedRecord::difference_percent() const {
    if (is_share() || !difference() || *published == 0) return std::nullopt;
    return 100 * *difference() / *published;
}

std::optional<bool> PublishedRecord::is_missed() const {
    if (!difference() || !allowed || is_shared_out) return std::nullopt;
    return std::abs(*difference()) > *allowed;
}

std::optional<double> allowed_difference(const PublishedFigure& published, const std::vector<double>& values,
                                         double denominator, Level level) {
    expects(!values.empty(), "a figure of some replicate");
    const auto by_chance = chance(published, values, denominator, level);
    if (!by_chance) return std::nullopt;
    return std::max(bound(published), *by_chance) + published.rounding;
}

std::vector<PublishedRecord> compare_with_published(const ResultsReader& results, const std::string& file,
                                                    Level level, const PublishedFigures& all) {
    const auto& layout = results.layout();
    const Published published{all, level};
    check(layout, file, level, all, published);
    FigureValues run{results, 0};
    std::vector<PublishedRecord> records;
    for (std::size_t row = 0; row < layout.areas.size(); ++row) {
        const auto& area = layout.areas[row];
        const auto area_name = name_in_tables(area, level);
        if (area.kind != kind_of(level) || !published.areas.contains(area_name)) continue;
        for (const auto& name : published.names) {
            const auto& figure = *name.first;
            for (const int year : layout.years()) {
                if (!published.years.at(name).contains(year)) continue;
                PublishedRecord record;
                record.scenario = layout.scenarios.front();
                record.year = year;
                record.area = area_name;
                record.area_name = area.name;
                record.figure = &figure;
                record.breakdown = name.second;
                auto values = run.in_replicates(figure, published.one_of.at(name)->labels, year, row,
                                                month_below(figure, year));
                const auto* const found = published.find(name, area_name, year);
                if (found) {
                    record.published = found->value;
                    record.use = found->use;
                    record.source = found->source;
                    record.is_shared_out = found->is_shared_out();
                }
                if (!values.empty()) {
                    record.model = mean_of(values);
                    if (found)
                        record.allowed = allowed_difference(
                            *found, values, mean_denominator(run, figure, year, row, layout.replicates),
                            level);
                    std::ranges::sort(values);
                    record.p05 = quantile(values, 0.05);
                    record.p95 = quantile(values, 0.95);
                }
                records.push_back(std::move(record));
            }
        }
    }
    return records;
}

}  // namespace hearth
