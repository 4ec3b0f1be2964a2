#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <optional>

#include "agents/age_bands.hpp"
#include "sim/core/contracts.hpp"
#include "sim/core/rates.hpp"
#include "sim/processes/entry_ages.hpp"
#include "sim/processes/entry_profile.hpp"
#include "sim/processes/process.hpp"

namespace hearth {
namespace {

/// Months covered by one byte per family; the last values are kept for "no candidate".
constexpr std::int32_t window = 240;
constexpr std::uint8_t none_due = 255;
/// How many families ahead memory is asked for.
constexpr std::size_t ahead = 12;

constexpr std::uint32_t day_and_accept_draw = 0, index_draw = 2, join_draw = 3, wait_draw = 4, facts_draw = 5,
                        newborn_draw = 6;

constexpr auto known_ethnicities = std::span{ethnicities.names}.first(ethnicities.size() - 1);

using ByAge = std::array<double, age_bands.size()>;

/// Rates of one authority at which a child is the occasion of an entry [1/year, at gradient 1].
struct IndexRates {
    ByAge by_age{};
    std::array<double, known_ethnicities.size()> by_ethnicity{};
    double highest{};   ///< of any age
    double at_birth{};  ///< chance that a newborn child enters care, at gradient 1
    std::array<PerMonth, deciles> bound{};
    std::array<Probability, deciles> candidate{};  ///< of a candidate in a month
    std::array<Probability, deciles> in_window{};  ///< of one in a window
};

/// Children start to be looked after, family by family: one child is the occasion, its brothers and sisters
/// mostly come with it.
///
/// Thinning: each family has candidate months at a bound that depends only on its authority's published rates
/// and its deprivation decile; a candidate is accepted with the ratio of the family's true hazard, from the
/// ages of its children at home, to that bound. So the millions of families without a candidate cost one byte
/// of scanning a month, and a policy that changes rates only accepts more or fewer of the same candidates.
class CareEntry final : public Process {
   public:
    explicit CareEntry(Section& config)
        : candidate_headroom_{config.real(
              "candidate_headroom", "1", {1, 100},
              "bound of a family's rate of entry, against the published rate of the age most at risk")},
          deprivation_gradient_{config.real("deprivation_gradient", "1", {1, 2},
                                            "entry rate against that of the next less deprived decile")},
          ages_{config},
          follows_history_{
              config.flag("history", true, "single years differ from the mean as they did: the pandemic")},
          rate_ratio_{config.real("rate_ratio", "1", {0, 10}, "entry rates against the published ones")},
          not_returning_{config.row("not_returning", "1", {"age_band", age_bands.names}, {0, 1},
                                    "share of the published starts that are not of children re_entry knows")},
          sibling_joins_{config.row("sibling_joins", "1", {"age_band", age_bands.names}, {0, 1},
                                    "chance that a sibling of this age enters care on the same day")},
          ethnicity_ratio_{config.row("ethnicity_ratio", "1", {"ethnic group", known_ethnicities}, {0, 10},
                                      "entry rate by ethnic group, against all")},
          profile_{config} {
        double mean = 0;
        for (std::size_t decile = 0; decile < deciles; ++decile) {
            gradient_[decile] = maths::exp(-maths::log(deprivation_gradient_) * static_cast<double>(decile));
            mean += gradient_[decile] / deciles;
        }
        for (auto& ratio : gradient_) ratio /= mean;
    }

    void prepare(const Country& country) override {
        rates_.clear();
        for (const auto& authority : country.authorities) rates_.push_back(index_rates(authority));
    }

    void begin(LocalMonth& local) const override { draw_window(local); }

    void plan(LocalMonth& local) const override {
        const auto month = local.month - local.country.start;
        if (month > 0 && month % window == 0) draw_window(local);
        const auto now = static_cast<std::uint8_t>(month % window);
        const auto ratio = ratio_by_age(local);
        plan_newborns(local, ratio[0]);
        auto& due = local.own.families.due;
        const auto rows = due_now(due, now);
        const auto& families = local.country.authorities[local.authority].families;
        for (std::size_t index = 0; index < rows.size(); ++index) {
            // Candidates are far apart in tables of many megabytes: what they need is fetched ahead.
            if (index + ahead < rows.size()) {
                const auto next = rows[index + ahead];
                __builtin_prefetch(&families.key[next]);
                __builtin_prefetch(&families.ethnicity[next]);
                __builtin_prefetch(&families.children[next]);
                __builtin_prefetch(&families.first_child[next]);
            }
            const auto row = rows[index];
            consider(local, row, ratio);
            due[row] = due_after(local, row, static_cast<std::int32_t>(now) + 1, month_occasion(local) + 1);
        }
    }

