#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// How the points of a sweep are chosen.
///
/// grid: every combination of the values. list: those of a CSV. lhs: one in each of n equal slices of every
/// parameter (McKay et al. 1979). sobol: Sobol's sequence, shifted digit by digit. morris: trajectories on a
/// grid of four levels, in which each step moves one parameter (Morris 1991). saltelli: two independent
/// samples A and B, and A with one column of B for each parameter (Saltelli et al. 2010).
enum class Design { grid, list, lhs, sobol, morris, saltelli };

inline constexpr std::string_view design_names[] = {"grid", "list", "lhs", "sobol", "morris", "saltelli"};

constexpr std::string_view name_of(Design design) {
    return design_names[static_cast<std::size_t>(design)];
}

/// A point: a number in [0, 1) for each parameter.
using UnitPoint = std::vector<double>;

/// Points of a design that is drawn, in this order: lhs and sobol, `base` points; morris, `base` trajectories
/// of one point more than there are parameters; saltelli, for each of `base` points A, then A with the column
/// of each parameter from B, then B. The same for the same seed on every machine.
std::vector<UnitPoint> draw_points(Design design, std::size_t base, std::size_t parameters,
                                   std::uint64_t seed);

/// Every combination of so many values of each, the last parameter's changing fastest: positions of values.
std::vector<std::vector<std::size_t>> combinations(const std::vector<std::size_t>& values);

}  // namespace hearth
