#pragma once

#include <algorithm>
#include <array>
#include <span>
#include <vector>

#include "agents/population.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"

namespace hearth {

/// Legal statuses with which a period of care can begin.
inline constexpr std::array entry_statuses{LegalStatus::V2, LegalStatus::L1, LegalStatus::L2,
                                           LegalStatus::C1, LegalStatus::C2, LegalStatus::J1};
inline constexpr std::array<std::string_view, 6> entry_status_labels{"V2", "L1", "L2", "C1", "C2", "J1"};

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

    Need need(int age, double uniform) const {
        return static_cast<Need>(pick(uniform, need_.row(static_cast<std::size_t>(age_band(age)))));
    }
    std::span<const double> needs_at(int age) const {
        return need_.row(static_cast<std::size_t>(age_band(age)));
    }
    /// @param proceedings  how much more often than in the nation others than agreement (V2) come first
    LegalStatus legal(int age, double uniform, double proceedings) const {
        std::array<double, entry_statuses.size()> weight{};
        std::ranges::copy(legal_at(age), weight.begin());
        weight[0] /= std::max(proceedings, 1e-9);
        return entry_statuses[pick(uniform, weight)];
    }
    /// Shares of `entry_statuses` at an age.
    std::span<const double> legal_at(int age) const {
        return legal_.row(static_cast<std::size_t>(age_band(age)));
    }

   private:
    Table need_;
    Table legal_;
};

}  // namespace hearth
