#include "sim/sweep/points.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "sim/config/fault.hpp"

namespace hearth {
namespace {

std::vector<std::string> split(const std::string& line) {
    std::vector<std::string> cells{""};
    for (const char letter : line) {
        if (letter == ',')
            cells.emplace_back();
        else if (letter != '\r')
            cells.back() += letter;
    }
    return cells;
}

/// The points of a CSV whose header names the parameters, in any order.
std::vector<PointValues> listed_points(const SweepSpec& spec) {
    Faults faults;
    std::ifstream file{spec.list};
    std::string line;
    std::getline(file, line);
    const auto header = split(line);
    std::vector<std::size_t> columns;
    for (const auto& parameter : spec.parameters) {
        const auto found = std::ranges::find(header, parameter.name);
        if (found == header.end())
            faults.add({spec.list.string(), 1}, fmt::format("has no column {}. Add it?", parameter.name));
        columns.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    faults.throw_if_any();
    std::vector<PointValues> points;
    for (int row = 2; std::getline(file, line); ++row) {
        const auto cells = split(line);
        if (cells.size() != header.size()) {
            faults.add({spec.list.string(), row}, fmt::format("has {} cells (the header has {}). Correct it?",
                                                              cells.size(), header.size()));
            continue;
        }
        points.emplace_back();
        for (const auto column : columns) points.back().push_back(cells[column]);
    }
    if (points.empty()) faults.add({spec.list.string()}, "has no points. Write a row for each");
    faults.throw_if_any();
    return points;
}

}  // namespace

std::vector<PointValues> points_of(const SweepSpec& spec) {
    if (spec.design == Design::list) return listed_points(spec);
    std::vector<PointValues> points;
    if (spec.design == Design::grid) {
        std::vector<std::size_t> counts;
        for (const auto& parameter : spec.parameters) counts.push_back(parameter.distribution.words.size());
        for (const auto& combination : combinations(counts)) {
            auto& point = points.emplace_back();
            for (std::size_t parameter = 0; parameter < counts.size(); ++parameter)
                point.push_back(spec.parameters[parameter].distribution.words[combination[parameter]]);
        }
        return points;
    }
    for (const auto& unit :
         draw_points(spec.design, spec.base_points, spec.parameters.size(), spec.design_seed)) {
        auto& point = points.emplace_back();
        for (std::size_t parameter = 0; parameter < unit.size(); ++parameter)
            point.push_back(spec.parameters[parameter].distribution.at(unit[parameter]));
    }
    return points;
}

}  // namespace hearth
