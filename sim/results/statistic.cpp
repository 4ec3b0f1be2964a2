#include <algorithm>

#include "sim/results/statistic.hpp"

namespace hearth {
namespace {

std::map<std::string, StatisticEntry, std::less<>>& entries() {
    static std::map<std::string, StatisticEntry, std::less<>> all;
    return all;
}

bool is_listed = false;

/// Says what is wrong with a statistic as it is declared.
void require(bool holds, std::string_view name, const char* what) {
    expects(holds, (std::string{name} + ": " + what).c_str());
}

std::vector<Measure> all_measures() {
    is_listed = true;
    std::vector<Measure> all;
    for (const auto& [name, entry] : entries()) {
        for (const auto& one : entry.measures) {
            const auto has_name = [&](const Measure& other) { return other.name == one.name; };
            require(std::ranges::none_of(all, has_name), one.name, "two measures have this name");
            require(!one.unit.empty() && !one.meaning.empty() && !one.definition.empty(), one.name,
                    "a measure has a unit, a meaning and a definition");
            const auto splits_otherwise = [&](const Measure& other) {
                return other.breakdown.name == one.breakdown.name &&
                       !std::ranges::equal(other.breakdown.labels, one.breakdown.labels);
            };
            require(std::ranges::none_of(all, splits_otherwise), one.breakdown.name,
                    "two breakdowns have this name, and other labels");
            all.push_back(one);
        }
    }
    return all;
}

void check(const Figure& figure) {
    const auto* const of = find_measure(figure.measure);
    require(of != nullptr, figure.name, "the figure is of a measure that there is not");
    require(of->breakdown.labels.empty() == figure.breakdown.empty(), figure.name,
            "a figure is split as its measure is");
    const auto* const by = figure.denominator.empty() ? nullptr : find_measure(figure.denominator);
    require(figure.denominator.empty() || (by && by->breakdown.labels.empty()), figure.name,
            "what a figure is divided by is a measure without breakdown");
}

std::vector<Figure> all_figures() {
    std::vector<Figure> all;
    for (const auto& [name, entry] : statistics())
        all.insert(all.end(), entry.figures.begin(), entry.figures.end());
    std::ranges::stable_sort(all, {}, &Figure::chapter);
    for (const auto& figure : all) check(figure);
    return all;
}

}  // namespace

const std::map<std::string, StatisticEntry, std::less<>>& statistics() {
    return entries();
}

void registry::add(std::string name, StatisticEntry entry) {
    expects(!is_listed, "statistics are registered before main() begins");
    const bool added = entries().emplace(std::move(name), std::move(entry)).second;
    expects(added, "two statistics registered under one name");
}

std::span<const Measure> measures() {
    static const auto all = all_measures();
    return all;
}

const Measure* find_measure(std::string_view name) {
    const auto found = std::ranges::find(measures(), name, &Measure::name);
    return found == measures().end() ? nullptr : &*found;
}

std::size_t measure(std::string_view name) {
    const auto* const found = find_measure(name);
    require(found != nullptr, name, "is no measure");
    return static_cast<std::size_t>(found - measures().data());
}

std::span<const Figure> figures() {
    static const auto all = all_figures();
    return all;
}

}  // namespace hearth
