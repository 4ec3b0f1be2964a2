#include <optional>

#include "sim/core/poisson.hpp"
#include "sim/processes/process.hpp"
#include "sim/rules/enquiries.hpp"
#include "sim/rules/foster_carers.hpp"

namespace hearth {
namespace {

/// Draws about an authority in a month: by agency and source, then by agency, source and wait.
constexpr std::uint32_t enquiries_draw = 0, wait_draw = 64;
/// Draws about a household that applies.
constexpr std::uint32_t decided_draw = 64, day_draw = 65, target_draw = 66;
/// Numbers of those whom a campaign has brought, beyond the others of the same month.
constexpr std::uint32_t campaign_number = 1U << 15U;

/// People ask about fostering, some apply, some of these are approved: a household exists from its
/// application on.
class FosterRecruitment final : public Process {
   public:
    explicit FosterRecruitment(Section& config)
        : enquiries_{config},
          assessment_shortest_{config.real("assessment_shortest", "month", {0, 60},
                                           "shortest time from application to approval")},
          assessment_beyond_{config.real("assessment_beyond", "month", {0.01, 60},
                                         "mean time to approval beyond the shortest")},
          withdrawal_{config.real("withdrawal_hazard", "1/month", {0, 5},
                                  "hazard that an applicant withdraws or is turned down")} {}

    void prepare(const Country& country) override {
        enquiries_.prepare(country);
        carers_.emplace(country.carers);
    }

    /// Applicants who are being assessed, and enquiries of the last months that will become applications.
    void begin(FirstMonth& local) const override {
        constexpr int months_back = 24;
        const Month first = local.month;
        const auto& here = local.country.authorities[local.authority];
        const auto satisfied = enquiries_.satisfied(local.own.households, first_day(first) - 1);
        for (int back = months_back; back >= 1; --back) {
            const Month month = first + (-back);
            enquire(local, month, expected_enquiries(local, month, satisfied));
            for_each_application(local, month, [&](HouseholdKey key) {
                auto applicant = assessed(key, here, application_day(key, month, local.draw), {}, local.draw);
                if (applicant.decided_on >= first_day(first)) local.before.apply(applicant);
            });
        }
        local.own.recruit().enquiries = {};
    }

    void plan(LocalMonth& local) const override {
        const auto satisfied = enquiries_.satisfied(local.own.households, first_day(local.month) - 1);
        enquire(local, local.month, expected_enquiries(local, local.month, satisfied));
        for_each_application(local, local.month, [&](HouseholdKey key) {
            local.events.push_back({application_day(key, local.month, local.draw), EventKind::carer_applies,
                                    local.authority, OfHousehold{.household = key, .row = no_row}});
        });
        for (std::uint32_t row = 0; row < local.own.households.size(); ++row) {
            const auto& household = local.own.households[row];
            const bool is_applicant = household.approved == open_ended && household.left == open_ended;
            if (!is_applicant || household.decided_on > last_day(local.month)) continue;
            local.events.push_back(decision(household, local.authority, row));
        }
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::carer_applies, EventKind::carer_is_approved,
                                          EventKind::carer_withdraws};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto row = event.as<OfHousehold>().row;
        if (event.kind() == EventKind::carer_applies) {
            apply(event, now);
        } else if (event.kind() == EventKind::carer_is_approved) {
            now.population.approve(event.authority, row, event.day);
        } else {
            now.population.withdraw(event.authority, row, event.day);
        }
        return true;
    }

   private:
    void apply(const Event& event, Moment& now) const {
        const auto& authority = now.population.country().authorities[event.authority];
        const auto& policies = now.population.local(event.authority).policies;
        const auto key = event.as<OfHousehold>().household;
        const auto applicant = assessed(key, authority, event.day, policies, now.draw);
        const auto row = now.population.apply(event.authority, applicant);
        if (applicant.decided_on <= now.calendar.last())
            now.calendar.add(decision(applicant, event.authority, row));
    }

    using Expected = std::array<std::array<double, enquiry_sources.size()>, agency_count>;

    /// Of a month, by agency and source; what a campaign has brought forward is missing from the base.
    Expected expected_enquiries(LocalMonth& local, Month month, const Enquiries::ByAgency& satisfied) const {
        auto& memory = local.own.recruit();
        const auto& policies = local.own.policies;
        const int year = reporting_year(first_day(month));
        const auto base = enquiries_.base(local.authority, year);
        const auto by_mouth = enquiries_.word_of_mouth(satisfied, year);
        Expected expected{};
        for (std::size_t agency = 0; agency < agency_count; ++agency) {
            auto& owed = memory.brought_forward[agency];
            const double missed = std::min(base[agency], owed * policies.missed);
            const double by_campaign = base[agency] * policies.campaign_lift;
            const double taken = by_campaign * policies.brought_forward;
            owed += taken - missed;
            memory.brought_forward_so_far += taken;
            memory.missed_so_far += missed;
            expected[agency] = {base[agency] - missed, by_mouth[agency], by_campaign};
        }
        return expected;
    }

