#include <optional>

#include "sim/config/read_state.hpp"
#include "sim/core/clock.hpp"
#include "sim/core/poisson.hpp"
#include "sim/processes/moving_out.hpp"
#include "sim/rules/home_openings.hpp"

namespace hearth {
namespace {

/// Draws about an authority in a month: decisions by sector, then by sector and number of the decision.
constexpr std::uint32_t decisions_draw = 0, wait_draw = 1024;
/// Draws about a home.
constexpr std::uint32_t day_draw = 66, clock_draw = 67;

/// The hazard of giving notice does not depend on how long the home has been there.
constexpr DurationBands<1> any_time{{0}};

/// Whose homes make up one market, with one occupancy and one price.
enum class MarketArea : std::uint8_t { region, nation };
constexpr StateNames<MarketArea, 2> market_areas{{"region", "nation"}};

/// Children's homes open and close. Full homes raise prices; full homes and high prices have more homes
/// opened, a year or so later; homes that stand empty close. Secure homes neither open nor close.
class HomesMarket final : public Process {
   public:
    explicit HomesMarket(Section& config)
        : openings_{config},
          area_{read_state(config, "market", market_areas,
                           "whose homes make up one market, with one occupancy and one price")},
          normal_{config.real("normal_occupancy", "1", {0.01, 1},
                              "share of usable places filled at which prices stay as they are")},
          memory_months_{config.real("occupancy_memory", "month", {1, 60},
                                     "over which occupancy is smoothed, the market's and a home's own")},
          occupancy_elasticity_{
              config.real("occupancy_elasticity", "1", {0, 100},
                          "openings change by exp(elasticity * (occupancy - normal)); 0 switches this off")},
          price_response_{config.real("price_response", "1/month", {0, 10},
                                      "growth of real prices for each whole of occupancy above normal; 0 "
                                      "switches this off")},
          price_elasticity_{
              config.real("price_elasticity", "1", {0, 20},
                          "openings change by the price ratio to this power; 0 switches this off")},
          closing_{config.row("closing_hazard", "1/month", {"sector", sectors.names}, {0, 1},
                              "hazard that a home at normal occupancy gives notice")},
          log_empty_{
              maths::log(config.real("empty_ratio", "1", {1, 100},
                                     "the same of a home that has long stood empty, against one at normal "
                                     "occupancy; 1 switches this off"))},
          notice_{static_cast<std::int32_t>(
              config.integer("closing_notice", "day", {31, 365},
                             "after this time the home closes and its children have to move"))} {}

    void prepare(const Country& country) override { openings_.prepare(country); }

    /// Occupancy as it is; homes that have given notice and not closed yet; homes decided on, at normal
    /// occupancy, that have not opened yet.
    void begin(FirstMonth& local) const override {
        const auto& market = *local.own.homes_market;
        local.own.set_market(occupancy(local).value_or(normal_), market.price_ratio);
        const Day eve = first_day(local.month) - 1;
        for (std::uint32_t row = 0; row < local.own.homes.size(); ++row) {
            local.own.set_occupancy(row, market.occupancy);
            local.own.closing_clock(row) = clock_of(local.own.homes[row].key, local.draw);
            if (const auto day = gives_notice(local.own, row, eve - notice_, eve))
                local.before.give_notice(row, *day + notice_);
        }
        for (int back = openings_.longest_wait(); back >= 1; --back) decide(local, local.month + (-back), 1);
    }

    void plan(LocalMonth& local) const override {
        const auto& market = *local.own.homes_market;
        double smoothed = market.occupancy;
        if (const auto now = occupancy(local)) smoothed += (*now - smoothed) / memory_months_;
        local.own.set_market(smoothed,
                             market.price_ratio * maths::exp(price_response_ * (smoothed - normal_)));
        decide(local, local.month, answer(market));
        open(local);
        close(local);
        move_out_of_closing_homes(local);
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::home_opens, EventKind::home_gives_notice};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto& [key, row] = event.as<OfHome>();
        if (event.kind() == EventKind::home_opens) {
            const auto& authority = now.population.country().authorities[event.authority];
            auto home = openings_.home(key, authority, event.day, now.draw);
            home.occupancy = static_cast<float>(normal_);
            home.closing_clock = clock_of(home.key, now.draw);
            now.population.open_home(event.authority, home);
        } else {
            now.population.close_home(event.authority, row, event.day + notice_);
        }
        return true;
    }

