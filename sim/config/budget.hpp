#pragma once

#include <array>
#include <string_view>

#include "sim/config/document.hpp"

namespace hearth {

/// How much of a policy is done is said by a budget in pounds, or by numbers of its own: who gives the one
/// takes back what was there of the other.
inline constexpr std::string_view budget_key = "budget";
inline constexpr std::string_view budget_unit = "GBP/year";
inline constexpr std::array<std::string_view, 3> instead_of_budget{"spending", "households", "strength"};

/// Before `over` is laid on `base`, both the section of a process.
void take_back(Document& base, const Document& over);

/// One sets a budget and the other what stands in its place: a fault at the place in `one`.
void find_two_amounts(const Document& one, const Document& other, const std::string& path, Faults& faults);

/// `--set policy.budget=500000`: there is one unit that it can be in. What files said in its place is taken
/// back.
void assign_budget(Document& section, const Document& value);

}  // namespace hearth
