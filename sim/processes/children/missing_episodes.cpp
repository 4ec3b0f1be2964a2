#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "agents/age_bands.hpp"
#include "sim/core/poisson.hpp"
#include "sim/processes/process.hpp"

namespace hearth {
namespace {

/// Of a month: how many incidents is draw 0, day and length of the n-th are draw n. Of a child (occasion 0):
/// is it prone to go missing?
constexpr std::uint32_t count_draw = 0, of_child = 0, prone_draw = 1;

/// The reporting year of the first lockdowns, April 2020 to March 2021, of which `pandemic_ratio` is.
constexpr int pandemic_year = 2021;

/// Of one child in a month: one in each hour.
constexpr double most_incidents = 700;

/// Bands of days away, those of the national table; nothing but the mean is known of the last.
constexpr std::array<std::string_view, 8> length_labels{"day_0",        "day_1_to_2",   "day_3_to_7",
                                                        "day_8_to_10",  "day_11_to_15", "day_16_to_20",
                                                        "day_21_to_30", "day_31_on"};
constexpr std::array<std::int32_t, 8> length_edges{0, 1, 3, 8, 11, 16, 21, 31};  // days

/// How many days a child is away: even inside a band, geometric from 31 days on.
class Length {
   public:
    explicit Length(Section& config)
        : shares_{config.row("length", "1", {"days away", length_labels}, {0, 1},
                             "share of incidents by days from going missing to being back")},
          mean_of_last_{config.real("length_from_day_31", "day", {31, 365},
                                    "mean length of the incidents of 31 days and more")} {
        for (const double share : shares_) total_ += share;
    }

    std::int32_t days(double uniform) const {
        double left = uniform * total_;
        for (std::size_t band = 0; band + 1 < shares_.size(); ++band) {
            if (left < shares_[band]) {
                const auto width = static_cast<double>(length_edges[band + 1] - length_edges[band]);
                return length_edges[band] + static_cast<std::int32_t>(left / shares_[band] * width);
            }
            left -= shares_[band];
        }
        const double beyond = left < shares_.back() ? -maths::log(1 - left / shares_.back()) : 0;
        return length_edges.back() +
               static_cast<std::int32_t>(beyond * (mean_of_last_ - length_edges.back() + 0.5));
    }

   private:
    std::vector<double> shares_;
    double mean_of_last_;
    double total_ = 0;
};

/// Few children have most incidents.
struct Proneness {
    static constexpr std::string_view table = "missing_episodes";
    using Beside = ChildInCare;

    double ratio{};

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"ratio", &Proneness::ratio, "1",
                                     "incidents of going missing against a child prone to it"}};
    }
};

/// Children go missing from their placements: incidents, Poisson in each month, of which few children have
/// most.
///
/// \f$ m = r_{age} \cdot q_{kind} \cdot c^{complexity} \cdot p_{child} \cdot y_{age} \f$ [1/month]
///
/// An incident begins and ends on a day; who is missing cannot go missing. All of it is decided when the
/// month is planned, or when the first placement of a period begins.
class GoingMissing final : public Process {
   public:
    explicit GoingMissing(Section& config)
        : by_age_{config.row("rate", "1/month", {"age_band", age_bands.names}, {0, 10},
                             "incidents of a child prone to go missing, in foster care, by age")},
          by_kind_{config.row("kind_ratio", "1",
                              {"placement", std::span{placement_kinds.names}.first(placement_kind_count)},
                              {0, 20}, "incidents by kind of placement, against other foster care")},
          prone_share_{config.real("prone_share", "1", {0, 1}, "share of children prone to go missing")},
          others_ratio_{
              config.real("others_ratio", "1", {0, 1}, "incidents of other children, against a prone one")},
          log_complexity_ratio_{maths::log(config.real("complexity_ratio", "1", {1, 20},
                                                       "incidents of a child of complexity 1, against 0"))},
          length_{config},
          follows_history_{config.flag("history", true, "the pandemic year differs as it did")},
          in_pandemic_{config.row("pandemic_ratio", "1", {"age_band", age_bands.names}, {0, 5},
                                  "incidents of the year to March 2021, against other years")},
          ratio_{config.real("rate_ratio", "1", {0, 20}, "incidents against those of the rates above")} {}

    void begin(FirstMonth& local) const override {
        const auto& roster = local.own.in_care;
        auto& prone = local.own.beside<Proneness>();
        for (std::size_t row = 0; row < roster.size(); ++row)
            prone[row].ratio = ratio_of(roster[row].child, local.draw);
    }