    /// Draws the enquiries of a month and the applications that will come of them.
    void enquire(LocalMonth& local, Month month, const Expected& expected) const {
        auto& memory = local.own.recruit();
        const auto key = authority_key(local.country.authorities[local.authority].number);
        const auto occasion = static_cast<std::uint32_t>(month.value);
        const auto& wait = enquiries_.wait_to_apply();
        for (std::uint32_t agency = 0; agency < agency_count; ++agency) {
            for (std::uint32_t source = 0; source < enquiry_sources.size(); ++source) {
                constexpr auto sources = static_cast<std::uint32_t>(enquiry_sources.size());
                const auto cell = agency * sources + source;
                const auto count = poisson(expected[agency][source],
                                           local.draw.uniform(key, occasion, enquiries_draw + cell));
                memory.enquiries[agency][source] = count;
                const double applying =
                    count *
                    enquiries_.applies(static_cast<Agency>(agency), static_cast<EnquirySource>(source),
                                       reporting_year(first_day(month))) *
                    local.own.policies.applying;
                auto& due = memory.applications_due[agency][is_of_campaign(source) ? 1 : 0];
                for (std::uint32_t months = 0; months < wait.size(); ++months) {
                    const double uniform = local.draw.uniform(
                        key, occasion,
                        wait_draw + cell * static_cast<std::uint32_t>(longest_wait_to_apply) + months);
                    due.in(month + static_cast<std::int32_t>(months)) +=
                        poisson(applying * wait[months], uniform);
                }
            }
        }
    }

    static bool is_of_campaign(std::uint32_t source) {
        return static_cast<EnquirySource>(source) == EnquirySource::campaign;
    }
    /// Those whom a campaign has brought have keys of their own, so that it changes nobody else.
    static bool is_of_campaign(HouseholdKey key) { return (fields_of(key).number & campaign_number) != 0; }

    /// Calls `apply(key)` for each of those whose application is due, who are due no longer.
    template <class Apply>
    static void for_each_application(LocalMonth& local, Month month, Apply apply) {
        const auto authority = local.country.authorities[local.authority].number;
        for (std::size_t agency = 0; agency < agency_count; ++agency) {
            for (const std::uint32_t first : {0U, campaign_number}) {
                const auto count =
                    local.own.recruit().applications_due[agency][first == 0 ? 0 : 1].take(month);
                for (std::uint32_t number = 0; number < count; ++number) {
                    apply(newcomer_key<HouseholdKey>(KeyKind::foster_household, authority, agency, month,
                                                     first + number));
                }
            }
        }
    }

    static Day application_day(HouseholdKey key, Month month, const Draws& draw) {
        return day_in(month, draw.uniform(key, 0, day_draw));
    }

    /// An applicant, and what will be decided: approval at the end of the assessment, unless it withdraws
    /// before. A shorter assessment therefore loses fewer.
    FosterHousehold assessed(HouseholdKey key, const Authority& authority, Day day, const Policies& policies,
                             const Draws& draw) const {
        auto applicant = carers_->applicant(key, authority, day, draw);
        if (is_of_campaign(key) && draw.uniform(key, 0, target_draw) < policies.campaign_finds)
            can_do(applicant, policies.campaign_for);
        const auto [of_time, of_withdrawal] = draw.uniform_pair(key, 0, decided_draw);
        const double approved_after =
            policies.assessment * (assessment_shortest_ - maths::log(1 - of_time) * assessment_beyond_);
        const double withdraws_after =
            withdrawal_ > 0 ? -maths::log(1 - of_withdrawal) / withdrawal_ : approved_after + 1;
        applicant.withdraws = withdraws_after < approved_after ? 1 : 0;
        const double months = std::min(approved_after, withdraws_after);
        applicant.decided_on = day + 1 + static_cast<std::int32_t>(months * days_per_month);
        return applicant;
    }

    /// What a campaign has asked for.
    static void can_do(FosterHousehold& applicant, CampaignFor what) {
        constexpr auto two = std::uint8_t{2};
        if (what == CampaignFor::teenagers) {
            for (const auto age : {AgeBand::from_10_to_15, AgeBand::from_16})
                applicant.ages |= static_cast<std::uint8_t>(1U << static_cast<unsigned>(age));
        } else if (what == CampaignFor::sibling_groups) {
            applicant.places = std::max(applicant.places, two);
            applicant.bedrooms = std::max(applicant.bedrooms, two);
            applicant.siblings = 1;
        }
    }

    static Event decision(const FosterHousehold& applicant, std::uint16_t authority, std::uint32_t row) {
        constexpr KindOf<OfHousehold> withdraws = EventKind::carer_withdraws,
                                      is_approved = EventKind::carer_is_approved;
        return {applicant.decided_on, applicant.withdraws != 0 ? withdraws : is_approved, authority,
                OfHousehold{.household = applicant.key, .row = row}};
    }

    Enquiries enquiries_;
    double assessment_shortest_;
    double assessment_beyond_;
    double withdrawal_;
    std::optional<FosterCarers> carers_;
};

const RegisterProcess<FosterRecruitment> registered{"foster_recruitment",
                                                    "people who ask about fostering, apply and are approved"};

}  // namespace
}  // namespace hearth
