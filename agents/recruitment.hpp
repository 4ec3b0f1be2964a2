#pragma once

#include <array>
#include <cstdint>

#include "agents/newcomer.hpp"
#include "agents/states.hpp"

namespace hearth {

/// Where an enquiry about fostering comes from.
enum class EnquirySource : std::uint8_t { base, word_of_mouth, campaign };
inline constexpr StateNames<EnquirySource, 3> enquiry_sources{{"base", "word_of_mouth", "campaign"}};

/// Enquiries wait up to so many months before they become applications.
constexpr std::size_t longest_wait_to_apply = 6;

/// What one local authority's recruitment of foster carers remembers, by Agency: enquiries are contacts, not
/// people, so nobody is behind them until somebody applies.
struct Recruitment {
    std::array<std::array<std::uint32_t, enquiry_sources.size()>, 2> enquiries{};  ///< of the last month
    /// Without and with a campaign.
    std::array<std::array<DueByMonth<std::uint32_t, longest_wait_to_apply>, 2>, 2> applications_due{};
    std::array<double, 2>
        brought_forward{};              ///< enquiries that a campaign took from later months, still owed
    double brought_forward_so_far = 0;  ///< the same since the first month, paid back or not
    double missed_so_far = 0;           ///< of these, paid back: missing from the months that have passed
    double adstock = 0;                 ///< what is left of a campaign's spending [pounds for 10,000 adults]
};

}  // namespace hearth
