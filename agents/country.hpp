#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "agents/carer_profile.hpp"
#include "agents/facts.hpp"
#include "agents/families.hpp"
#include "agents/family_moves.hpp"
#include "agents/in_care.hpp"
#include "agents/returned.hpp"
#include "agents/supply.hpp"

namespace hearth {

constexpr std::size_t deciles = 10;

/// Children living at home on the first day: what rates of entry are divided by.
struct FirstDayCounts {
    /// By age band and deprivation decile (1, the most deprived, first).
    std::array<std::array<double, deciles>, age_bands.size()> children{};
    /// Pairs (child, sibling of it), both at home, by decile and the age bands of the two.
    std::array<std::array<std::array<double, age_bands.size()>, age_bands.size()>, deciles> siblings{};
};

/// A child to be born: when, which family's, and in which place among its children (from 1).
struct Newborn {
    Day born;
    std::uint32_t family_row;
    std::uint8_t birth_order;
};

/// A local authority: where it is and who lives there on the first day.
struct Authority : AuthorityFacts {
    std::uint16_t region{};  ///< row in Country::regions

    Families families;
    Children children;
    FirstDayCounts at_home;
    FamilyMoves moves;
    /// Births by month, from `Country::first_birth_month` on. Who was born here and has not moved is 0-17.
    std::vector<std::uint32_t> births;
    /// Children to be born, by month, from the month before the first; `newborns_until` has where each month
    /// ends.
    std::vector<Newborn> newborns;
    std::vector<std::uint32_t> newborns_until;
    InCare in_care;
    Returned returned;
    FosterHouseholds households;
    Homes homes;
};

/// A local authority of the nation, simulated or not: what a policy for all of its reach is shared out by.
struct ListedAuthority {
    std::string code;
    std::string name;
    std::string region_code;
    std::string region;
    double adults = 0;         ///< of 21 to 79 years, on the first day
    double looked_after = 0;   ///< children, on the first day
    double foster_places = 0;  ///< in-house and of agencies, on the first day
};

/// The starting population: a pure function of (data, seed, start, areas, months), shared by replicates and
/// scenarios.
struct Country : NationFacts {
    Month start;
    Month end;  ///< first month not covered by the births in Children
    Month first_birth_month;
    std::uint64_t seed = 0;  ///< of everything that replicates share, where families live among it
    CarerProfile carers;     ///< who foster households are
    std::vector<Authority> authorities;
    std::vector<ListedAuthority> listed;  ///< the whole nation, by code
    Placements placements;  ///< of the children looked after on the first day, earlier ones of their periods
                            ///< included
    LegalEpisodes legal_episodes;  ///< likewise
    StageChanges stage_changes;    ///< likewise

    /// Children born in `month`, which is not before the month before the first.
    std::span<const Newborn> born_in(const Authority& authority, Month month) const;

    /// Children aged 0 to 17 who live in `authority` on the last day of `month`.
    std::int64_t children_on_last_day(const Authority& authority, Month month) const;
};

}  // namespace hearth