    void plan(LocalMonth& local) const override {
        const auto& roster = local.own.in_care;
        const auto& prone = local.own.beside<Proneness>();
        const Day first = first_day(local.month);
        const AgeBandsOn ages{first - 1};
        const auto rates = rates_in(local.month);
        const auto days = days_in(local.month);
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            if (roster[row].kind == PlacementKind::none) continue;
            const double rate = rates[static_cast<std::size_t>(ages.of(roster[row].born))] *
                                by_kind_[static_cast<std::size_t>(roster[row].kind)] *
                                local.own.policies_for(row).missing * prone[row].ratio;
            add_incidents({local.authority, row, local.month, first, days}, rate, roster[row], local.draw,
                          local.events);
        }
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::goes_missing};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto& absence = event.as<Absence>();
        if (!is_placed(now.population.local(event.authority).in_care[absence.row])) return false;
        now.population.go_missing(event.authority, absence.row, event.day, event.day + absence.days);
        return true;
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::placed};
        return kinds;
    }

    /// Who was not in care when the month was planned can go missing in the rest of it.
    void hear(const Event& placed, Moment& now) const override {
        const auto& local = now.population.local(placed.authority);
        const auto& roster = local.in_care;
        const auto row = placed.as<OfPlacement>().row;
        if (!is_in_first_placement(roster[row])) return;
        const double ratio = ratio_of(roster[row].child, now.draw);
        now.population.beside<Proneness>(placed.authority)[row].ratio = ratio;
        const auto age = static_cast<std::size_t>(age_band(age_on(roster[row].born, placed.day)));
        const Month month = month_of(placed.day);
        const auto days = now.calendar.last() - placed.day + 1;
        const double rate = rates_in(month)[age] * by_kind_[static_cast<std::size_t>(roster[row].kind)] *
                            local.policies_for(row).missing;
        std::vector<Event> incidents;
        add_incidents({placed.authority, row, month, placed.day, days}, rate * days / days_in(month) * ratio,
                      roster[row], now.draw, incidents);
        for (const auto& incident : incidents) now.calendar.add(incident);
    }

    /// Need heals month by month before it is asked for.
    std::span<const std::string_view> after() const override {
        static constexpr std::array<std::string_view, 1> names{"complexity_of_need"};
        return names;
    }

   private:
    /// A child in care, and the days of a month on which it can go missing.
    struct Chance {
        std::uint16_t authority;
        std::uint32_t row;
        Month month;
        Day from;
        std::int32_t days;
    };

    /// Writes the incidents of one child.
    ///
    /// @param mean  how many, of a settled child
    void add_incidents(const Chance& chance, double mean, const ChildInCare& child, const Draws& draw,
                       std::vector<Event>& events) const {
        const auto occasion = static_cast<std::uint32_t>(chance.month.value);
        const double uniform = draw.uniform(child.child, occasion, count_draw);
        const double exponent = log_complexity_ratio_ * child.complexity;
        // None, nearly every child and month: exp(-mean) > 1 - mean, and exp(x) < 1 + x + x^2 up to x = 1.79.
        constexpr double below = 1.79;
        if (exponent < below && uniform < 1 - mean * (1 + exponent + exponent * exponent)) return;
        if (exponent > 0) mean *= maths::exp(exponent);
        if (mean > most_incidents)
            throw Unworkable{
                fmt::format("rate, kind_ratio, complexity_ratio and rate_ratio come to {:.0f} incidents of "
                            "one child in a "
                            "month (at most {:.0f}). Lower one of them",
                            mean, most_incidents)};
        const auto count = poisson(mean, uniform);
        const auto begin = static_cast<std::ptrdiff_t>(events.size());
        for (std::uint32_t number = 1; number <= count; ++number) {
            const auto [of_day, of_length] = draw.uniform_pair(child.child, occasion, number);
            events.push_back({chance.from + static_cast<std::int32_t>(of_day * chance.days),
                              EventKind::goes_missing, chance.authority,
                              Absence{.child = child.child,
                                      .days = static_cast<std::uint16_t>(length_.days(of_length)),
                                      .row = chance.row}});
        }
        std::stable_sort(events.begin() + begin, events.end(),
                         [](const Event& a, const Event& b) { return a.day < b.day; });
        auto kept = events.begin() + begin;
        Day until = child.missing_until;
        for (auto next = kept; next != events.end(); ++next) {
            if (next->day <= until) continue;
            until = next->day + next->as<Absence>().days;
            *kept++ = *next;
        }
        events.erase(kept, events.end());
    }

    double ratio_of(ChildKey child, const Draws& draw) const {
        return draw.uniform(child, of_child, prone_draw) < prone_share_ ? 1.0 : others_ratio_;
    }

    /// By age, in foster care, of a prone child.
    std::array<double, age_bands.size()> rates_in(Month month) const {
        const bool in_pandemic = follows_history_ && reporting_year(first_day(month)) == pandemic_year;
        std::array<double, age_bands.size()> rates{};
        for (std::size_t age = 0; age < rates.size(); ++age) {
            rates[age] = by_age_[age] * ratio_ * (in_pandemic ? in_pandemic_[age] : 1.0);
        }
        return rates;
    }

    std::vector<double> by_age_;
    std::vector<double> by_kind_;
    double prone_share_;
    double others_ratio_;
    double log_complexity_ratio_;
    Length length_;
    bool follows_history_;
    std::vector<double> in_pandemic_;
    double ratio_;
};

const RegisterProcess<GoingMissing> registered{"missing_episodes",
                                               "children looked after going missing from their placements"};

}  // namespace
}  // namespace hearth
