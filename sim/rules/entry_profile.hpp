#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "agents/entry_mix.hpp"
#include "agents/population.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// Why children of families start to be looked after, and under which law.
class EntryProfile {
   public:
    static constexpr SharedSection section{"entry_profile", "why care begins, and under which law"};

    explicit EntryProfile(Section& config)
        : need_{config.table("need", "1", {"age_band", age_bands.names}, {"category of need", needs.names},
                             {0, 1}, "share of categories of need at the start of care by age")},
          legal_{config.table("legal_status", "1", {"age_band", age_bands.names},
                              {"legal status", entry_status_labels}, {0, 1},
                              "share of legal statuses at the start of care by age")} {}

    Need need(int age, double uniform, const EntryMix& mix) const {
        return static_cast<Need>(pick(uniform, times(needs_at(age), mix.need)));
    }
    std::span<const double> needs_at(int age) const {
        return need_.row(static_cast<std::size_t>(age_band(age)));
    }
    /// @param proceedings  how much more often than in the nation others than agreement (V2) come first
    LegalStatus legal(int age, double uniform, const EntryMix& mix, double proceedings) const {
        auto weight = times(legal_at(age), mix.legal);
        weight[0] /= std::max(proceedings, 1e-9);
        return entry_statuses[pick(uniform, weight)];
    }
    /// Shares of `entry_statuses` at an age.
    std::span<const double> legal_at(int age) const {
        return legal_.row(static_cast<std::size_t>(age_band(age)));
    }

   private:
    template <std::size_t N>
    static std::array<double, N> times(std::span<const double> shares, std::array<double, N> ratios) {
        for (std::size_t one = 0; one < N; ++one) ratios[one] *= shares[one];
        return ratios;
    }

    Table need_;
    Table legal_;
};

}  // namespace hearth
