#include <algorithm>
#include <cstring>
#include <optional>

#include "agents/age_bands.hpp"
#include "sim/core/contracts.hpp"
#include "sim/core/rates.hpp"
#include "sim/processes/process.hpp"
#include "sim/rules/entry_profile.hpp"
#include "sim/rules/entry_rates.hpp"
#include "sim/rules/followed_level.hpp"

namespace hearth {
namespace {

/// Months of the candidate window fit into one byte per family; the last values are kept for "no candidate".
constexpr std::uint8_t none_due = 255;
static_assert(candidate_window < none_due);
/// How many families ahead memory is asked for.
constexpr std::size_t ahead = 12;

constexpr std::uint32_t day_and_accept_draw = 0, index_draw = 2, join_draw = 3, wait_draw = 4, facts_draw = 5,
                        newborn_draw = 6, candidate_draw = 7;
/// Each layer of candidates has draws of its own.
constexpr std::uint32_t draws_per_layer = 8;

/// Children start to be looked after, family by family: one child is the occasion, its brothers and sisters
/// mostly come with it.
///
/// Thinning: each family has candidate months at a bound that depends only on its authority's published
/// rates, its deprivation decile and its ethnic group; a candidate is accepted with the ratio of the family's
/// true hazard, from the ages of its children at home, to that bound. So the millions of families without a
/// candidate cost one byte of scanning a month, and what changes rates only accepts more or fewer of the same
/// candidates. Where rates rise above the bound there are more candidates, drawn month by month, beside
/// those.
class CareEntry final : public Process {
   public:
    explicit CareEntry(Section& config)
        : entry_rates_{config}, level_{config, Flow::starts}, profile_{config.shared<EntryProfile>()} {}

    void prepare(const Country& country) override {
        rates_.clear();
        for (const auto& authority : country.authorities) rates_.push_back(entry_rates_.of(authority));
    }

    void begin(FirstMonth& local) const override { draw_window(local); }

    void plan(LocalMonth& local) const override {
        const auto month = local.month - local.country.start;
        if (month > 0 && month % candidate_window == 0) draw_window(local);
        const auto now = static_cast<std::uint8_t>(month % candidate_window);
        const auto ratio = level_.on(last_day(local.month), local.levels, local.authority);
        const YearsRates years{ratio, entry_rates_.layers(rates_[local.authority], ratio)};
        plan_newborns(local, ratio[0]);
        const auto rows = due_now(local.own.families->due, now);
        const auto& home = local.country.authorities[local.authority];
        const auto& families = home.families;
        for (std::size_t index = 0; index < rows.size(); ++index) {
            // Candidates are far apart in tables of many megabytes: what they need is fetched ahead, their
            // children when it is known where these are.
            if (index + ahead < rows.size()) {
                const auto next = rows[index + ahead];
                __builtin_prefetch(&families.key[next]);
                __builtin_prefetch(&families.ethnicity[next]);
                __builtin_prefetch(&families.children[next]);
                __builtin_prefetch(&families.first_child[next]);
                __builtin_prefetch(&local.own.families->absent[next]);
            }
            if (index + ahead / 2 < rows.size()) {
                __builtin_prefetch(&home.children.born[families.first_child[rows[index + ahead / 2]]]);
            }
            const auto row = rows[index];
            consider(local, row, years, 0);
            local.own.expect_candidate(
                row, due_after(local, row, static_cast<std::int32_t>(now) + 1, month_occasion(local) + 1));
        }
        for (std::uint32_t layer = 1; layer < std::ranges::max(years.layers); ++layer)
            consider_layer(local, years, layer);
    }

    std::span<const EventKind> acts_on() const override {
        static constexpr std::array kinds{EventKind::enters_care};
        return kinds;
    }

    bool act(const Event& event, Moment& now) const override {
        const auto& entry = event.as<Entry>();
        // A newborn child may have come along with a sibling already this month.
        const auto absent = now.population.local(event.authority).families->absent[entry.family_row];
        if ((absent >> (entry.birth_order - 1U) & 1U) != 0) return false;
        const auto row = now.population.enter_care(event.authority, entry.family_row, entry.birth_order,
                                                   circumstances(event, entry, now), event.day);
        now.begin_care(event, {entry.child, row});
        return true;
    }

