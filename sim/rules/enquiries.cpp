#include "sim/rules/enquiries.hpp"

#include <algorithm>

#include "sim/core/maths.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, longest_wait_to_apply> wait_labels{"same_month", "month_1", "month_2",
                                                                          "month_3",    "month_4", "month_5"};

}  // namespace

Enquiries::Enquiries(Section& config)
    : rate_{config.row("enquiries", "1/year", {"agency", agencies.names}, {0, 100},
                       "enquiries for each household of the first day, without word of mouth and campaigns")},
      word_of_mouth_{config.row("word_of_mouth", "1/year", {"agency", agencies.names}, {0, 20},
                                "enquiries that a household on which nothing weighs brings its agency")},
      strain_weight_{
          config.real("strain_weight", "1", {0, 10},
                      "by how much each disruption that still weighs lowers the logarithm of that")},
      strain_{config.shared<CarerStrain>()},
      applies_{config.row("applies", "1", {"agency", agencies.names}, {0, 1},
                          "share of enquiries that lead to an application")},
      applies_by_source_{config.row("applies_ratio", "1", {"source", enquiry_sources.names}, {0, 5},
                                    "the same by where the enquiry comes from, against all")},
      wait_{config.row("wait_to_apply", "1", {"months", wait_labels}, {0, 1},
                       "share of applications by months since the enquiry")},
      follows_history_{
          config.flag("history", true, "single years differ as they did: the pandemic, fewer applications")},
      in_year_{config.by_year("enquiries_in_year", "1", {0, 5},
                              "enquiries of a reporting year, against those above; after the last as in it")},
      applies_in_year_{config.by_year("applies_in_year", "1", {0, 5},
                                      "share of its enquiries that lead to an application, likewise")} {}

void Enquiries::prepare(const Country& country) {
    households_.clear();
    for (const auto& authority : country.authorities) {
        auto& here = households_.emplace_back();
        for (const auto& household : authority.households)
            here[household.provider == Provider::own ? 0 : 1] += is_fostering(household) ? 1 : 0;
    }
}

Enquiries::ByAgency Enquiries::base(std::size_t authority, int year) const {
    constexpr double months_in_year = 12;
    const double ratio = of_year(year);
    ByAgency expected{};
    for (std::size_t agency = 0; agency < agency_count; ++agency) {
        expected[agency] = rate_[agency] * ratio * households_[authority][agency] / months_in_year;
    }
    return expected;
}

double Enquiries::of_year(int year) const {
    return follows_history_ ? in_year_.in(year) : 1;
}

Enquiries::ByAgency Enquiries::satisfied(const FosterHouseholds& households, Day today) const {
    ByAgency satisfied{};
    for (const auto& household : households) {
        if (!is_fostering(household)) continue;
        const double strain = strain_.on(household, today);
        satisfied[household.provider == Provider::own ? 0 : 1] +=
            strain > 0 ? maths::exp(-strain_weight_ * strain) : 1;
    }
    return satisfied;
}

Enquiries::ByAgency Enquiries::word_of_mouth(ByAgency satisfied, int year) const {
    constexpr double months_in_year = 12;
    for (std::size_t agency = 0; agency < agency_count; ++agency) {
        satisfied[agency] *= word_of_mouth_[agency] * of_year(year) / months_in_year;
    }
    return satisfied;
}

double Enquiries::applies(Agency agency, EnquirySource source, int year) const {
    const double of_year = follows_history_ ? applies_in_year_.in(year) : 1;
    return std::min(1.0, applies_[static_cast<std::size_t>(agency)] *
                             applies_by_source_[static_cast<std::size_t>(source)] * of_year);
}

}  // namespace hearth
