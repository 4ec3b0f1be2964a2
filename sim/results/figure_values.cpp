#include "sim/results/figure_values.hpp"

#include "sim/results/measures.hpp"

namespace hearth {

std::vector<double> FigureValues::in_replicates(const Figure& figure, std::span<const std::size_t> labels,
                                                int year, std::size_t area, Month below) {
    std::vector<double> values;
    for (std::size_t replicate = 0; replicate < results_.layout().replicates; ++replicate) {
        double value = 0;
        for (const auto label : labels)
            value += cell(figure.measure, year, month_of(year, 3), area, label, replicate);
        value *= figure.scale;
        if (figure.denominator.empty())
            values.push_back(value);
        else if (const auto all = cell(figure.denominator, year, below, area, 0, replicate); all != 0)
            values.push_back(value / all);
    }
    return values;
}

std::vector<double> FigureValues::in_replicates(const Figure& figure, std::size_t label, int year,
                                                std::size_t area) {
    return in_replicates(figure, std::span{&label, 1}, year, area, month_of(year, 3));
}

double FigureValues::cell(std::string_view measure, int year, Month month, std::size_t area,
                          std::size_t label, std::size_t replicate) {
    const auto& layout = results_.layout();
    const auto& about = *find_measure(measure);
    const auto period = about.period == Period::month ? month - layout.start : year - layout.years().front();
    const auto place = static_cast<std::size_t>(period) * layout.areas.size() + area;
    return panels(measure)[replicate].at(place * about.labels() + label);
}

const FigureValues::Panels& FigureValues::panels(std::string_view name) {
    auto& all = panels_[name];
    for (auto replicate = all.size(); replicate < results_.layout().replicates; ++replicate)
        all.push_back(results_.panel(name, scenario_, replicate));
    return all;
}

}  // namespace hearth
