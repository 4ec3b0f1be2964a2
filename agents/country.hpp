#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "agents/carer_profile.hpp"
#include "agents/families.hpp"
#include "agents/geography.hpp"
#include "agents/in_care.hpp"
#include "agents/prices.hpp"
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

/// How much higher or lower a published flow was in each year than its mean of 2019-21: the pandemic and what
/// came before it. Exogenous; a process that follows it can be told not to.
struct History {
    static constexpr int last_year =
        2021;  ///< the last that may inform a rate; later ones are for the back-test
    using ByAge = std::array<double, age_bands.size()>;

    int first_year = last_year + 1;
    std::vector<ByAge> ratios;  ///< from first_year to last_year

    /// Ratio of a reporting year. After the last one: the level without the pandemic, which pulled the mean
    /// of the three years down by a third of its own fall: 1.5 - 0.5 * r(2021).
    ByAge ratio(int year) const {
        ByAge result{};
        for (std::size_t age = 0; age < result.size(); ++age) {
            if (ratios.empty() || year < first_year) {
                result[age] = 1;
            } else if (year <= last_year) {
                result[age] = ratios[static_cast<std::size_t>(year - first_year)][age];
            } else {
                result[age] = 1.5 - 0.5 * ratios.back()[age];
            }
        }
        return result;
    }
};

/// The same of one authority against the nation's, all ages together.
struct LocalHistory {
    int first_year = 0;
    std::vector<double> ratios;

    /// 1 in years that are not in it: the authority's own mean.
    double ratio(int year) const {
        const auto index = static_cast<std::size_t>(year - first_year);
        return year >= first_year && index < ratios.size() ? ratios[index] : 1;
    }
};

/// A local authority: where it is and who lives there on the first day.
struct Authority {
    std::uint16_t number{};  ///< DfE number, part of every key
    std::string code;        ///< ONS code, E06000001
    std::string name;
    std::uint16_t region{};  ///< row in Country::regions
    Point centre;            ///< mean of its postcodes
    double spread_km{};      ///< root mean square distance of its postcodes from there

    /// Share of children by ethnic group, in the order of Ethnicity without unknown.
    std::array<double, ethnicities.size() - 1> ethnicity{};
    double adults = 0;  ///< of 21 to 79 years, on the first day and ever after

    /// Published flow: children starting to be looked after, by age band, without unaccompanied ones
    /// [children/year].
    std::array<double, age_bands.size()> starts_per_year{};
    LocalHistory starts_history;
    /// Hazard of leaving care before 18 against the nation's, for children alike.
    double leaving_ratio = 1;
    /// Exogenous flow: unaccompanied children arriving, by reporting year from the first day on
    /// [children/year].
    std::vector<double> unaccompanied_per_year;
    /// Budget for children looked after, gross [GBP/year, prices of the year]: a record, which nothing obeys
    /// yet.
    YearlyFigure budget;

    Families families;
    Children children;
    FirstDayCounts at_home;
    /// Births by month, from `Country::first_birth_month` on; with no migration in the model this is also who
    /// is 0-17.
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

struct Region {
    std::string code;
    std::string name;
};

/// The starting population: a pure function of (data, seed, start, areas, months), shared by replicates and
/// scenarios.
struct Country {
    std::string name;
    std::string code;
    Month start;
    Month end;  ///< first month not covered by the births in Children
    Month first_birth_month;
    History entry_history;
    History leaving_history;
    History moves_history;
    /// First day on which a place in supported accommodation is a registered one; `open_ended` without the
    /// reform.
    Day supported_registered = open_ended;
    std::uint64_t seed = 0;  ///< of everything that replicates share, where families live among it
    CarerProfile carers;     ///< who foster households are
    Prices prices;
    std::vector<Region> regions;
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
