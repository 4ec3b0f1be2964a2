#include "sim/core/poisson.hpp"
#include "sim/processes/process.hpp"
#include "sim/rules/unaccompanied.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t count_draw = 0, birth_draw = 0, sex_draw = 1, day_draw = 2, facts_draw = 3;

/// Unaccompanied asylum-seeking children arrive and are looked after by the authority they come to: exogenous
/// counts by authority and year, Poisson from month to month.
///
/// Children of a month and authority are numbered, and a higher mean only adds numbers at the end: who comes
/// in any case has the same name and the same luck.
class UnaccompaniedArrivals final : public Process {
   public:
    explicit UnaccompaniedArrivals(Section& config)
        : profile_{config.shared<UnaccompaniedProfile>()},
          follows_history_{config.flag(
              "history", true,
              "years differ as they did, and later ones by chance (levels); false: all as the first")},
          ratio_{config.real("arrivals_ratio", "1", {0, 20}, "arrivals against those of the data table")} {}

    void plan(LocalMonth& local) const override {
        const auto& home = local.country.authorities[local.authority];
        const auto year =
            follows_history_ ? static_cast<std::size_t>((local.month - local.country.start) / 12) : 0;
        const double level = follows_history_
                                 ? local.levels.of_all_ages(Flow::arrivals, local.authority,
                                                            reporting_year(last_day(local.month)))
                                 : 1;
        const double mean =
            home.unaccompanied_by_year[year].arrivals / 12 * ratio_ * level * local.own.policies.arrivals;
        const auto occasion = static_cast<std::uint32_t>(local.month.value);
        const auto arrivals =
            poisson(mean, local.draw.uniform(authority_key(home.number), occasion, count_draw));
        for (std::uint32_t number = 0; number < arrivals; ++number) {
            const auto child =
                unaccompanied_child(home.number, static_cast<std::uint8_t>(month_in_year(local.month)),
                                    year_of(local.month), number);
            local.events.push_back({day_in(local.month, local.draw.uniform(child, 0, day_draw)),
                                    EventKind::arrives, local.authority, Arrival{child}});
        }
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::arrives};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto child = event.as<Arrival>().child;
        const auto [of_age, of_day] = now.draw.uniform_pair(child, 0, birth_draw);
        const int age = profile_.age(of_age);
        // The last birthday was on a day of the past year; a child of 17 turns 18 tomorrow at the earliest.
        const Day latest = birthday(event.day, -age);
        const Day born = latest - static_cast<std::int32_t>(of_day * 364);
        const auto sex = profile_.sex(now.draw.uniform(child, 0, sex_draw));
        const auto [of_need, of_ethnicity] = now.draw.uniform_pair(child, 0, facts_draw);
        const Circumstances circumstances{profile_.ethnicity(of_ethnicity), profile_.need(of_need),
                                          LegalStatus::V2};
        const auto row = now.population.arrive(event.authority, child, born, sex, circumstances, event.day);
        now.begin_care(event, {child, row});
        return true;
    }

   private:
    UnaccompaniedProfile profile_;
    bool follows_history_;
    double ratio_;
};

const RegisterProcess<UnaccompaniedArrivals> registered{
    "unaccompanied_arrivals", "unaccompanied asylum-seeking children starting to be looked after"};

}  // namespace
}  // namespace hearth
