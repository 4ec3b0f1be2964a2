#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/config/fault.hpp"
#include "sim/sweep/spec.hpp"

namespace hearth {

/// Points as a CSV has them: a column for each parameter, a row for each point.
struct ListedPoints {
    std::vector<std::string> names;
    std::vector<PointValues> points;
    std::vector<PointPlace> places;
    std::vector<std::string> unused;  ///< columns that were not asked for
};

/// Reads a CSV as data tables are read: quotes, a byte order mark, the same faults. What is wrong goes to
/// `faults`.
///
/// @param wanted   parameters, each with a column; none: every column is one
/// @param why_not  what is wrong with the name of a parameter, given a value; empty if nothing
ListedPoints read_points(const std::filesystem::path& file, const std::vector<std::string>& wanted,
                         const std::function<std::string(const std::string&, const std::string&)>& why_not,
                         Faults& faults);

/// The points of a sweep, in the order of its design.
std::vector<PointValues> points_of(const SweepSpec& spec);

}  // namespace hearth
