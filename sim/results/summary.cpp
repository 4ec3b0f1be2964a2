#include "sim/results/summary.hpp"

#include <algorithm>

#include "sim/core/contracts.hpp"
#include "sim/results/figure_values.hpp"

namespace hearth {

double quantile(std::span<const double> sorted, double p) {
    expects(!sorted.empty() && p >= 0 && p <= 1, "a quantile of something");
    const double height = static_cast<double>(sorted.size() - 1) * p;
    const auto below = static_cast<std::size_t>(height);
    if (below + 1 >= sorted.size()) return sorted.back();
    return sorted[below] + (height - static_cast<double>(below)) * (sorted[below + 1] - sorted[below]);
}

std::vector<SummaryRecord> summarise(const ResultsReader& results, Level level) {
    const auto& layout = results.layout();
    std::vector<SummaryRecord> records;
    const auto add = [&](FigureValues& of_scenario, SummaryRecord record, const Figure& what,
                         std::size_t area) {
        const auto& labels = find_measure(what.measure)->breakdown.labels;
        for (std::size_t label = 0; label < std::max<std::size_t>(labels.size(), 1); ++label) {
            auto values = of_scenario.in_replicates(what, label, record.year, area);
            if (values.empty()) continue;
            std::ranges::sort(values);
            record.measure = what.name;
            record.unit = what.unit;
            if (!labels.empty())
                record.breakdown = std::string{what.breakdown} + "=" + std::string{labels[label]};
            record.median = quantile(values, 0.5);
            record.p05 = quantile(values, 0.05);
            record.p95 = quantile(values, 0.95);
            records.push_back(record);
        }
    };
    for (std::size_t number = 0; number < layout.scenarios.size(); ++number) {
        FigureValues of_scenario{results, number};
        for (const int year : layout.years()) {
            for (std::size_t row = 0; row < layout.areas.size(); ++row) {
                const auto& area = layout.areas[row];
                if (area.kind != kind_of(level)) continue;
                SummaryRecord record;
                record.scenario = layout.scenarios[number];
                record.year = year;
                record.area = level == Level::la ? area.code : area.name;
                record.area_name = area.name;
                for (const auto& what : figures()) add(of_scenario, record, what, row);
            }
        }
    }
    return records;
}

}  // namespace hearth
