#include <algorithm>
#include <vector>

#include "sim/core/poisson.hpp"
#include "sim/processes/process.hpp"

namespace hearth {
namespace {

constexpr std::uint32_t chosen_draw = 0, days_draw = 1, whereto_draw = 2, count_draw = 3, day_draw = 4;

/// What is arranged for a child.
struct Arranged {
    static constexpr std::string_view table = "national_transfer_scheme";
    using Beside = ChildInCare;

    Day on = open_ended;

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"on", &Arranged::on, "day",
                                     "day on which another authority takes over; without end if none does"}};
    }
};

/// Unaccompanied children are moved from the authorities in which they arrive to others, which take over
/// their care: it ends in the one (E3), and starts in the other on the same day.
///
/// Who is transferred is a share of those who arrive, by authority and year, and to whom is in proportion to
/// whom others' care is taken over by. Where a run has a part of the nation, children go to authorities
/// outside it and come from there.
class NationalTransferScheme final : public Process {
   public:
    explicit NationalTransferScheme(Section& config)
        : ratio_{config.real("transfers_ratio", "1", {0, 20},
                             "children transferred, as a share of those who arrive, against the data table; "
                             "0: nobody is")},
          mean_days_{
              config.real("days_to_transfer", "day", {1, 365}, "mean days from arrival to the transfer")} {}

    void prepare(const Country& country) override {
        here_.assign(country.transfers.size(), {});
        for (std::size_t year = 0; year < here_.size(); ++year)
            for (const auto& authority : country.authorities) {
                const auto& known = of_year(authority, year);
                here_[year].out += known.transferred_out;
                here_[year].in.push_back(known.transferred_in);
                here_[year].into += known.transferred_in;
            }
    }

    /// Those whose day has come, and those who come from authorities that are not in the run.
    void plan(LocalMonth& local) const override {
        const Day from = first_day(local.month), to = last_day(local.month);
        const auto& arranged = local.own.beside<Arranged>();
        const auto& roster = local.own.in_care;
        for (auto row = first_unaccompanied(roster); row < roster.size(); ++row)
            if (arranged[row].on >= from && arranged[row].on <= to)
                local.events.push_back({arranged[row].on, EventKind::is_transferred, local.authority,
                                        OfChild{.child = roster[row].child, .row = row}});
        plan_from_outside(local);
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::care_began};
        return kinds;
    }

    void hear(const Event& began, Moment& now) const override {
        const auto [child, row] = began.as<OfChild>();
        if (!has_arrived_here(child) || fields_of(child).number >= most_transferable) return;
        const auto& country = now.population.country();
        const auto& known = of_year(country.authorities[began.authority], year_of(country, began.day));
        if (known.arrivals <= 0) return;
        const double share = std::min(1.0, ratio_ * known.transferred_out / known.arrivals);
        if (now.draw.uniform(child, 0, chosen_draw) >= share) return;
        // Not on the day of arrival, and not later than anybody could be a child.
        const double wait = now.draw.exponential(child, 0, days_draw) * mean_days_;
        const Day on = began.day + 1 + static_cast<std::int32_t>(std::min(wait, 18 * days_per_year));
        now.population.beside<Arranged>(began.authority)[row].on = on;
        if (on <= now.calendar.last())
            now.calendar.add({on, EventKind::is_transferred, began.authority, OfChild{child, row}});
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::is_transferred};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto row = event.as<OfChild>().row;
        const auto child = now.population.local(event.authority).in_care[row];
        if (child.status != CareStatus::looked_after) return false;
        const auto to = destination(event, now);
        now.population.leave_care(event.authority, row, LeavingReason::other_authority, event.day);
        if (!to) return true;
        const auto key = transferred_child(child.child, now.population.country().authorities[*to].number);
        const auto there = now.population.arrive(*to, key, child.born, child.sex,
                                                 {child.ethnicity, child.need, LegalStatus::V2}, event.day);
        now.calendar.add({event.day, EventKind::care_began, *to, OfChild{key, there}});
        return true;
    }

   private:
    /// What authorities of the run do together in a year.
    struct Here {
        std::vector<double> in;  ///< by authority
        double into = 0, out = 0;
    };

    static const UnaccompaniedYear& of_year(const Authority& authority, std::size_t year) {
        return authority.unaccompanied_by_year[std::min(year, authority.unaccompanied_by_year.size() - 1)];
    }
    static std::size_t year_of(const Country& country, Day day) {
        return static_cast<std::size_t>((month_of(day) - country.start) / 12);
    }

    /// An authority of the run, or nothing: one outside it.
    std::optional<std::uint16_t> destination(const Event& event, const Moment& now) const {
        const auto& country = now.population.country();
        const auto year = std::min(year_of(country, event.day), here_.size() - 1);
        const auto& here = here_[year];
        std::vector<double> weights = here.in;
        weights[event.authority] = 0;
        weights.push_back(std::max(0.0, country.transfers[year] - here.into));
        const double uniform = now.draw.uniform(event.as<OfChild>().child, 0, whereto_draw);
        const auto chosen = pick(uniform, weights);
        if (chosen == here.in.size() || weights[chosen] <= 0) return std::nullopt;
        return static_cast<std::uint16_t>(chosen);
    }

    void plan_from_outside(LocalMonth& local) const {
        const auto& home = local.country.authorities[local.authority];
        const auto year = year_of(local.country, first_day(local.month));
        if (year >= here_.size() || local.country.transfers[year] <= 0) return;
        const double outside = 1 - std::min(1.0, here_[year].out / local.country.transfers[year]);
        const double level =
            local.levels.of_all_ages(Flow::arrivals, local.authority, reporting_year(last_day(local.month)));
        // A surge elsewhere is taken to be like that here.
        const double mean =
            of_year(home, year).transferred_in / 12 * outside * ratio_ * level * local.own.policies.arrivals;
        const auto occasion = static_cast<std::uint32_t>(local.month.value);
        const auto come = poisson(mean, local.draw.uniform(authority_key(home.number), occasion, count_draw));
        for (std::uint32_t number = 0; number < come; ++number) {
            const auto cell =
                static_cast<std::uint8_t>(month_in_year(local.month) + transferred_from_outside_cells);
            const auto child = unaccompanied_child(home.number, cell, hearth::year_of(local.month), number);
            local.events.push_back({day_in(local.month, local.draw.uniform(child, 0, day_draw)),
                                    EventKind::arrives, local.authority, Arrival{child}});
        }
    }

    double ratio_;
    double mean_days_;
    std::vector<Here> here_;  ///< by year of the run
};

const RegisterProcess<NationalTransferScheme> registered{
    "national_transfer_scheme", "unaccompanied children whose care another authority takes over"};

}  // namespace
}  // namespace hearth
