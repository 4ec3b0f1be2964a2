#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "agents/date.hpp"
#include "agents/key.hpp"

namespace hearth {

/// Key of the `number`-th household or home that comes in a month: its own, whoever else comes.
///
/// @param cell  Agency or Sector
template <class Key>
constexpr Key newcomer_key(KeyKind kind, std::uint16_t authority, std::size_t cell, Month month,
                           std::uint32_t number) {
    // The number says which of the month, beyond all of the first day's.
    constexpr std::uint32_t numbers_a_month = 1U << 16U;
    return make_key<Key>({.kind = kind,
                          .authority = authority,
                          .cell = static_cast<std::uint8_t>(cell),
                          .origin = static_cast<std::uint8_t>(year_of(month) - origin_year_zero),
                          .number = numbers_a_month * month_in_year(month) + number});
}

/// How many newcomers are due in each of the `longest` months to come.
template <class Count, std::size_t longest>
class DueByMonth {
   public:
    Count& in(Month month) { return counts_[static_cast<std::size_t>(month.value) % longest]; }
    /// Those of a month, which are due no longer.
    Count take(Month month) { return std::exchange(in(month), Count{}); }

   private:
    std::array<Count, longest> counts_{};
};

}  // namespace hearth
