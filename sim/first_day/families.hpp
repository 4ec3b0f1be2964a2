#pragma once

#include <vector>

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/random.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// Families as they grow, cohort by cohort of births, so that the children of every age are as many as
/// published and the youngest of tomorrow have their brothers and sisters.
class FamilyGrowth {
   public:
    /// Years from one birth to the next, 1 to `longest_gap`.
    static constexpr std::size_t longest_gap = 8;

    explicit FamilyGrowth(Section& config);

    /// Families and children of an authority, with those who are born in the years of a run.
    ///
    /// @param year  reporting year that the first day follows
    void build(Authority& authority, const AuthorityInputs& inputs, int year, int last_cohort_needed,
               const Draws& draw) const;

    /// Shares of families by the number of children they will have, from one on.
    Shares family_sizes() const { return Shares{family_size_}; }

   private:
    std::vector<double> family_size_;
    std::vector<double> birth_gap_;
};

/// From 32 random bits.
Sex sex_at_birth(std::uint32_t word);

/// How many children a family will have, those after the end of the run included.
///
/// @param draw  as the family was built with
std::uint8_t planned_children(FamilyKey family, const Shares& sizes, const Draws& draw);

/// Lists the children to be born by month (a counting sort: births are in the order of families).
void list_newborns(Authority& authority, Month first, Month end);

/// Counts the children who live at home, and are not in care, and their brothers and sisters there.
void count_at_home(Authority& authority, const InCare& in_care, Day eve);

}  // namespace hearth
