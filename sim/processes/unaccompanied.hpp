#pragma once

#include <array>
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
          male_{config.real("male", "1", {0, 1}, "share of boys")} {}

    /// Age at arrival, not above `oldest` [whole years].
    int age(double uniform, int oldest = 17) const {
        const auto ages = static_cast<std::size_t>(std::max(oldest, youngest) - youngest + 1);
        return youngest + static_cast<int>(pick(uniform, std::span{age_}.first(ages)));
    }
    Sex sex(double uniform) const { return uniform < male_ ? Sex::male : Sex::female; }

   private:
    std::vector<double> age_;
    double male_;
};

}  // namespace hearth
