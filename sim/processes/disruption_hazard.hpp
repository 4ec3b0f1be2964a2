#pragma once

#include <array>
#include <optional>

#include "agents/in_care.hpp"
#include "sim/config/section.hpp"
#include "sim/processes/durations.hpp"

namespace hearth {

/// Families and other settings.
inline constexpr std::array<std::string_view, 2> settings{"family", "setting"};

/// Hazard that a placement breaks: falls with time in the placement and with time in care, rises with the
/// child's age when it was placed and its complexity of need, and with what the placement is like.
///
/// \f$ h = h_{kind}(days\ in\ placement) \cdot r_{age} \cdot r_{year\ in\ care} \cdot r_c^{c} \cdot
/// r_m^{0.75 - m} \cdot r_{apart} \cdot r_{far} \cdot r_s^{s} \cdot r_o^{n - 1} \f$ [1/month], with complexity c,
/// match m, strain of the carers s and n other children fostered there.
class DisruptionHazard {
   public:
    explicit DisruptionHazard(Section& config);

    /// A child's placement at a point of time.
    struct Case {
        PlacementKind kind;
        Day placed_on;
        Day entered;
        AgeBand age;  ///< when placed
        double complexity = 0;
        double match = 0.75;  ///< typical: of a placement of which nothing is known
        bool is_apart = false;
        bool is_far = false;
        double strain = 0;
        int others = 1;    ///< other children fostered in the same household
        double ratio = 1;  ///< of the child's own, of policies, of the year
    };

    /// Runs `clock` through the days after `from` up to `to`; the day of the disruption, if there is one. All
    /// but the time in the placement is that of `from` all the way.
    std::optional<Day> next(double& clock, const Case& placement, Day from, Day to) const;

    /// What the case adds to the table's hazard.
    double ratio(const Case& placement, Day today) const;

   private:
    Table by_kind_and_duration_;
    std::vector<double> by_age_;
    std::vector<double> by_year_in_care_;
    double log_complexity_;
    double log_match_;
    double log_apart_;
    double log_far_;
    double log_strain_;
    double log_others_;
};

/// Does the child live in a family?
constexpr bool is_family(PlacementKind kind) {
    return kind <= PlacementKind::parents;
}

}  // namespace hearth
