#include <array>
#include <optional>

#include "sim/core/clock.hpp"
#include "sim/processes/moving_out.hpp"
#include "sim/rules/carer_strain.hpp"
#include "sim/rules/foster_carers.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t clock_draw = 32, transfer_draw = 34, agency_draw = 35, guardian_draw = 36,
                        decided_draw = 37, empty_draw = 38;

constexpr DurationBands<4> tenure{{0, 730, 1826, 3652}};
constexpr std::array<std::string_view, 4> tenure_labels{"under_2_years", "2_to_5_years", "5_to_10_years",
                                                        "10_years_or_more"};
/// Bands of age as durations since birth [days].
constexpr DurationBands<5> elder_age{{0, 14610, 18263, 21915, 25568}};
/// Empty for longer than this, carers ask themselves what for [days].
constexpr std::int32_t long_empty = 182;

/// Foster carers stop: by how long they have fostered, what weighs on them, whether they have a child at all.
/// Who decides to stop takes nobody more, and goes when the last child has left; whoever is still there when
/// the time is up has to move.
class FosterRetention final : public Process {
   public:
    explicit FosterRetention(Section& config)
        : hazard_{config.row("hazard", "1/month", {"since approval", tenure_labels}, {0, 1},
                             "hazard that a household on which nothing weighs decides to stop")},
          ratio_{config.real("hazard_ratio", "1", {0, 10}, "the same, all households")},
          by_agency_{config.row("agency_ratio", "1", {"agency", agencies.names}, {0, 10},
                                "the same, by kind of agency")},
          by_age_{config.row("age_ratio", "1", {"age", carer_ages}, {0, 10},
                             "the same, by age of the elder of the carers")},
          log_strain_{maths::log(config.real("strain_ratio", "1", {1, 20},
                                             "hazard for each disruption that still weighs on the carers"))},
          strain_{config.shared<CarerStrain>()},
          occupied_{config.real("occupied_ratio", "1", {0, 10},
                                "hazard of a household that has a child, against one that has none")},
          empty_{config.real("empty_ratio", "1", {0, 10},
                             "hazard of a household that has had no child for half a year")},
          notice_{static_cast<std::int32_t>(
              config.integer("stays_at_most", "day", {0, 3650},
                             "after this time the children of those who stop have to move"))},
          guardians_{config.real("guardians_stop", "1", {0, 1},
                                 "share of carers who stop when a child of theirs leaves care under special "
                                 "guardianship, as its guardians")},
          adopters_{config.real("adopters_stop", "1", {0, 1}, "the same when a child of theirs is adopted")},
          transfer_{config.row("transfer_hazard", "1/month", {"agency", agencies.names}, {0, 1},
                               "hazard that an empty household goes over to the other kind of agency")} {}

    void prepare(const Country& country) override { carers_.emplace(country.carers); }

    void begin(FirstMonth& local) const override {
        const Day first = first_day(local.month);
        for (std::uint32_t row = 0; row < local.own.households.size(); ++row) {
            const auto& household = local.own.households[row];
            local.own.leaving_clock(row) = clock_of(household.key, local.draw);
            if (!is_fostering(household)) continue;
            if (household.filled == 0) {
                const double emptied = local.draw.exponential(household.key, 0, empty_draw) * long_empty;
                local.before.empty(
                    row, std::max(household.approved, first - 1 - static_cast<std::int32_t>(emptied)));
            } else {
                let_retire(row, local, first);
            }
        }
    }

