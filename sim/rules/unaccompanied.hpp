#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <vector>

#include "agents/date.hpp"
#include "agents/states.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// Who unaccompanied asylum-seeking children are when they arrive.
class UnaccompaniedProfile {
   public:
    static constexpr int youngest = 12;  ///< years; the last of the ages is 17
    static constexpr std::array<std::string_view, 6> age_labels{"age_12", "age_13", "age_14",
                                                                "age_15", "age_16", "age_17"};

    explicit UnaccompaniedProfile(Section& config)
        : age_{config.row("age_at_arrival", "1", {"age", age_labels}, {0, 1}, "share of arrivals by age")},
          need_{config.row("need", "1", {"category of need", needs.names}, {0, 1},
                           "share of categories of need")},
          ethnicity_{config.row("ethnicity", "1", {"ethnic group", ethnicities.names}, {0, 1},
                                "share of ethnic groups")},
          male_{config.real("male", "1", {0, 1}, "share of boys")} {}

    /// Age at arrival, not above `oldest` [whole years].
    int age(double uniform, int oldest = 17) const {
        const auto ages = static_cast<std::size_t>(std::max(oldest, youngest) - youngest + 1);
        return youngest + static_cast<int>(pick(uniform, std::span{age_}.first(ages)));
    }
    /// Age of a child already here, from `first` up to but not with `end`: arrivals of every age up to it are
    /// still here.
    int age_in_stock(double uniform, int first, int end) const {
        std::vector<double> weight;
        for (int age = first; age < end; ++age) {
            double arrived = 0;
            for (int at = youngest; at <= age; ++at) arrived += age_[static_cast<std::size_t>(at - youngest)];
            weight.push_back(arrived);
        }
        // Younger than any arrival: the last age of the band.
        if (weight.back() <= 0) return end - 1;
        return first + static_cast<int>(pick(uniform, weight));
    }

    /// Share of the stock from `first` up to but not with `end` years who arrived more than a year ago:
    /// arrivals and birthdays are even over the year, so half of those who came at the age before.
    double year_or_longer(int first, int end) const {
        double arrived = 0, longer = 0;
        for (int age = std::max(first, youngest); age < end; ++age) {
            for (int at = youngest; at <= age; ++at) {
                const double share = age_[static_cast<std::size_t>(at - youngest)];
                arrived += share;
                longer += share * (at == age ? 0 : at == age - 1 ? 0.5 : 1);
            }
        }
        return arrived > 0 ? longer / arrived : 0;
    }

    Need need(double uniform) const { return static_cast<Need>(pick(uniform, need_)); }
    std::span<const double> needs_shares() const { return need_; }
    Ethnicity ethnicity(double uniform) const { return static_cast<Ethnicity>(pick(uniform, ethnicity_)); }
    Sex sex(double uniform) const { return uniform < male_ ? Sex::male : Sex::female; }

   private:
    std::vector<double> age_;
    std::vector<double> need_;
    std::vector<double> ethnicity_;
    double male_;
};

}  // namespace hearth
