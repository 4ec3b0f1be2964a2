#pragma once

#include <array>
#include <vector>

#include "agents/country.hpp"
#include "agents/recruitment.hpp"
#include "agents/supply.hpp"
#include "sim/config/section.hpp"
#include "sim/processes/carer_strain.hpp"
#include "sim/processes/months_of_run.hpp"

namespace hearth {

inline constexpr std::size_t agency_count = agencies.size();

/// A recruitment campaign: what is spent, and what it brings. Spending leaves an adstock, which decays and
/// saturates; part of those who answer would have come later anyway.
///
/// \f$ A_t = k A_{t-1} + s_t \f$, \f$ lift = l \cdot A_t / (A_t + h) \f$, with spending s and adstock A for
/// 10,000 adults who live there.
class Campaign {
   public:
    explicit Campaign(Section config);

    void prepare(const Country& country) { months_.prepare(country); }

    /// What is planned for a month [GBP for 10,000 adults].
    double spending(Month month) const { return months_.hold(first_day(month)) ? spending_ : 0; }
    /// Lets the adstock decay, and adds what is spent.
    void spend(double& adstock, Month month) const { adstock = keeps_ * adstock + spending(month); }

    /// Enquiries that the adstock brings, against the base.
    double lift(double adstock) const {
        return adstock > 0 ? highest_lift_ * adstock / (adstock + half_at_) : 0;
    }

    /// Part of its enquiries that would have come in the months after.
    double brought_forward() const { return brought_forward_; }
    /// Part of those not yet missed that would have come this month.
    double missed() const { return 1 / brought_forward_months_; }

   private:
    double spending_;
    MonthsOfRun months_;
    double keeps_;
    double half_at_;
    double highest_lift_;
    double brought_forward_;
    double brought_forward_months_;
};

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
    /// Enquiries of a year, against 2019.
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
    std::vector<double> in_year_;
    std::vector<double> applies_in_year_;
};

}  // namespace hearth
