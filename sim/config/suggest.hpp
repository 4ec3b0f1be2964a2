#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hearth {

/// Letters to insert, delete, replace or swap with a neighbour to turn one word into the other.
std::size_t edit_distance(std::string_view one, std::string_view other);

/// The name that `word` was probably meant to be: at most a third of its letters differ. The first of equals.
std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& names);

/// ". Did you mean 'base_hazard'?", or `otherwise` if no name is near.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& names,
                         std::string_view otherwise = "");

}  // namespace hearth
