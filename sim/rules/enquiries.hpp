#pragma once

#include <array>
#include <vector>

#include "agents/country.hpp"
#include "agents/recruitment.hpp"
#include "agents/supply.hpp"
#include "sim/config/section.hpp"
#include "sim/rules/carer_strain.hpp"

namespace hearth {

inline constexpr std::size_t agency_count = agencies.size();

/// How many people ask about fostering, and how many of them apply.
class Enquiries {
   public:
    explicit Enquiries(Section& config);

    using ByAgency = std::array<double, agency_count>;

    /// Where people ask is where foster carers are on the first day.
    void prepare(const Country& country);

    /// Expected in a month in one authority, without word of mouth and campaigns [enquiries].
    ByAgency base(std::size_t authority, int year) const;

    /// Households that speak well of fostering: each counts for less the more weighs on it [households].
    ByAgency satisfied(const FosterHouseholds& households, Day today) const;

    /// What these bring in a month [enquiries].
    ByAgency word_of_mouth(ByAgency satisfied, int year) const;

    /// Chance that an enquiry leads to an application.
    double applies(Agency agency, EnquirySource source, int year) const;

    /// Share of applications by months since the enquiry.
    const std::vector<double>& wait_to_apply() const { return wait_; }

   private:
    /// Enquiries of a year, against those of a year without a history.
    double of_year(int year) const;

    std::vector<double> rate_;
    std::vector<ByAgency> households_;  ///< of the first day, by authority
    std::vector<double> word_of_mouth_;
    double strain_weight_;
    CarerStrain strain_;
    std::vector<double> applies_;
    std::vector<double> applies_by_source_;
    std::vector<double> wait_;
    bool follows_history_;
    ByYear in_year_;
    ByYear applies_in_year_;
};

}  // namespace hearth
