#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

namespace hearth {

/// "1 replicate", "2 replicates", "3 authorities".
template <class Number>
std::string counted(Number count, std::string_view one) {
    if (count == 1) return fmt::format("{} {}", count, one);
    if (one.ends_with('y')) return fmt::format("{} {}ies", count, one.substr(0, one.size() - 1));
    return fmt::format("{} {}s", count, one);
}

}  // namespace hearth