   private:
    /// Share of the usable places of the whole market that are filled; nothing where there are none.
    std::optional<double> occupancy(const LocalMonth& local) const {
        const auto& authorities = local.country.authorities;
        const auto region = authorities[local.authority].region;
        std::int64_t usable = 0, filled = 0;
        for (std::size_t row = 0; row < authorities.size(); ++row) {
            if (area_ == MarketArea::region && authorities[row].region != region) continue;
            const auto& places = local.everybody.local(row).homes_market->places;
            usable += places.usable;
            filled += places.filled;
        }
        if (usable == 0) return std::nullopt;
        return static_cast<double>(filled) / static_cast<double>(usable);
    }

    /// Decisions to open a home, against those at normal occupancy and the first day's prices.
    ///
    /// \f$ e^{\epsilon (o - o_n)} p^{\eta} \f$, with occupancy o, its normal value, and the price ratio p.
    double answer(const MarketOfHomes& market) const {
        return maths::exp(occupancy_elasticity_ * (market.occupancy - normal_) +
                          price_elasticity_ * maths::log(market.price_ratio));
    }

    /// Homes that somebody decides on in a month, and when they will open.
    void decide(LocalMonth& local, Month month, double ratio) const {
        const auto key = authority_key(local.country.authorities[local.authority].number);
        const auto occasion = static_cast<std::uint32_t>(month.value);
        for (std::uint32_t sector = 0; sector < sectors.size(); ++sector) {
            const auto decided = poisson(ratio * openings_.expected(local.authority, sector),
                                         local.draw.uniform(key, occasion, decisions_draw + sector));
            for (std::uint32_t number = 0; number < decided; ++number) {
                const auto draw = wait_draw + number * static_cast<std::uint32_t>(sectors.size()) + sector;
                const Month opens = month + openings_.months_to_open(local.draw.uniform(key, occasion, draw));
                if (opens >= local.month) ++local.own.opening_due(sector).in(opens);
            }
        }
    }

    void open(LocalMonth& local) const {
        const auto& here = local.country.authorities[local.authority];
        for (std::size_t sector = 0; sector < sectors.size(); ++sector) {
            const auto count = local.own.opening_due(sector).take(local.month);
            for (std::uint32_t number = 0; number < count; ++number) {
                const auto key =
                    newcomer_key<HomeKey>(KeyKind::home, here.number, sector, local.month, number);
                const Day day = day_in(local.month, local.draw.uniform(key, 0, day_draw));
                local.events.push_back(
                    {day, EventKind::home_opens, local.authority, OfHome{.home = key, .row = no_row}});
            }
        }
    }

    void close(LocalMonth& local) const {
        const auto& homes = local.own.homes;
        const Day first = first_day(local.month), last = last_day(local.month);
        for (std::uint32_t row = 0; row < homes.size(); ++row) {
            const auto& home = homes[row];
            if (home.secure != 0 || !takes_children(home)) continue;
            const double now = static_cast<double>(home.filled) / home.places;
            local.own.set_occupancy(
                row, home.occupancy + static_cast<float>((now - home.occupancy) / memory_months_));
            if (const auto day = gives_notice(local.own, row, first - 1, last)) {
                local.events.push_back({*day, EventKind::home_gives_notice, local.authority,
                                        OfHome{.home = home.key, .row = row}});
            }
        }
    }

    /// The day on which the home gives notice, if there is one after `from`, up to and with `to`.
    std::optional<Day> gives_notice(LocalPopulation& own, std::uint32_t row, Day from, Day to) const {
        const auto& home = own.homes[row];
        if (home.secure != 0) return std::nullopt;
        const PerMonth hazard{closing_[static_cast<std::size_t>(home.sector)] * emptiness(home)};
        return run_clock(own.closing_clock(row), from, to, from, any_time,
                         [&](std::size_t) { return hazard; });
    }

    /// Hazard of giving notice, against a home at normal occupancy.
    double emptiness(const Home& home) const {
        return maths::exp(log_empty_ * std::max(0.0, 1 - home.occupancy / normal_));
    }

    static double clock_of(HomeKey home, const Draws& draw) { return draw.exponential(home, 0, clock_draw); }

    HomeOpenings openings_;
    MarketArea area_;
    double normal_;
    double memory_months_;
    double occupancy_elasticity_;
    double price_response_;
    double price_elasticity_;
    std::vector<double> closing_;
    double log_empty_;
    std::int32_t notice_;
};

const RegisterProcess<HomesMarket> registered{"homes_market", "children's homes that open and close"};

}  // namespace
}  // namespace hearth
