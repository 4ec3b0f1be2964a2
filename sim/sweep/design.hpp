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
/// samples A and B, and A with one column of B for each parameter (Saltelli et al. 2010). random: each point
/// anywhere, whatever the others.
enum class Design { grid, list, lhs, sobol, morris, saltelli, random };

inline constexpr std::string_view design_names[] = {"grid",   "list",     "lhs",   "sobol",
                                                    "morris", "saltelli", "random"};

/// Which indices the points of a saltelli design are enough for: second order needs B with one column of A
/// for each parameter, too (Saltelli 2002).
enum class Orders { first_and_total, second_too };

constexpr std::string_view name_of(Design design) {
    return design_names[static_cast<std::size_t>(design)];
}

/// A point: a number in [0, 1) for each parameter.
using UnitPoint = std::vector<double>;

/// Points of a design that is drawn, in this order: lhs and sobol, `base` points; morris, `base` trajectories
/// of one point more than there are parameters; saltelli, for each of `base` points A, then A with the column
/// of each parameter from B, for second order B with the column of each from A, then B; random, `base`
/// points. The same for the same seed on every machine. Of all but lhs, the points of fewer are the first of
/// more.
std::vector<UnitPoint> draw_points(Design design, std::size_t base, std::size_t parameters,
                                   std::uint64_t seed, Orders orders = Orders::first_and_total);

/// Are the points of so many the first points of more? Then a sweep can be extended.
constexpr bool nests(Design design) {
    return design != Design::grid && design != Design::lhs;
}

/// Every combination of so many values of each, the last parameter's changing fastest: positions of values.
std::vector<std::vector<std::size_t>> combinations(const std::vector<std::size_t>& values);

}  // namespace hearth