    std::span<const EventKind> hears() const override {
        static constexpr std::array kinds{EventKind::enters_care};
        return kinds;
    }

    void happen(const Event& event, Moment& now) const override {
        if (is_unaccompanied(event.child)) return;
        // A newborn child may have come along with a sibling already this month.
        const auto absent = now.population.local(event.authority).families.absent[event.row];
        if ((absent >> (event.detail - 1U) & 1U) != 0) return;
        auto search = event;
        search.kind = EventKind::searches;
        search.detail = 0;  // placements so far
        search.row =
            now.population.enter_care(event.authority, event.row, static_cast<std::uint8_t>(event.detail),
                                      circumstances(event, now), event.day);
        now.calendar.add(search);
    }

   private:
    /// Brothers and sisters who come together share one draw: those of one age come for one reason and under
    /// one law.
    Circumstances circumstances(const Event& event, const Moment& now) const {
        const auto& home = now.population.country().authorities[event.authority];
        const auto child_row = home.families.first_child[event.row] + event.detail - 1U;
        const int age = age_on(home.children.born[child_row], event.day);
        const auto [of_need, of_law] = now.draw.uniform_pair(
            home.families.key[event.row], static_cast<std::uint32_t>(event.day.value), facts_draw);
        return {home.families.ethnicity[event.row], profile_.need(age, of_need), profile_.legal(age, of_law)};
    }

    /// Families whose candidate month is this one.
    static std::vector<std::uint32_t> due_now(const Column<std::uint8_t>& due, std::uint8_t now) {
        std::vector<std::uint32_t> rows;
        const auto* const end = due.data() + due.size();
        for (const auto* at = due.data(); at != end; ++at) {
            at = static_cast<const std::uint8_t*>(std::memchr(at, now, static_cast<std::size_t>(end - at)));
            if (at == nullptr) break;
            rows.push_back(static_cast<std::uint32_t>(at - due.data()));
        }
        return rows;
    }

    /// Starts of this year against the mean of the years that the rates are from, by age.
    ByAge ratio_by_age(const LocalMonth& local) const {
        if (!follows_history_) return History{}.ratio(0);
        const int year = reporting_year(last_day(local.month));
        auto ratios = local.country.entry_history.ratio(year);
        const double here = local.country.authorities[local.authority].starts_history.ratio(year);
        for (auto& ratio : ratios) ratio *= here;
        return ratios;
    }

    static std::uint32_t month_occasion(const LocalMonth& local) {
        return static_cast<std::uint32_t>(local.month.value);
    }
    static std::size_t decile_of(FamilyKey family) { return fields_of(family).cell - 1U; }

    /// Births of the first twelve months, each weighted by its gradient.
    double births_in_first_year(const Authority& authority) const {
        double births = 0;
        constexpr std::size_t months = 13;  // with the one before the first
        const auto end = authority.newborns_until[std::min(months, authority.newborns_until.size()) - 1];
        for (std::size_t index = authority.newborns_until.front(); index < end; ++index) {
            births += gradient_[decile_of(authority.families.key[authority.newborns[index].family_row])];
        }
        return births;
    }

    /// Children who enter care within a week of birth, alone: care proceedings begun before they were born.
    void plan_newborns(LocalMonth& local, double ratio) const {
        const auto& home = local.country.authorities[local.authority];
        const auto& rates = rates_[local.authority];
        for (const auto born_in : {local.month + (-1), local.month}) {
            const auto newborns = local.country.born_in(home, born_in);
            for (std::size_t index = 0; index < newborns.size(); ++index) {
                if (index + ahead < newborns.size())
                    __builtin_prefetch(&home.families.key[newborns[index + ahead].family_row]);
                const auto [born, row, order] = newborns[index];
                constexpr int days = 7;
                if (born + days < first_day(local.month)) continue;
                const auto child = child_of(home.families.key[row], order);
                const auto [accept, when] = local.draw.uniform_pair(child, 0, newborn_draw);
                const double chance =
                    rates.at_birth * ratio * gradient_[decile_of(home.families.key[row])] *
                    rates.by_ethnicity[static_cast<std::size_t>(home.families.ethnicity[row])];
                if (accept >= chance) continue;
                const Day day = born + 1 + static_cast<std::int32_t>(when * days);
                if (day < first_day(local.month) || day > last_day(local.month)) continue;
                if ((local.own.families.absent[row] >> (order - 1U) & 1U) != 0) continue;
                local.events.push_back({.day = day,
                                        .kind = EventKind::enters_care,
                                        .authority = local.authority,
                                        .detail = order,
                                        .row = row,
                                        .child = child});
            }
        }
    }

