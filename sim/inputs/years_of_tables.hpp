#pragma once

#include <optional>

#include "agents/date.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// The last reporting year that a run can reach: keys have room for the years to 2205.
constexpr int longest_run_years = 50;
constexpr int longest_run_months = longest_run_years * 12;
constexpr int last_possible_year = last_cohort + longest_run_years;
static_assert(last_possible_year - origin_year_zero <= UINT8_MAX, "a key has one byte for its year");

/// Which years of births and of arrivals of unaccompanied children a run takes from their tables. Later ones
/// are assumed to be as the last one taken.
class YearsOfTables {
   public:
    explicit YearsOfTables(Section& top);

    /// Gives every authority births and arrivals for all reporting years up to that of the month before
    /// `end`.
    ///
    /// @return  the first month whose births or arrivals are those of an earlier year; nothing if there is
    /// none,
    ///          or if the run may not go so far, which is a fault of `months`
    std::optional<Month> hold(Inputs& inputs, Section& top, Month end) const;

   private:
    bool beyond_;
    int frozen_after_;
};

}  // namespace hearth
