#pragma once

#include <array>
#include <optional>

#include "agents/population.hpp"
#include "sim/config/section.hpp"
#include "sim/rules/care_state.hpp"
#include "sim/rules/durations.hpp"

namespace hearth {

/// Families and other settings.
inline constexpr std::array<std::string_view, 2> settings{"family", "setting"};

/// Hazard that a placement breaks: falls with time in the placement and with time in care, rises with the
/// child's age when it was placed and its complexity of need, and with what the placement is like.
///
/// \f$ h = h_{kind}(days\ in\ placement) \cdot r_{age} \cdot r_{year\ in\ care} \cdot r_{unaccompanied}
/// \cdot r_c^{c} \cdot r_m^{0.75 - m} \cdot r_{apart} \cdot r_{far} \cdot r_s^{s} \cdot r_o^n \f$ [1/month],
/// with complexity c, match m, strain of the carers s and n other children fostered there who are no
/// siblings.
class DisruptionHazard {
   public:
    static constexpr SharedSection section{"disruption_hazard", "how easily placements break"};

    explicit DisruptionHazard(Section& config);

    /// What makes a placement break sooner or later than others of its kind.
    struct Circumstances {
        double complexity = 0;
        double match = typical_match;
        bool is_apart = false;
        bool is_far = false;
        double strain = 0;
        int others = 0;  ///< children fostered in the same household who are no siblings
    };
    double ratio(const Circumstances& circumstances) const;

    /// Runs `clock` through the days after `from` up to `to`; the day of the disruption, if there is one. All
    /// but the time in the placement is that of `from` all the way.
    ///
    /// @param ratio  of its circumstances, of policies, of the year
    std::optional<Day> next(double& clock, const CareState& now, double ratio, Day from, Day to) const;

   private:
    Table by_kind_and_duration_;
    std::vector<double> by_age_;
    std::vector<double> by_year_in_care_;
    double unaccompanied_;
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
