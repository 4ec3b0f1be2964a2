#include "sim/sweep/points.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/config/csv.hpp"

namespace hearth {
namespace {

/// Every column is a parameter, unless some are named.
void read_names(Csv& csv, const std::vector<std::string>& wanted,
                const std::function<std::string(const std::string&, const std::string&)>& why_not,
                ListedPoints& found) {
    found.names = wanted.empty() ? csv.header() : wanted;
    for (std::size_t column = 0; column < csv.header().size(); ++column) {
        const auto& name = csv.header()[column];
        if (std::ranges::find(found.names, name) == found.names.end())
            found.unused.push_back(name);
        else if (const auto why = why_not(name, std::string{csv.text(0, column)});
                 !why.empty() && wanted.empty())
            csv.fault_in_header(
                column, fmt::format("{}{} Or remove the column, or name those that count under parameters",
                                    why, why.ends_with('?') ? "" : "."));
    }
}

}  // namespace

ListedPoints read_points(const std::filesystem::path& file, const std::vector<std::string>& wanted,
                         const std::function<std::string(const std::string&, const std::string&)>& why_not,
                         Faults& faults) {
    Csv csv{file, faults, RowSources::none};
    ListedPoints found;
    read_names(csv, wanted, why_not, found);
    std::vector<std::size_t> columns;
    for (const auto& name : found.names) columns.push_back(csv.column(name));
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        auto& point = found.points.emplace_back();
        auto& place = found.places.emplace_back();
        for (std::size_t parameter = 0; parameter < columns.size(); ++parameter) {
            const auto value = csv.text(row, columns[parameter]);
            if (value.empty())
                csv.fault(row, columns[parameter],
                          fmt::format("{} is empty. Write its value, as with --set", found.names[parameter]));
            const auto at = csv.place(row, columns[parameter]);
            place.file = at.file;
            place.line = at.line;
            place.columns.push_back(at.column);
            point.emplace_back(value);
        }
    }
    return found;
}

std::vector<PointValues> points_of(const SweepSpec& spec) {
    if (spec.design == Design::list) return spec.listed;
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
         draw_points(spec.design, spec.base_points, spec.parameters.size(), spec.design_seed, spec.orders)) {
        auto& point = points.emplace_back();
        for (std::size_t parameter = 0; parameter < unit.size(); ++parameter)
            point.push_back(spec.parameters[parameter].distribution.at(unit[parameter]));
    }
    return points;
}

}  // namespace hearth
