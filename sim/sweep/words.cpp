#include "sim/sweep/words.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace hearth {

std::string some_of(const std::vector<std::size_t>& runs) {
    constexpr std::size_t shown = 10;
    const auto first = runs.begin() + static_cast<std::ptrdiff_t>(std::min(runs.size(), shown));
    auto text = fmt::format("{}", fmt::join(runs.begin(), first, ", "));
    if (runs.size() > shown) text += fmt::format(" and {} more", runs.size() - shown);
    return text;
}

std::string spoken(double seconds) {
    constexpr double minute = 60, hour = 3600, day = 86'400;
    if (seconds < 9.95) return fmt::format("{:.2g} s", seconds);
    if (seconds < 2 * minute) return fmt::format("{:.0f} s", seconds);
    if (seconds < 2 * hour) return fmt::format("{:.0f} min", seconds / minute);
    if (seconds < 2 * day) return fmt::format("{:.1f} h", seconds / hour);
    return fmt::format("{:.0f} days", seconds / day);
}

}  // namespace hearth
