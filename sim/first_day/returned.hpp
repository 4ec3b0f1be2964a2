#pragma once

#include <set>

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"
#include "sim/rules/family_differences.hpp"
#include "sim/rules/re_entry_hazard.hpp"

namespace hearth {

/// Children who went home from care in the six years before the first day and have not come back: of each
/// year and age as many as the published starts lead to, from families of the deciles that children in care
/// come from.
class ReturnedHome {
   public:
    explicit ReturnedHome(Section& config);

    Returned build(const Authority& home, const InCare& in_care, Day eve, const Draws& draw) const;

   private:
    bool offer(Returned& returned, const Authority& home, std::uint32_t row, Day left, Day eve, AgeBand band,
               std::set<std::uint64_t>& taken, const Draws& draw) const;

    double per_start_;
    FamilyDifferences differences_;
    ReEntryHazard re_entry_;
};

}  // namespace hearth
