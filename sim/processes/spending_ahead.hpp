#pragma once

#include <optional>
#include <string>

#include "agents/date.hpp"

namespace hearth {

/// What a policy will spend in a run, as far as that is known before it.
struct SpendingAhead {
    Month first;
    Month last;           ///< of the policy, or of the run if that is earlier
    bool is_cut = false;  ///< it goes on after the run
    std::string where;    ///< the authorities of the run that it reaches, or their regions, for people
    /// Where it is known.
    std::optional<double> a_year =
        {};                      ///< once it holds in full, pauses of a pulsed campaign included [GBP/year]
    bool is_ramped = false;      ///< it grows to that
    bool is_at_most = false;     ///< there may be fewer to spend it on
    double in_all = 0;           ///< from first to last [GBP]
    std::string of_budget = {};  ///< of what budget this is a part, if the run is of a part of its reach
    /// Where it is not.
    std::string price;       ///< "GBP 900 a month for each household in a constellation"
    std::string depends_on;  ///< "how many are in one"
};

/// "recruitment_campaign: GBP 500,000 a year in North East, April 2026 to March 2028: GBP 1.0m in all".
std::string to_text(const std::string& process, const SpendingAhead& spending);

/// "GBP 500,000", "GBP 1.5m".
std::string pounds(double amount);

}  // namespace hearth
