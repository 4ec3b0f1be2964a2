#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "sim/config/csv.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// Which rows of a table a run takes, by their column `year`: a run that starts in April 2019 takes
enum class Dated : std::uint8_t {
    on_the_day,   ///< of a stock those of 2019, as it is counted on 31 March
    in_the_year,  ///< of a flow those of the year to 31 March 2019, or of a mean that has it: 2019-2021
    steady        ///< of what changes slowly those of the year nearest to 2019, the earlier of two
};

/// Years that a cell of the column `year` can name.
constexpr int earliest_year_told = 1900, latest_year_told = 2300;

/// "2019 to 2021, 2023".
std::string in_words(const std::set<int>& years);

/// The rows of a table that tell of a run's first day. That there are none is a fault, with the years that
/// there are and the start that they are good for.
class DatedRows {
   public:
    /// @param year  of the 31 March before the first month
    DatedRows(Csv& csv, Dated dated, int year);

    bool takes(std::size_t row) const { return takes_[row] != 0; }
    /// Are there any of the first day? If not, that is the one fault that the table has for it.
    bool are_any() const { return taken_.last != 0; }
    /// What those rows tell of; none if there are none.
    YearsTold taken() const { return taken_; }

   private:
    YearsTold years_in(Csv& csv, std::size_t row, std::size_t column) const;
    void tell_that_none_is_of(int year, Dated dated, const std::vector<YearsTold>& told, Csv& csv) const;

    std::vector<std::uint8_t> takes_;  ///< by row
    YearsTold taken_;
};

}  // namespace hearth
