#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agents/country.hpp"
#include "sim/config/section.hpp"

namespace hearth {

/// What every policy has: when it begins, how long it takes until it holds in full, when it ends, where it
/// reaches and how strong it is. At strength 0 it changes nothing at all.
class Policy {
   public:
    explicit Policy(Section& config);

    /// Finds out which authorities it reaches.
    /// @throws ConfigError if nothing in England is called like that
    void prepare(const Country& country);

    /// The first month in which it can change anything; none at strength 0.
    std::optional<Month> starts() const;

    /// How much of it holds in a month, 0 to its strength.
    double holds(std::size_t authority, Month month) const {
        return month < start_ || month > end_ || !reaches_[authority] ? 0 : in_reach(month);
    }

    /// \f$ 1 + h (r - 1) \f$: a ratio r of which so much holds; exactly 1 where nothing does.
    static double ratio(double full, double holds) { return holds > 0 ? 1 + holds * (full - 1) : 1; }

   private:
    double in_reach(Month month) const;

    std::string name_;
    Month start_;
    Month end_;
    std::int32_t ramp_;
    std::vector<std::string> reach_;
    double strength_;
    std::vector<std::uint8_t> reaches_;  ///< by authority
};

}  // namespace hearth
