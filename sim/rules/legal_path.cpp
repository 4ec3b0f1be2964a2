#include "sim/rules/legal_path.hpp"

#include <algorithm>

#include "sim/core/random.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, 3> after_police_labels{"V2", "L2", "C1"};
constexpr std::array after_police{LegalStatus::V2, LegalStatus::L2, LegalStatus::C1};
constexpr std::array<std::string_view, 2> after_emergency_labels{"V2", "C1"};
constexpr std::array after_emergency{LegalStatus::V2, LegalStatus::C1};

/// Time since the interim order, in the bands of the court statistics.
constexpr DurationBands<5> court_duration{{0, 91, 182, 274, 365}};
constexpr std::array<std::string_view, 5> court_labels{"month_1_to_3", "month_4_to_6", "month_7_to_9",
                                                       "month_10_to_12", "month_13_on"};

/// A day of a stay with a legal maximum: the clock's own quantile, spread evenly over the days allowed.
Day within(Day since, int days, double clock) {
    return since + 1 + std::min(days - 1, static_cast<int>(-maths::expm1(-clock) * days));
}

}  // namespace

LegalPath::LegalPath(Section& config)
    : police_protection_to_{config.row("police_protection_to", "1", {"legal status", after_police_labels},
                                       {0, 1},
                                       "share of statuses that follow police protection, of those who stay")},
      emergency_order_to_{config.row("emergency_order_to", "1", {"legal status", after_emergency_labels},
                                     {0, 1}, "share of statuses that follow an emergency protection order")},
      proceedings_by_age_{
          config.row("proceedings_hazard", "1/month", {"age_band", age_bands.names}, {0, 10},
                     "hazard of an interim care order for a child accommodated by agreement")},
      hearing_by_month_{config.row("hearing_hazard", "1/month",
                                   {"time since the interim order", court_labels}, {0, 10},
                                   "hazard of the final hearing")},
      placement_order_by_age_{config.row("placement_order", "1", {"age_band", age_bands.names}, {0, 1},
                                         "share of final hearings that end with a placement order")},
      revoked_{config.real("revocation_hazard", "1/month", {0, 10},
                           "hazard that a placement order is revoked before the child is placed")} {
    const double proceedings =
        config.real("proceedings_ratio", "1", {0, 20}, "all proceedings hazards, against the row");
    const double orders =
        config.real("placement_order_ratio", "1", {0, 20}, "all shares of placement orders, against the row");
    for (auto& hazard : proceedings_by_age_) hazard *= proceedings;
    for (auto& share : placement_order_by_age_) share = std::min(1.0, share * orders);
}

std::optional<Day> LegalPath::next(double& clock, const CareState& now, AgeBand age, Day from, Day to,
                                   double proceedings) const {
    const auto in_days = [&](int days) -> std::optional<Day> {
        const Day day = std::max(within(now.legal_since, days, clock), from + 1);
        return day <= to ? std::optional{day} : std::nullopt;
    };
    const auto at = [&](double hazard) {
        return run_clock(clock, from, to, now.legal_since, court_duration,
                         [&](std::size_t) { return PerMonth{hazard}; });
    };
    switch (now.legal) {
        case LegalStatus::L1:
            return in_days(police_protection_days);
        case LegalStatus::L2:
            return in_days(emergency_order_days);
        case LegalStatus::V2:
            if (is_unaccompanied(now.child)) return std::nullopt;
            return at(proceedings_by_age_[static_cast<std::size_t>(age)] * proceedings);
        case LegalStatus::C1:
            return run_clock(clock, from, to, now.legal_since, court_duration,
                             [&](std::size_t band) { return PerMonth{hearing_by_month_[band]}; });
        case LegalStatus::E1:
            return now.kind == PlacementKind::adoption ? std::nullopt : at(revoked_);
        default:
            return std::nullopt;
    }
}

LegalStatus LegalPath::successor(LegalStatus status, int age, double uniform) const {
    switch (status) {
        case LegalStatus::L1:
            return after_police[pick(uniform, police_protection_to_)];
        case LegalStatus::L2:
            return after_emergency[pick(uniform, emergency_order_to_)];
        case LegalStatus::V2:
            return LegalStatus::C1;
        case LegalStatus::C1:
            return uniform < placement_order_by_age_[static_cast<std::size_t>(age_band(age))]
                       ? LegalStatus::E1
                       : LegalStatus::C2;
        default:
            return LegalStatus::C2;
    }
}

}  // namespace hearth