    /// Rate at which a child is the occasion of an entry [1/year, at gradient 1], by age, such that occasions
    /// and siblings who come along add up to the published starts of each age:
    ///
    /// \f$ T_b = x_b W_b + p_b \sum_a x_a S_{ab} \f$, W the children and S the sibling pairs, weighted by
    /// gradient.
    IndexRates index_rates(const Authority& authority) const {
        ByAge children{};
        std::array<ByAge, age_bands.size()> siblings{};
        for (std::size_t decile = 0; decile < deciles; ++decile) {
            for (std::size_t a = 0; a < age_bands.size(); ++a) {
                children[a] += authority.at_home.children[a][decile] * gradient_[decile];
                for (std::size_t b = 0; b < age_bands.size(); ++b) {
                    siblings[a][b] += authority.at_home.siblings[decile][a][b] * gradient_[decile];
                }
            }
        }
        ByAge rate{};
        constexpr int rounds =
            200;  // a contraction (each round shrinks the error by the chance to come along)
        for (int round = 0; round < rounds; ++round) {
            for (std::size_t b = 0; b < age_bands.size(); ++b) {
                double along = 0;
                for (std::size_t a = 0; a < age_bands.size(); ++a) along += rate[a] * siblings[a][b];
                const double share = b == 0 ? 1 - ages_.newborn_share() : 1.0;
                const double occasions =
                    authority.starts_per_year[b] * not_returning_[b] * share - sibling_joins_[b] * along;
                rate[b] = children[b] > 0 ? std::max(0.0, occasions / children[b]) : 0.0;
            }
        }
        for (auto& value : rate) value *= rate_ratio_;
        IndexRates result{.by_age = rate, .by_ethnicity = {}, .highest = 0};
        double mean = 0;
        for (std::size_t group = 0; group < known_ethnicities.size(); ++group) {
            mean += authority.ethnicity[group] * ethnicity_ratio_[group];
        }
        for (std::size_t group = 0; group < known_ethnicities.size(); ++group) {
            result.by_ethnicity[group] = ethnicity_ratio_[group] / mean;
        }
        for (std::size_t age = 0; age < rate.size(); ++age) {
            result.highest = std::max(result.highest, rate[age] * ages_.highest(age));
        }
        const double births = births_in_first_year(authority);
        if (births > 0)
            result.at_birth = rate_ratio_ * ages_.newborn_share() * not_returning_[0] *
                              authority.starts_per_year[0] / births;
        double published = 0;  // not moved by any policy
        for (std::size_t age = 0; age < age_bands.size(); ++age) {
            if (children[age] > 0)
                published = std::max(published, authority.starts_per_year[age] / children[age]);
        }
        for (std::size_t decile = 0; decile < deciles; ++decile) {
            result.bound[decile] = per_month(candidate_headroom_ * published * gradient_[decile]);
            result.candidate[decile] = probability(result.bound[decile]);
            result.in_window[decile] = probability(result.bound[decile], window);
        }
        return result;
    }

    void draw_window(LocalMonth& local) const {
        auto& due = local.own.families.due;
        for (std::uint32_t row = 0; row < due.size(); ++row)
            due[row] = due_after(local, row, 0, month_occasion(local));
    }

    /// The first candidate month from `earliest` on, as a byte of this window. Occasion: the month since when
    /// we wait.
    std::uint8_t due_after(const LocalMonth& local, std::uint32_t row, std::int32_t earliest,
                           std::uint32_t occasion) const {
        const auto family = local.country.authorities[local.authority].families.key[row];
        const auto& rates = rates_[local.authority];
        const auto decile = decile_of(family);
        const double uniform = local.draw.uniform(family, occasion, wait_draw);
        if (uniform > rates.in_window[decile].value) return none_due;  // known without a logarithm
        const double wait = -maths::log(1 - uniform) / rates.bound[decile].value;
        return wait < window - earliest
                   ? static_cast<std::uint8_t>(earliest + static_cast<std::int32_t>(wait))
                   : none_due;
    }

