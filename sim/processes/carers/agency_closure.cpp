#include <fmt/format.h>

#include <algorithm>

#include "sim/processes/moving_out.hpp"

namespace hearth {
namespace {

/// An independent fostering agency closes overnight: its households foster no more, and every child who lives
/// in one has to be moved that day.
class AgencyClosure final : public Process {
   public:
    explicit AgencyClosure(Section& config)
        : agency_{static_cast<std::uint16_t>(
              config.integer("agency", "1", {1, 999}, "number of the agency; 1 is the largest"))},
          closes_{config.month("start", std::nullopt, "closes on the first day of this month, YYYY-MM")
                      .value_or(Month{})} {}

    std::optional<Month> starts() const override { return closes_; }

    void prepare(const Country& country) override {
        if (closes_ < country.start) {
            throw ConfigError{
                {{{.file = "agency_closure.start"},
                  fmt::format("{} is before the run, whose first month is {}. Take a later month",
                              to_text(closes_), to_text(country.start))}}};
        }
        const bool exists = std::any_of(
            country.authorities.begin(), country.authorities.end(), [this](const Authority& authority) {
                return std::any_of(
                    authority.households.begin(), authority.households.end(),
                    [this](const FosterHousehold& household) { return household.agency == agency_; });
            });
        if (!exists) {
            throw ConfigError{{{{.file = "agency_closure.agency"},
                                fmt::format("no foster household is with agency {} in the areas of this run. "
                                            "Take 1 to 6, the largest?",
                                            agency_)}}};
        }
    }

    void plan(LocalMonth& local) const override {
        if (local.month != closes_) return;
        const Day day = first_day(local.month);
        const auto& households = local.own.households;
        for (std::uint32_t row = 0; row < households.size(); ++row) {
            if (households[row].agency != agency_) continue;
            local.events.push_back({day, EventKind::agency_closes, local.authority,
                                    OfHousehold{.household = households[row].key, .row = row}});
        }
        move_out(local, ChangeReason::CLOSE, [&](const FosterHousehold& household) {
            return household.agency == agency_ ? day : open_ended;
        });
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::agency_closes};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto row = event.as<OfHousehold>().row;
        const auto& household = now.population.local(event.authority).households[row];
        if (household.left != open_ended) return false;  // for reasons of its own, this morning or before
        now.population.stop_fostering(event.authority, row, event.day);
        return true;
    }

   private:
    std::uint16_t agency_;
    Month closes_;
};

const RegisterProcess<AgencyClosure> registered{"agency_closure",
                                                "an independent fostering agency that closes"};

}  // namespace
}  // namespace hearth
