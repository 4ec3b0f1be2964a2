#include "sim/config/read_state.hpp"
#include "sim/policies/policy.hpp"

namespace hearth {
namespace {

/// A campaign to recruit foster carers. Spending leaves an adstock, which decays and saturates; part of those
/// who answer would have come later anyway.
///
/// \f$ A_t = k A_{t-1} + s_t \f$, \f$ lift = l \cdot A_t / (A_t + h) \f$, with spending s and adstock A for
/// 10,000 adults who live there.
class RecruitmentCampaign final : public Policy {
   public:
    explicit RecruitmentCampaign(Section& config)
        : Policy{config, Amount::or_budget},
          spending_{real_unless_budget(config, "spending", "GBP/month/10,000 adults", {0, 1e6},
                                       "in a month of campaigning; adults are aged 21 to 79")},
          months_on_{static_cast<std::int32_t>(
              config.setting("months_on", 1, {1, 120}, "of a pulsed campaign: months of spending"))},
          months_off_{static_cast<std::int32_t>(config.setting(
              "months_off", 0, {0, 120}, "months without spending that follow; 0: it never pauses"))},
          asks_for_{read_state(config, "asks_for", campaigns_for,
                               "whom the campaign asks for: carers who can take these")},
          finds_{config.real("finds", "1", {0, 1},
                             "share of those who come by it who can do what it asks for, beside those who "
                             "can anyway")},
          keeps_{
              config.real("adstock_keeps", "1", {0, 0.99}, "part of the adstock that is left a month later")},
          half_at_{config.real("half_response", "GBP/10,000 adults", {1, 1e6},
                               "adstock at which half of the highest lift is reached")},
          highest_lift_{config.real("highest_lift", "1", {0, 20},
                                    "most enquiries that a campaign can bring, against the base")},
          brought_forward_{config.real("brought_forward", "1", {0, 1},
                                       "part of its enquiries that would have come later anyway")},
          brought_forward_by_{
              config.real("brought_forward_by", "month", {1, 120}, "how much later, on average")} {}

    void steer(LocalMonth& local) const override {
        const double spends =
            is_on(local.month) ? holds(local) * spending(local.authority, adults_of(local)) : 0;
        auto& adstock = local.own.campaign_adstock();
        adstock = keeps_ * adstock + spends;

        auto& policies = local.own.policies;
        local.account.spend(for_adults(local, spends));
        policies.campaign_lift = adstock > 0 ? highest_lift_ * adstock / (adstock + half_at_) : 0;
        policies.brought_forward = brought_forward_;
        policies.missed = 1 / brought_forward_by_;
        policies.campaign_for = asks_for_;
        policies.campaign_finds = finds_;
    }

   protected:
    bool is_on(Month month) const override {
        const auto since = since_start(month);
        return since >= 0 && since % (months_on_ + months_off_) < months_on_;
    }
    double part_of_months() const override {
        return static_cast<double>(months_on_) / (months_on_ + months_off_);
    }
    std::optional<double> spends_in_full(const Authority& authority, std::size_t row) const override {
        return for_adults(authority.adults, spending(row, authority.adults));
    }

   private:
    static double adults_of(const LocalMonth& local) {
        return local.country.authorities[local.authority].adults;
    }

    /// In a month of campaigning [GBP/month/10,000 adults]. What a year's budget leaves over in months
    /// without spending goes to the others.
    double spending(std::size_t authority, double adults) const {
        if (!has_budget() || adults <= 0) return spending_;
        constexpr double of_adults = 10'000;
        return budget_of(authority) / part_of_months() / adults * of_adults;
    }

    double spending_;
    std::int32_t months_on_;
    std::int32_t months_off_;
    CampaignFor asks_for_;
    double finds_;
    double keeps_;
    double half_at_;
    double highest_lift_;
    double brought_forward_;
    double brought_forward_by_;
};

const RegisterProcess<RecruitmentCampaign> registered{"recruitment_campaign",
                                                      "policy: a campaign to recruit foster carers"};

}  // namespace
}  // namespace hearth