    void plan(LocalMonth& local) const override {
        const auto& households = local.own.households;
        const Day first = first_day(local.month), last = last_day(local.month);
        const auto occasion = static_cast<std::uint32_t>(local.month.value);
        const std::array goes_over{probability(PerMonth{transfer_[0]}).value,
                                   probability(PerMonth{transfer_[1]}).value};
        for (std::uint32_t row = 0; row < households.size(); ++row) {
            const auto& household = households[row];
            if (household.left != open_ended || household.approved == open_ended) continue;
            if (household.retires_by != open_ended) {
                if (household.filled == 0) plan_change(local, row, EventKind::carer_stops, first);
                continue;
            }
            const auto rate = hazard(household, local.own.policies, first - 1);
            const auto day =
                run_clock(local.own.leaving_clock(row), first - 1, last, household.approved, tenure,
                          [&](std::size_t band) { return PerMonth{hazard_[band] * rate}; });
            if (day) {
                plan_change(local, row, EventKind::carer_retires, *day);
                continue;
            }
            const double within_the_month = goes_over[household.provider == Provider::own ? 0 : 1];
            if (household.filled > 0 || within_the_month <= 0) continue;
            const auto [chance, when] = local.draw.uniform_pair(household.key, occasion, transfer_draw);
            if (chance >= within_the_month) continue;
            plan_change(local, row, EventKind::carer_transfers, day_in(local.month, when));
        }
        move_out(local, ChangeReason::CREQO,
                 [](const FosterHousehold& household) { return household.retires_by; });
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::carer_stops, EventKind::carer_retires,
                                          EventKind::carer_transfers};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto row = event.as<OfHousehold>().row;
        const auto& household = now.population.local(event.authority).households[row];
        const bool is_empty = household.filled == 0;
        if (event.kind() == EventKind::carer_retires && is_fostering(household)) {
            stop(event.authority, row, event.day, now.population);
        } else if (event.kind() == EventKind::carer_stops && household.left == open_ended && is_empty) {
            now.population.stop_fostering(event.authority, row, event.day);
        } else if (event.kind() == EventKind::carer_transfers && is_fostering(household) && is_empty) {
            go_over(event, now);
        } else {
            return false;
        }
        return true;
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::carer_is_approved, EventKind::leaves_care};
        return kinds;
    }

    void hear(const Event& event, Moment& now) const override {
        if (event.kind() == EventKind::leaves_care) {
            keep_child(event, now);
        } else {
            const auto& carers = event.as<OfHousehold>();
            now.population.leaving_clock(event.authority, carers.row) = clock_of(carers.household, now.draw);
        }
    }

    /// The enquiries before the first day come by word of mouth of all carers, those included who stop soon.
    std::span<const std::string_view> after() const override {
        static constexpr std::array<std::string_view, 1> names{"foster_recruitment"};
        return names;
    }

   private:
    static double clock_of(HouseholdKey household, const Draws& draw) {
        return draw.exponential(household, 0, clock_draw);
    }

    /// Some have decided before the first day, and children are still there.
    void let_retire(std::uint32_t row, FirstMonth& local, Day first) const {
        const auto& household = local.own.households[row];
        const auto [of_chance, of_time] = local.draw.uniform_pair(household.key, 0, decided_draw);
        const auto band = tenure.band(first - household.approved);
        const double months = notice_ / days_per_month;
        const auto chance =
            probability(PerMonth{hazard_[band] * hazard(household, local.own.policies, first - 1)}, months);
        if (of_chance < chance.value)
            local.before.retire(row, first + static_cast<std::int32_t>(of_time * notice_));
    }

    static void plan_change(LocalMonth& local, std::uint32_t row, KindOf<OfHousehold> what, Day day) {
        local.events.push_back({day, what, local.authority,
                                OfHousehold{.household = local.own.households[row].key, .row = row}});
    }

    /// Against the hazard by time since approval.
    double hazard(const FosterHousehold& household, const Policies& policies, Day today) const {
        const auto agency = household.provider == Provider::own ? 0U : 1U;
        double ratio = ratio_ * policies.leaving[agency] *
                       (household.supported != 0 ? policies.supported_leaving : 1) * by_agency_[agency] *
                       by_age_[elder_age.band(today - household.born)];
        const double strain = strain_.on(household, today);
        if (strain > 0) ratio *= maths::exp(log_strain_ * strain);
        const bool is_long_empty = household.filled == 0 && today - household.empty_since > long_empty;
        return ratio * (household.filled > 0 ? occupied_ : is_long_empty ? empty_ : 1);
    }

    /// At once if nobody is there, else when the last child has left.
    void stop(std::uint16_t authority, std::uint32_t row, Day day, Population& population) const {
        if (population.local(authority).households[row].filled == 0) {
            population.stop_fostering(authority, row, day);
        } else {
            population.retire(authority, row, day + notice_);
        }
    }

    /// A child leaves care from mainstream carers to special guardians or adopters: some of the carers are
    /// these, and foster no more.
    void keep_child(const Event& event, Moment& now) const {
        const auto& child = now.population.local(event.authority).in_care[event.as<OfChild>().row];
        if (child.previous_row == no_row) return;
        const auto& placement = now.population.placements()[child.previous_row];
        const double share = placement.left == LeavingReason::special_guardianship ? guardians_
                             : placement.left == LeavingReason::adopted            ? adopters_
                                                                                   : 0;
        const bool may_stay = placement.kind == PlacementKind::foster && placement.provider_row != no_row &&
                              placement.ended == event.day && share > 0;
        if (!may_stay) return;
        const auto& household =
            now.population.local(placement.provider_authority).households[placement.provider_row];
        const auto occasion = static_cast<std::uint32_t>(event.day.value);
        const bool stops = now.draw.uniform(child.child, occasion, guardian_draw) < share;
        if (stops && is_fostering(household))
            stop(placement.provider_authority, placement.provider_row, event.day, now.population);
    }

    void go_over(const Event& event, Moment& now) const {
        const auto row = event.as<OfHousehold>().row;
        const auto& household = now.population.local(event.authority).households[row];
        const auto region = now.population.country().authorities[event.authority].region;
        const auto occasion = static_cast<std::uint32_t>(event.day.value);
        const auto [agency, provider] =
            household.provider == Provider::own
                ? carers_->agency(region, now.draw.uniform_pair(household.key, occasion, agency_draw))
                : FosterCarers::in_house;
        now.population.transfer(event.authority, row, agency, provider, event.day);
    }

    std::vector<double> hazard_;
    double ratio_;
    std::vector<double> by_agency_;
    std::vector<double> by_age_;
    double log_strain_;
    CarerStrain strain_;
    double occupied_;
    double empty_;
    std::int32_t notice_;
    double guardians_;
    double adopters_;
    std::vector<double> transfer_;
    std::optional<FosterCarers> carers_;
};

const RegisterProcess<FosterRetention> registered{"foster_retention",
                                                  "foster carers who stop, or change their agency"};

}  // namespace
}  // namespace hearth