    /// A candidate month of one family: does one of its children enter care, which, and who comes along?
    void consider(LocalMonth& local, std::uint32_t row, const ByAge& ratio) const {
        const auto& home = local.country.authorities[local.authority];
        const auto& rates = rates_[local.authority];
        const auto family = home.families.key[row];
        const auto children = home.families.children[row];
        const auto decile = decile_of(family);
        const auto occasion = month_occasion(local);
        const auto [when, accept] = local.draw.uniform_pair(family, occasion, day_and_accept_draw);
        // Most candidates fail even if all children were of the age at most risk: no need to look at them.
        const double threshold = accept * rates.candidate[decile].value;
        const double of_group = rates.by_ethnicity[static_cast<std::size_t>(home.families.ethnicity[row])];
        const double highest = rates.highest * *std::max_element(ratio.begin(), ratio.end());
        if (threshold >= highest * of_group * gradient_[decile] * children / 12) return;

        const Day day = first_day(local.month) + static_cast<std::int32_t>(when * days_in(local.month));
        const auto ages = ages_at_home(local, row, day);
        std::array<double, largest_birth_order> weight{};
        double total = 0;
        for (std::uint8_t child = 0; child < children; ++child) {
            if (ages[child]) {
                const auto age = static_cast<std::size_t>(*ages[child]);
                const Day born = home.children.born[home.families.first_child[row] + child];
                weight[child] = rates.by_age[age] * ages_.ratio(born, day) * ratio[age] * of_group;
            }
            total += weight[child];
        }
        const auto hazard = per_month(total * gradient_[decile]);
        if (hazard > rates.bound[decile]) {
            throw ConfigError{
                {{{.file = "care_entry.candidate_headroom"},
                  fmt::format(
                      "{} is too low for a family in {} (its rate is {:.1f} times the bound). Raise it.",
                      candidate_headroom_, home.name, hazard.value / rates.bound[decile].value)}}};
        }
        if (threshold >= probability(hazard).value) return;

        const auto occasion_child = static_cast<std::uint8_t>(
            pick(local.draw.uniform(family, occasion, index_draw), std::span{weight}.first(children)));
        for (std::uint8_t child = 0; child < children; ++child) {
            if (!ages[child]) continue;
            const auto key = child_of(family, static_cast<std::uint8_t>(child + 1));
            const bool joins =
                child == occasion_child || local.draw.uniform(key, occasion, join_draw) <
                                               sibling_joins_[static_cast<std::size_t>(*ages[child])];
            if (!joins) continue;
            local.events.push_back({.day = day,
                                    .kind = EventKind::enters_care,
                                    .authority = local.authority,
                                    .detail = static_cast<std::uint16_t>(child + 1),
                                    .row = row,
                                    .child = key});
        }
    }

    /// Age bands on `day` of the family's children who live at home then: born before, under 18, not gone.
    static std::array<std::optional<AgeBand>, largest_birth_order> ages_at_home(const LocalMonth& local,
                                                                                std::uint32_t row, Day day) {
        const auto& home = local.country.authorities[local.authority];
        const AgeBandsOn bands{day};
        std::array<std::optional<AgeBand>, largest_birth_order> ages{};
        for (std::uint8_t child = 0; child < home.families.children[row]; ++child) {
            if ((local.own.families.absent[row] >> child & 1U) != 0) continue;
            const Day born = home.children.born[home.families.first_child[row] + child];
            if (born < day) ages[child] = bands.find(born);
        }
        return ages;
    }

    double candidate_headroom_;
    double deprivation_gradient_;
    EntryAges ages_;
    bool follows_history_;
    double rate_ratio_;
    std::vector<double> not_returning_;
    std::vector<double> sibling_joins_;
    std::vector<double> ethnicity_ratio_;
    EntryProfile profile_;
    std::array<double, deciles> gradient_{};
    std::vector<IndexRates> rates_;
};

const RegisterProcess<CareEntry> registered{"care_entry", "children starting to be looked after"};

}  // namespace
}  // namespace hearth