   private:
    /// Rates of this year against those of `rates_`, and the layers of candidates that they need.
    struct YearsRates {
        History::ByAge ratio;
        BySize<std::uint32_t> layers;
    };

    /// Brothers and sisters who come together share one draw: those of one age come for one reason and under
    /// one law.
    Circumstances circumstances(const Event& event, const Entry& entry, const Moment& now) const {
        const auto& home = now.population.country().authorities[event.authority];
        const auto family = entry.family_row;
        const auto child_row = home.families.first_child[family] + entry.birth_order - 1U;
        const int age = age_on(home.children.born[child_row], event.day);
        const auto [of_need, of_law] = now.draw.uniform_pair(
            home.families.key[family], static_cast<std::uint32_t>(event.day.value), facts_draw);
        const auto mix = level_.mix_on(event.day, now.levels);
        return {home.families.ethnicity[family], profile_.need(age, of_need, mix),
                profile_.legal(age, of_law, mix, home.practice[Practice::proceedings])};
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

    static std::uint32_t month_occasion(const LocalMonth& local) {
        return static_cast<std::uint32_t>(local.month.value);
    }

    /// Children who enter care within a week of birth, alone: care proceedings begun before they were born.
    void plan_newborns(LocalMonth& local, double ratio) const {
        const auto& home = local.country.authorities[local.authority];
        const auto& rates = rates_[local.authority];
        for (const auto born_in : {local.month + (-1), local.month}) {
            const auto newborns = local.country.born_in(home, born_in);
            for (std::size_t index = 0; index < newborns.size(); ++index) {
                if (index + ahead < newborns.size()) {
                    const auto next = newborns[index + ahead].family_row;
                    __builtin_prefetch(&home.families.key[next]);
                    __builtin_prefetch(&home.families.ethnicity[next]);
                }
                const auto [born, row, order] = newborns[index];
                constexpr int days = 7;
                if (born + days < first_day(local.month)) continue;
                const auto child = child_of(home.families.key[row], order);
                const auto [accept, when] = local.draw.uniform_pair(child, 0, newborn_draw);
                const double chance =
                    rates.at_birth * ratio * entry_rates_.gradient(home.families.key[row]) *
                    rates.by_ethnicity[static_cast<std::size_t>(home.families.ethnicity[row])];
                if (accept >= chance) continue;
                const Day day = born + 1 + static_cast<std::int32_t>(when * days);
                if (day < first_day(local.month) || day > last_day(local.month)) continue;
                if ((local.own.families->absent[row] >> (order - 1U) & 1U) != 0) continue;
                if (!home.moves.lives_here(row, local.month)) continue;
                local.events.push_back({day, EventKind::enters_care, local.authority,
                                        Entry{.child = child, .birth_order = order, .family_row = row}});
            }
        }
    }

    void draw_window(LocalMonth& local) const {
        const auto families = static_cast<std::uint32_t>(local.own.families->size());
        for (std::uint32_t row = 0; row < families; ++row)
            local.own.expect_candidate(row, due_after(local, row, 0, month_occasion(local)));
    }

    /// The first candidate month from `earliest` on, as a byte of this window. Occasion: the month since when
    /// we wait.
    std::uint8_t due_after(const LocalMonth& local, std::uint32_t row, std::int32_t earliest,
                           std::uint32_t occasion) const {
        const auto& families = local.country.authorities[local.authority].families;
        const auto& candidates = rates_[local.authority].of(families, row);
        const double uniform = local.draw.uniform(families.key[row], occasion, wait_draw);
        if (uniform > candidates.in_window.value) return none_due;  // known without a logarithm
        const double wait = -maths::log(1 - uniform) / candidates.bound.value;
        return wait < candidate_window - earliest
                   ? static_cast<std::uint8_t>(earliest + static_cast<std::int32_t>(wait))
                   : none_due;
    }

    /// The candidates of this month that only families have whose rate can rise above so many bounds.
    void consider_layer(LocalMonth& local, const YearsRates& years, std::uint32_t layer) const {
        const auto& families = local.country.authorities[local.authority].families;
        const auto& rates = rates_[local.authority];
        for (std::uint32_t row = 0; row < families.size(); ++row) {
            if (layer >= years.layers[families.children[row]]) continue;
            const double uniform = local.draw.uniform(families.key[row], month_occasion(local),
                                                      layer * draws_per_layer + candidate_draw);
            if (uniform < rates.of(families, row).in_month.value) consider(local, row, years, layer);
        }
    }

    /// A candidate month of one family: does one of its children enter care, which, and who comes along?
    void consider(LocalMonth& local, std::uint32_t row, const YearsRates& years, std::uint32_t layer) const {
        const auto& home = local.country.authorities[local.authority];
        const auto& rates = rates_[local.authority];
        const auto family = home.families.key[row];
        const auto children = home.families.children[row];
        const auto& candidates = rates.of(home.families, row);
        const auto occasion = month_occasion(local);
        const auto first_draw = layer * draws_per_layer;
        const auto [when, accept] =
            local.draw.uniform_pair(family, occasion, first_draw + day_and_accept_draw);
        const double threshold = accept * candidates.in_month.value;
        const double of_group = rates.by_ethnicity[static_cast<std::size_t>(home.families.ethnicity[row])];
        const Day day = day_in(local.month, when);
        const auto ages = ages_at_home(local, row, day);
        std::array<double, largest_birth_order> weight{};
        double total = 0;
        for (std::uint8_t child = 0; child < children; ++child) {
            if (ages[child]) {
                const auto age = static_cast<std::size_t>(*ages[child]);
                const Day born = home.children.born[home.families.first_child[row] + child];
                weight[child] =
                    rates.by_age[age] * entry_rates_.ages().ratio(born, day) * years.ratio[age] * of_group;
            }
            total += weight[child];
        }
        const auto rate = per_month(total * entry_rates_.gradient(family));
        constexpr double rounding = 1 + 1e-9;
        expects(rate.value <= years.layers[children] * candidates.bound.value * rounding,
                "a family's rate of entry within the layers of its candidates");
        const auto hazard = candidates.part(rate, layer);
        // A chance is never more than its hazard: most candidates fail without an exponential.
        if (threshold >= hazard.value || threshold >= probability(hazard).value) return;
        if (!home.moves.lives_here(row, local.month)) return;

        const auto occasion_child =
            static_cast<std::uint8_t>(pick(local.draw.uniform(family, occasion, first_draw + index_draw),
                                           std::span{weight}.first(children)));
        for (std::uint8_t child = 0; child < children; ++child) {
            if (!ages[child]) continue;
            const auto order = static_cast<std::uint8_t>(child + 1);
            const auto key = child_of(family, order);
            const bool joins =
                child == occasion_child || local.draw.uniform(key, occasion, first_draw + join_draw) <
                                               entry_rates_.sibling_joins(*ages[child]);
            if (!joins) continue;
            local.events.push_back({day, EventKind::enters_care, local.authority,
                                    Entry{.child = key, .birth_order = order, .family_row = row}});
        }
    }

    /// Age bands on `day` of the family's children who live at home then: born before, under 18, not gone.
    static std::array<std::optional<AgeBand>, largest_birth_order> ages_at_home(const LocalMonth& local,
                                                                                std::uint32_t row, Day day) {
        const auto& home = local.country.authorities[local.authority];
        const AgeBandsOn bands{day};
        std::array<std::optional<AgeBand>, largest_birth_order> ages{};
        for (std::uint8_t child = 0; child < home.families.children[row]; ++child) {
            if ((local.own.families->absent[row] >> child & 1U) != 0) continue;
            const Day born = home.children.born[home.families.first_child[row] + child];
            if (born < day) ages[child] = bands.find(born);
        }
        return ages;
    }

    EntryRates entry_rates_;
    FollowedLevel level_;
    EntryProfile profile_;
    std::vector<IndexRates> rates_;  ///< by authority
};

const RegisterProcess<CareEntry> registered{"care_entry", "children starting to be looked after"};

}  // namespace
}  // namespace hearth
