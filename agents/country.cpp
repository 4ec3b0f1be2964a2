#include "agents/country.hpp"

#include <algorithm>

namespace hearth {

std::int64_t Country::children_on_last_day(const Authority& authority, Month month) const {
    constexpr int months_to_18 = 18 * 12;
    const int last = month - first_birth_month;
    const int first = last - months_to_18 + 1;
    std::int64_t children = 0;
    for (int index = std::max(first, 0); index <= last && index < static_cast<int>(authority.births.size());
         ++index) {
        children += authority.births[static_cast<std::size_t>(index)];
    }
    const int since_start = month - start;
    if (since_start >= 0 && since_start < static_cast<int>(authority.moves.children.size()))
        children += authority.moves.children[static_cast<std::size_t>(since_start)];
    return children;
}

std::span<const Newborn> Country::born_in(const Authority& authority, Month month) const {
    const auto index = static_cast<std::size_t>(month - start + 1);
    const std::size_t from = index == 0 ? 0 : authority.newborns_until[index - 1];
    return std::span{authority.newborns}.subspan(from, authority.newborns_until[index] - from);
}

}  // namespace hearth
