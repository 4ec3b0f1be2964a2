#include "sim/config/suggest.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace hearth {

namespace {

constexpr std::size_t longest_name = 200;  // letters; whatever is longer was never meant to be a name

}  // namespace

std::size_t edit_distance(std::string_view one, std::string_view other) {
    const std::size_t width = other.size() + 1;
    std::vector<std::size_t> cost((one.size() + 1) * width);
    const auto at = [&](std::size_t row, std::size_t column) -> std::size_t& {
        return cost[row * width + column];
    };
    for (std::size_t row = 0; row <= one.size(); ++row) at(row, 0) = row;
    for (std::size_t column = 0; column < width; ++column) at(0, column) = column;
    for (std::size_t row = 1; row <= one.size(); ++row)
        for (std::size_t column = 1; column < width; ++column) {
            const std::size_t replaced = one[row - 1] == other[column - 1] ? 0 : 1;
            auto best = std::min(
                {at(row - 1, column) + 1, at(row, column - 1) + 1, at(row - 1, column - 1) + replaced});
            const bool swapped = row > 1 && column > 1 && one[row - 1] == other[column - 2] &&
                                 one[row - 2] == other[column - 1];
            if (swapped) best = std::min(best, at(row - 2, column - 2) + 1);
            at(row, column) = best;
        }
    return at(one.size(), other.size());
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& names) {
    std::optional<std::string> best;
    if (word.size() > longest_name) return best;
    std::size_t allowed = std::max<std::size_t>(1, word.size() / 3);
    for (const auto& name : names) {
        const auto distance = edit_distance(word, name);
        if (distance > allowed || distance >= std::max(word.size(), name.size())) continue;
        if (best && distance == allowed) continue;
        best = name;
        allowed = distance;
    }
    return best;
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& names,
                         std::string_view otherwise) {
    const auto name = nearest(word, names);
    return name ? fmt::format(". Did you mean '{}'?", *name) : std::string{otherwise};
}

}  // namespace hearth
