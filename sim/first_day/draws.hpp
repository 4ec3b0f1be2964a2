#pragma once

#include <cstdint>

namespace hearth::first_day_draws {

/// Draws of the first day's stream, by whose they are: no two may be of the same family, child, home or
/// authority and have the same number. Past lives and the market day have streams of occasions and of their
/// own.
namespace of_family {
constexpr std::uint32_t plan = 0, chosen = 15, which = 16;
}
namespace of_child {
constexpr std::uint32_t birth = 0, sibling = 2, time = 3, need_ratio = 4, need = 5, ethnicity = 6, status = 7,
                        how_long = 8, provider = 9, still_home = 13, past_provider = 14, age = 15, sex = 16;
}
namespace of_home {
constexpr std::uint32_t point = 2;
}
namespace of_authority {
constexpr std::uint32_t unlisted = 3, how_many = 10, when = 11, who = 12, rounding = 17;
}

}  // namespace hearth::first_day_draws
