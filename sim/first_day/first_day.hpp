#pragma once

#include "agents/country.hpp"
#include "sim/core/random.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// What one authority is like on the first day, families apart: who is in care, by which way each child came
/// there, who has gone home, and which carers and homes there are. `placement_row` counts from the first row
/// of `placements`.
struct FirstDayTables {
    InCare in_care;
    Placements placements;         ///< of the children in care, earlier ones of their periods included
    LegalEpisodes legal_episodes;  ///< likewise
    StageChanges stage_changes;    ///< likewise
    Returned returned;
    FosterHouseholds households;
    Homes homes;
};

/// Where the tables of the first day come from: constructed from published counts, or recorded.
class FirstDay {
   public:
    FirstDay() = default;
    FirstDay(const FirstDay&) = delete;
    FirstDay& operator=(const FirstDay&) = delete;
    virtual ~FirstDay() = default;

    /// The tables of an authority whose families are there. Called for several authorities at once.
    ///
    /// @param eve  the day before the first: on it the stock is counted
    virtual FirstDayTables of(const Authority& home, const AuthorityInputs& inputs, Day eve,
                              const Draws& draw) const = 0;
};

}  // namespace hearth
