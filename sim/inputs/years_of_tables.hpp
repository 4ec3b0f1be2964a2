#pragma once

#include <optional>

#include "agents/date.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

constexpr int longest_run_years = 50;
constexpr int longest_run_months = longest_run_years * 12;

/// Families on the first day have children who were born up to so many years before its oldest child.
constexpr int elder_siblings_years = 18;

/// A key has one byte for its year: that is how early a child's elder sibling can have been born, and how far
/// a run can go.
constexpr int last_possible_year = origin_year_zero + UINT8_MAX;
constexpr int earliest_start_year = origin_year_zero + ages_of_children + elder_siblings_years;
constexpr int latest_start_year = last_possible_year - longest_run_years;

/// Which years of births and of arrivals of unaccompanied children a run takes from their tables. Later ones
/// are assumed to be as the last one taken.
class YearsOfTables {
   public:
    explicit YearsOfTables(Section& top);

    /// Gives every authority births and arrivals for all reporting years up to that of the month before
    /// `end`.
    ///
    /// @return  the first month whose births or arrivals are those of an earlier year; nothing if there is
    ///          none, or if the run may not go so far, which is a fault of `months`
    std::optional<Month> hold(Inputs& inputs, Section& top, Month end) const;

   private:
    bool beyond_;
    int frozen_after_;
};

}  // namespace hearth
