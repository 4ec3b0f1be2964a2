#include "sim/results/summary.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "sim/core/contracts.hpp"

namespace hearth {

namespace {

constexpr std::string_view kind_of(Level level) {
    switch (level) {
        case Level::nation:
            return "nation";
        case Level::region:
            return "region";
        default:
            return "la";
    }
}

/// The measures of all replicates of one scenario, read as they are asked for.
class Scenario {
   public:
    Scenario(const ResultsReader& results, std::size_t number) : results_{results}, number_{number} {}

    /// The value of one cell in one replicate; a monthly measure's in March of the year.
    double value(std::string_view name, int year, std::size_t area, std::size_t label,
                 std::size_t replicate) {
        const auto& layout = results_.layout();
        const auto& about = *find_measure(name);
        const auto period =
            about.period == Period::month ? month_of(year, 3) - layout.start : year - layout.years().front();
        const auto cell =
            (static_cast<std::size_t>(period) * layout.areas.size() + area) * about.labels() + label;
        return panels(name)[replicate].at(cell);
    }

   private:
    using Panels = std::vector<std::vector<std::int32_t>>;

    const Panels& panels(std::string_view name) {
        auto& all = panels_[name];
        for (auto replicate = all.size(); replicate < results_.layout().replicates; ++replicate) {
            all.push_back(results_.panel(name, number_, replicate));
        }
        return all;
    }

    const ResultsReader& results_;
    std::size_t number_;
    std::map<std::string_view, Panels> panels_;
};

/// The figure in each replicate that has one, sorted.
std::vector<double> values_of(Scenario& scenario, const Figure& what, int year, std::size_t area,
                              std::size_t label, std::size_t replicates) {
    std::vector<double> values;
    for (std::size_t replicate = 0; replicate < replicates; ++replicate) {
        const auto value = scenario.value(what.measure, year, area, label, replicate);
        if (what.denominator.empty()) {
            values.push_back(what.scale * value);
        } else if (const auto all = scenario.value(what.denominator, year, area, 0, replicate); all != 0) {
            values.push_back(what.scale * value / all);
        }
    }
    std::ranges::sort(values);
    return values;
}

}  // namespace

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
    const auto add = [&](Scenario& scenario, SummaryRecord record, const Figure& what, std::size_t area) {
        const auto& labels = find_measure(what.measure)->breakdown.labels;
        for (std::size_t label = 0; label < std::max<std::size_t>(labels.size(), 1); ++label) {
            const auto values = values_of(scenario, what, record.year, area, label, layout.replicates);
            if (values.empty()) continue;
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
        Scenario scenario{results, number};
        for (const int year : layout.years()) {
            for (std::size_t row = 0; row < layout.areas.size(); ++row) {
                const auto& area = layout.areas[row];
                if (area.kind != kind_of(level)) continue;
                SummaryRecord record;
                record.scenario = layout.scenarios[number];
                record.year = year;
                record.area = level == Level::la ? area.code : area.name;
                record.area_name = area.name;
                for (const auto& what : figures()) add(scenario, record, what, row);
            }
        }
    }
    return records;
}

}  // namespace hearth
