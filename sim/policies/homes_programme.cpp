#include "sim/core/poisson.hpp"
#include "sim/policies/policy.hpp"

namespace hearth {
namespace {

/// Draws about an authority in a month, and about a home.
constexpr std::uint32_t count_draw = 0, day_draw = 1;
/// Numbers of homes of the programme, beyond those of the market's own in the same month.
constexpr std::uint32_t first_number = 1U << 15U;

/// Local authorities build children's homes. What opens is like any home that opens, and may close again.
class HomesProgramme final : public Policy {
   public:
    explicit HomesProgramme(Section& config)
        : Policy{config},
          homes_{config.real("homes", "homes/year/1,000 children looked after", {0, 100},
                             "that open, for children looked after on the first day")},
          cost_{config.real("cost", "GBP/home", {0, 1e8},
                            "to build and register a home, paid when it opens")} {}

    void plan(LocalMonth& local) const override {
        const double done = holds(local);
        if (done <= 0) return;
        constexpr double children = 1000, months_per_year = 12;
        const auto& here = local.country.authorities[local.authority];
        const auto occasion = static_cast<std::uint32_t>(local.month.value);
        const double expected =
            done * homes_ * static_cast<double>(here.in_care.size()) / children / months_per_year;
        const auto count =
            poisson(expected, local.draw.uniform(authority_key(here.number), occasion, count_draw));
        for (std::uint32_t number = 0; number < count; ++number) {
            constexpr auto sector = static_cast<std::size_t>(Sector::local_authority);
            const auto key =
                newcomer_key<HomeKey>(KeyKind::home, here.number, sector, local.month, first_number + number);
            const Day day = day_in(local.month, local.draw.uniform(key, 0, day_draw));
            local.events.push_back(
                {day, EventKind::home_opens, local.authority, OfHome{.home = key, .row = no_row}});
        }
        local.account.spend(count * cost_);
    }

   protected:
    std::string price() const override { return pounds(cost_) + " for each home that opens"; }
    std::string depends_on() const override { return "how many do"; }

   private:
    double homes_;
    double cost_;
};

const RegisterProcess<HomesProgramme> registered{"homes_programme",
                                                 "policy: local authorities build children's homes"};

}  // namespace
}  // namespace hearth
