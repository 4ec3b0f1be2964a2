#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "agents/column.hpp"
#include "agents/in_care.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Whom a recruitment campaign asks for.
enum class CampaignFor : std::uint8_t { everybody, teenagers, sibling_groups };
inline constexpr StateNames<CampaignFor, 3> campaigns_for{{"everybody", "teenagers", "sibling_groups"}};

/// What policies change in one local authority in this month. Without any it is as it stands here, and
/// changes nothing: every ratio is exactly 1. Policies multiply what is there, so that several can hold at
/// once.
struct Policies {
    // Who comes into care.
    double arrivals = 1;  ///< unaccompanied children arriving, against else

    // Who comes to foster.
    double campaign_lift = 0;    ///< enquiries that a campaign brings, against the base [1]
    double brought_forward = 0;  ///< part of these that would have come in the months after [1]
    double missed = 0;           ///< part of those brought forward that would have come this month [1]
    CampaignFor campaign_for = CampaignFor::everybody;
    double campaign_finds = 0;  ///< share of those who come by a campaign who can do what it asks for
    double applying = 1;        ///< chance that an enquiry leads to an application, against else
    double assessment = 1;      ///< time from application to approval, against else

    // Who stays.
    std::array<double, agencies.size()> leaving{1,
                                                1};  ///< carers' hazard of stopping, against else, by Agency
    double supported_leaving = 1;                    ///< the same of households that have peer support

    // Where children go.
    double kin = 1;         ///< placements with family and friends wanted, against else
    double answering = 1;   ///< share of vacancies that answer in time, against else
    double best_match = 0;  ///< share of searches in which the offer is taken that fits the child best
    double pooled = 0;   ///< share in which the region's in-house carers are asked like the authority's own
    double custody = 0;  ///< share of other residential settings wanted from age 10 that become homes
};

/// What policies change for one child in this month; likewise.
struct ChildPolicies {
    static constexpr std::string_view table = "policies";
    using Beside = ChildInCare;

    double disruption = 1;
    double missing = 1;

    static constexpr auto columns() {
        return std::tuple{
            ColumnInfo{"disruption", &ChildPolicies::disruption, "1", "hazard of a disruption, against else"},
            ColumnInfo{"missing", &ChildPolicies::missing, "1", "incidents of going missing, against else"},
        };
    }
};

}  // namespace hearth
