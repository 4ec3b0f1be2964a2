#pragma once

#include <array>
#include <vector>

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// How many homes are decided on, where, and what those are like that open.
class HomeOpenings {
   public:
    explicit HomeOpenings(Section& config);

    /// Where homes open is where they are on the first day: its homes and children, by authority.
    void prepare(const Country& country);

    /// Homes of a sector that are decided on in an authority in a month, at normal occupancy and the first
    /// day's prices.
    double expected(std::size_t authority, std::size_t sector) const { return per_month_[authority][sector]; }

    /// Months from the decision until the home opens: from the shortest time to the longest, all alike
    /// likely.
    ///
    /// @param uniform  in [0, 1)
    std::int32_t months_to_open(double uniform) const {
        return shortest_ + static_cast<std::int32_t>(uniform * (longer_ + 1));
    }
    std::int32_t longest_wait() const { return shortest_ + longer_; }

    /// A home that opens: smaller than most that are there.
    Home home(HomeKey key, const Authority& authority, Day day, const Draws& draw) const;

   private:
    std::vector<double> for_each_home_;
    double elsewhere_;
    std::int32_t shortest_;
    std::int32_t longer_;
    std::vector<double> places_;
    double usable_;
    std::vector<std::array<double, sectors.size()>> per_month_;
};

}  // namespace hearth
