#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/config/csv.hpp"
#include "sim/inputs/inputs.hpp"

namespace hearth {

/// A table with one row per authority and group: finds the authority, refuses doubles, and reports gaps at
/// the end.
class ByAuthority {
   public:
    ByAuthority(Csv& csv, const std::vector<AuthorityInputs>& authorities)
        : csv_{csv}, code_{csv.column("la_code")} {
        for (std::size_t row = 0; row < authorities.size(); ++row) rows_[authorities[row].code] = row;
    }

    /// Row of the authority named on this line; a fault and nothing if there is none, or if (authority,
    /// group) was there.
    std::optional<std::size_t> find(std::size_t line, const std::string& group) {
        const auto& code = csv_.text(line, code_);
        const auto found = rows_.find(code);
        if (found == rows_.end()) {
            csv_.fault(line, code_,
                       "unknown local authority '" + code + "' (not in areas.csv). Correct the code.");
            return std::nullopt;
        }
        if (!seen_[group].insert(code).second) {
            csv_.fault(line, code_,
                       "second row for " + code + (group.empty() ? "" : " and " + group) + ". Remove one.");
            return std::nullopt;
        }
        return found->second;
    }

    /// Every authority must have a row for `group`.
    void expect_all(const std::string& group) {
        const auto& seen = seen_[group];
        for (const auto& [code, row] : rows_) {
            if (seen.contains(code)) continue;
            csv_.fault("no row for " + code + (group.empty() ? "" : " and " + group) + ". Add one.");
        }
    }

   private:
    Csv& csv_;
    std::size_t code_;
    std::map<std::string, std::size_t> rows_;
    std::map<std::string, std::set<std::string>> seen_;
};

}  // namespace hearth
