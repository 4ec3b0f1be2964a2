#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/processes/process.hpp"

namespace hearth {

/// A process that steers others. Every policy has a time when it begins, how long it takes until it holds in
/// full, when it ends, where it reaches and how strong it is. At strength 0 it changes nothing at all.
class Policy : public Process {
   public:
    explicit Policy(Section& config);

    /// The first month in which it can change anything; after every run at strength 0.
    std::optional<Month> starts() const final;

    /// Finds out which authorities it reaches.
    /// @throws ConfigError if none of the run is called like that
    void prepare(const Country& country) final;

   protected:
    /// How much of it holds in a month, 0 to its strength.
    double holds(const LocalMonth& local, Month month) const {
        return month < start_ || month > end_ || !reaches_[local.authority] ? 0 : in_reach(month);
    }
    double holds(const LocalMonth& local) const { return holds(local, local.month); }

    /// Months since it began; negative before.
    std::int32_t since_start(Month month) const { return month - start_; }

    /// What is spent where so much is for 10,000 adults of 21 to 79 [GBP].
    static double for_adults(const LocalMonth& local, double pounds) {
        constexpr double adults = 10'000;
        return pounds * local.country.authorities[local.authority].adults / adults;
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
