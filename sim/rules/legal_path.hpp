#pragma once

#include <array>
#include <optional>

#include "sim/config/section.hpp"
#include "sim/core/clock.hpp"
#include "sim/rules/care_state.hpp"

namespace hearth {

/// Longest stays the law allows [days]: police protection 72 hours (Children Act 1989, section 46), an
/// emergency protection order eight days (section 45, extendable).
constexpr int police_protection_days = 3, emergency_order_days = 8;

/// The way through the courts: accommodation by agreement (V2), emergency protection (L1, L2), interim care
/// order (C1), and at the final hearing a care order (C2) or with it a placement order for adoption (E1).
class LegalPath {
   public:
    static constexpr SharedSection section{"legal_path", "the way through the courts"};

    explicit LegalPath(Section& config);

    /// Runs `clock` through the days after `from` up to `to`; the day on which the status changes, if there
    /// is one.
    /// @param proceedings  how much sooner than in the nation agreement gives way to proceedings
    std::optional<Day> next(double& clock, const CareState& now, AgeBand age, Day from, Day to,
                            double proceedings = 1) const;

    /// Which status follows.
    LegalStatus successor(LegalStatus status, int age, double uniform) const;

   private:
    std::vector<double> police_protection_to_;
    std::vector<double> emergency_order_to_;
    std::vector<double> proceedings_by_age_;
    std::vector<double> hearing_by_month_;
    std::vector<double> placement_order_by_age_;
    double revoked_;
};

}  // namespace hearth
