#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "agents/age_bands.hpp"
#include "agents/date.hpp"
#include "agents/geography.hpp"
#include "agents/history.hpp"
#include "agents/levels.hpp"
#include "agents/local_practice.hpp"
#include "agents/prices.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Unaccompanied children of an authority in a year [children/year].
struct UnaccompaniedYear {
    double arrivals = 0;         ///< those who come to it first
    double transferred_out = 0;  ///< of those, whose care another authority takes over
    double transferred_in = 0;   ///< whose care it takes over

    bool operator==(const UnaccompaniedYear&) const = default;
};

/// What the data tables say of an authority and a run looks up as it is: read once, and handed on as one.
struct AuthorityFacts {
    std::uint16_t number{};  ///< DfE number, part of every key
    std::string code;        ///< ONS code, E06000001
    std::string name;
    Point centre;        ///< mean of its postcodes
    double spread_km{};  ///< root mean square distance of its postcodes from there

    /// Share of children by ethnic group, in the order of Ethnicity without unknown.
    std::array<double, ethnicities.size() - 1> ethnicity{};
    double adults = 0;  ///< of 21 to 79 years, on the first day and ever after

    /// Published flow: children starting to be looked after, by age band, without unaccompanied ones
    /// [children/year].
    std::array<double, age_bands.size()> starts_per_year{};
    LocalHistory starts_history;
    LocalPractice practice;
    /// Exogenous flow, by reporting year from the first day on.
    std::vector<UnaccompaniedYear> unaccompanied_by_year;
    /// Budget for children looked after, gross [GBP/year, prices of the year]: a record, which nothing obeys
    /// yet.
    YearlyFigure budget;
};

struct Region {
    std::string code;
    std::string name;
};

/// The same of the nation.
struct NationFacts {
    std::string name;
    std::string code;
    KnownLevels levels;
    /// Unaccompanied children whose care an authority takes over, in all of the nation, by reporting year
    /// [children/year].
    std::vector<double> transfers;
    /// First day on which a place in supported accommodation is a registered one; `open_ended` without the
    /// reform.
    Day supported_registered = open_ended;
    Prices prices;
    std::vector<Region> regions;
};

}  // namespace hearth
