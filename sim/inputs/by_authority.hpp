#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sim/config/csv.hpp"
#include "sim/inputs/dated_rows.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// A table with one row per authority and group: finds the authority, refuses doubles, and reports gaps at
/// the end. Of a dated table the rows of other years are checked alike, and kept by nobody.
class ByAuthority {
   public:
    /// Every row counts: a table that has its years among its groups.
    ByAuthority(Csv& csv, Inputs& inputs) : csv_{csv}, code_{csv.column("la_code")} {
        for (auto& authority : inputs.authorities)
            authorities_.emplace(authority.code, Known{&authority, authorities_.size()});
    }

    /// The rows of the first day count.
    ByAuthority(Csv& csv, Inputs& inputs, Dated dated) : ByAuthority{csv, inputs} {
        dated_.emplace(csv, dated, inputs.year);
        year_ = csv.find_column("year");
    }

    /// The authority named on this line, or one that is thrown away if the row is of another year; a fault
    /// and nullptr if there is none, or if (authority, group) was there.
    AuthorityInputs* find(std::size_t line, const std::string& group) {
        const auto found = authorities_.find(csv_.text(line, code_));
        if (found == authorities_.end()) {
            csv_.fault(line, code_,
                       "unknown local authority '" + std::string{csv_.text(line, code_)} +
                           "' (not in areas.csv). Correct the code.");
            return nullptr;
        }
        const auto& [code, known] = *found;
        const bool counts = !dated_ || dated_->takes(line);
        auto was_there = of_group(counts ? "" : csv_.text(line, year_), group)[known.number];
        if (was_there) {
            csv_.fault(line, code_,
                       "second row for " + code + (group.empty() ? "" : " and " + group) + ". Remove one.");
            return nullptr;
        }
        was_there = true;
        return counts ? known.authority : &of_another_year_;
    }

    /// Are there rows of the first day?
    bool are_any() const { return !dated_ || dated_->are_any(); }
    /// What these tell of.
    YearsTold taken() const { return dated_ ? dated_->taken() : YearsTold{}; }

    /// Every authority must have a row for `group`, in a table that has any of the first day.
    void expect_all(const std::string& group) {
        if (!are_any()) return;
        const auto& were_there = of_group("", group);
        for (const auto& [code, known] : authorities_) {
            if (were_there[known.number]) continue;
            csv_.fault("no row for " + code + (group.empty() ? "" : " and " + group) + ". Add one.");
        }
    }

   private:
    struct Known {
        AuthorityInputs* authority;
        std::size_t number;
    };

    /// Which authorities had a row, by number.
    std::vector<bool>& of_group(std::string_view year, std::string_view group) {
        std::string both{year};
        both.append("\n").append(group);
        auto& were_there = seen_[std::move(both)];
        were_there.resize(authorities_.size());
        return were_there;
    }

    Csv& csv_;
    std::size_t code_;
    std::size_t year_ = Csv::missing;
    std::optional<DatedRows> dated_;
    std::map<std::string, Known, std::less<>> authorities_;
    std::unordered_map<std::string, std::vector<bool>> seen_;  ///< by year and group
    AuthorityInputs of_another_year_;
};

/// Must a table by year have the first year of the run, or may that be after its last one?
enum class FirstYear : std::uint8_t { is_in_it, is_in_it_or_later };

/// A table of these years that begins after `first`, or ends before it where it must not, is a fault.
inline void expect_first_year(Csv& csv, int first, const std::set<int>& years, FirstYear needed) {
    const bool ends_too_early = needed == FirstYear::is_in_it && !years.empty() && *years.rbegin() < first;
    if (years.empty() || (*years.begin() <= first && !ends_too_early)) return;
    const int nearest = ends_too_early ? *years.rbegin() : *years.begin();
    csv.fault("no rows for the year to 31 March " + std::to_string(first) + " (it has " + in_words(years) +
              "). Start in " + std::to_string(nearest - 1) + "-04, or add them.");
}

/// A table by authority and reporting year: calls `each(authority, year, row)` in the order of years, which
/// have no gaps. Returns the years.
template <class Each>
std::set<int> read_years(Csv& csv, Inputs& inputs, const Each& each) {
    ByAuthority rows{csv, inputs};
    const auto year = csv.find_column("year");  // its lack is a fault already
    std::map<int, std::vector<std::size_t>> of_year;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        const auto in = static_cast<int>(csv.integer(row, year, earliest_year_told, latest_year_told));
        if (in != 0) of_year[in].push_back(row);
    }
    std::set<int> years;
    for (const auto& [in, of_it] : of_year) {
        if (!years.empty() && *years.rbegin() + 1 < in)
            csv.fault("no rows for " + std::to_string(*years.rbegin() + 1) +
                      " (years have no gaps). Add them.");
        years.insert(in);
        for (const auto row : of_it)
            if (auto* const authority = rows.find(row, std::to_string(in))) each(*authority, in, row);
        rows.expect_all(std::to_string(in));
    }
    return years;
}

}  // namespace hearth
