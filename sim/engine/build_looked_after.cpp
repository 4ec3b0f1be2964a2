#include "sim/engine/build_looked_after.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "agents/age_bands.hpp"
#include "sim/core/unworkable.hpp"
#include "sim/engine/room.hpp"

namespace hearth {
namespace {

/// Draws of a family or child in `starting_population`; those of other files there have other numbers.
constexpr std::uint32_t sibling_draw = 2, time_draw = 3, ratio_draw = 4, need_draw = 5, ethnicity_draw = 6,
                        chosen_draw = 15, which_draw = 16, rounding_draw = 17;

constexpr int month_number(Day born, Day day) {
    return static_cast<int>((day - born) / days_per_month);
}

/// A child chosen to be looked after on the eve of the first day.
struct Chosen {
    std::uint32_t family_row;
    std::uint8_t birth_order;
    Day entered;
};

}  // namespace

/// Chooses who is looked after in one authority: families in the order of a race whose rates rise with
/// deprivation and with the ages of their children, until every age band has its published number.
class StartingPopulation::LookedAfter {
   public:
    LookedAfter(const StartingPopulation& assumed, const Authority& authority, const AuthorityInputs& inputs,
                std::uint32_t boys, Day eve, const TimeInCare& time_in_care, const Draws& draw)
        : assumed_{assumed},
          home_{authority},
          eve_{eve},
          bands_{eve},
          time_in_care_{time_in_care},
          draw_{draw},
          room_{of_families(inputs), years(time_in_care), boys,
                draw.uniform(authority_key(authority.number), 0, rounding_draw)} {
        const auto wanted = of_families(inputs);
        for (std::size_t age = 0; age < age_bands.size(); ++age) {
            const double children = inputs.children_aged(age_band_edges[age], age_band_edges[age + 1]);
            if (wanted[age] > children)
                throw Unworkable{fmt::format(
                    "{}: looked_after.csv has more children of {} looked after ({}) than live there by "
                    "children.csv ({:.0f}). Correct one of them",
                    authority.name, age_bands.names[age], wanted[age], children)};
            prevalence_[age] = children > 0 ? wanted[age] / children : 0;
        }
        for (Day born = eve; bands_.find(born); born = born - 1) {
            const auto age = static_cast<std::size_t>(bands_.of(born));
            weight_by_age_.push_back(prevalence_[age] * time_in_care.shape(month_number(born, eve_)));
        }
        const double step = maths::log(assumed.differences_.deprivation_gradient);
        for (std::size_t decile = 0; decile < deciles; ++decile) {
            gradient_[decile] = maths::exp(-step * static_cast<double>(decile));
        }
    }

    std::vector<Chosen> choose() {
        taken_.assign(home_.children.size(), 0);
        constexpr double sexes_until = 12,
                         years_until = 50;  // of the race; then there is nobody left of them
        for (double limit = 0.2; !room_.is_full(); limit *= 4) {
            for (const auto row : race(limit)) {
                if (room_.is_full()) break;
                visit(row);
            }
            if (limit > sexes_until) room_.ease();
            if (limit > years_until) room_.ease();
            if (limit > 1e9)
                throw Unworkable{fmt::format(
                    "{}: no children are left for all who are looked after on the first day. Do "
                    "looked_after.csv, children.csv, care_starts.csv and ethnicity.csv fit each other, are "
                    "shared.family_differences.ethnicity_ratio and starting_population.time_in_care above 0, "
                    "and "
                    "does shared.leaving_hazard leave children of each age in care?",
                    home_.name)};
        }
        return std::move(chosen_);
    }

   private:
    /// Published, by age band, without unaccompanied children.
    static Room::ByBand of_families(const AuthorityInputs& inputs) {
        auto wanted = inputs.looked_after;
        for (std::size_t age = 0; age < wanted.size(); ++age) wanted[age] -= inputs.unaccompanied[age];
        return wanted;
    }

    static std::array<double, Room::years> years(const TimeInCare& time_in_care) {
        std::array<double, Room::years> shape{};
        for (int month = 0; month < TimeInCare::months_of_age; ++month)
            shape[static_cast<std::size_t>(month / 12)] += time_in_care.shape(month) / 12;
        return shape;
    }

    bool is_wanted(std::size_t child_row) const {
        const Day born = home_.children.born[child_row];
        return taken_[child_row] == 0 && born < eve_ && bands_.find(born) &&
               room_.has(age_on(born, eve_), home_.children.sex[child_row]);
    }

    std::optional<std::size_t> age_of(std::size_t child_row) const {
        const Day born = home_.children.born[child_row];
        if (born >= eve_) return std::nullopt;
        const auto band = bands_.find(born);
        return band ? std::optional{static_cast<std::size_t>(*band)} : std::nullopt;
    }

    /// How likely a child is to be looked after: by age, and boys more often than girls; 0 if it is not a
    /// child.
    double weight_of(std::size_t child_row) const {
        const auto days = eve_ - home_.children.born[child_row];
        if (days <= 0 || static_cast<std::size_t>(days) >= weight_by_age_.size()) return 0;
        return weight_by_age_[static_cast<std::size_t>(days)] *
               (home_.children.sex[child_row] == Sex::male ? assumed_.male_ratio_ : 1.0);
    }

    /// Rows of the families that arrive before `limit`, in the order of their arrival.
    std::vector<std::uint32_t> race(double limit) const {
        constexpr double rounding_up = 1.000001;
        const double highest = *std::max_element(weight_by_age_.begin(), weight_by_age_.end()) *
                               std::max(1.0, assumed_.male_ratio_) * rounding_up;
        std::vector<std::pair<double, std::uint32_t>> arrivals;
        for (std::uint32_t row = 0; row < home_.families.size(); ++row) {
            const auto key = home_.families.key[row];
            const double of_family =
                gradient_[decile_of(key)] *
                assumed_.differences_
                    .ethnicity_ratio[static_cast<std::size_t>(home_.families.ethnicity[row])];
            const double uniform = draw_.uniform(key, 0, chosen_draw);
            // Most families would be late even if all their children were of the age and sex most at risk: no
            // need to look at them.
            if (uniform >= highest * of_family * home_.families.children[row] * limit) continue;
            double rate = 0;
            for (std::uint8_t child = 0; child < home_.families.children[row]; ++child) {
                rate += weight_of(home_.families.first_child[row] + child);
            }
            rate *= of_family;
            if (uniform < rate * limit) arrivals.emplace_back(uniform / rate, row);
        }
        std::sort(arrivals.begin(), arrivals.end());
        std::vector<std::uint32_t> rows;
        for (const auto& [when, row] : arrivals) rows.push_back(row);
        return rows;
    }

    /// One child of the family by the prevalence of its age, and with it those siblings whom chance takes
    /// along.
    void visit(std::uint32_t row) {
        const auto first = home_.families.first_child[row];
        const auto children = home_.families.children[row];
        std::array<double, largest_birth_order> weight{};
        for (std::uint8_t child = 0; child < children; ++child) {
            if (is_wanted(first + child)) weight[child] = weight_of(first + child);
        }
        const auto weights = std::span{weight}.first(children);
        if (std::all_of(weights.begin(), weights.end(), [](double w) { return w <= 0; })) return;
        const auto key = home_.families.key[row];
        const auto index = static_cast<std::uint8_t>(pick(draw_.uniform(key, 0, which_draw), weights));
        const Day entered = take(row, index, std::nullopt);
        for (std::uint8_t child = 0; child < children; ++child) {
            const auto age = age_of(first + child);
            if (child == index || weight[child] <= 0 || !is_wanted(first + child)) continue;
            const auto sibling = child_of(key, static_cast<std::uint8_t>(child + 1));
            // The likelier one of its age and sex is to be in care, the likelier it came along.
            const double likelier = weight[child] / (prevalence_[*age] * (1 + assumed_.male_ratio_) / 2);
            if (draw_.uniform(sibling, 0, sibling_draw) <
                assumed_.differences_.sibling_joins[*age] * likelier)
                take(row, child, entered);
        }
    }

    /// Siblings entered together, unless one was not born then.
    Day take(std::uint32_t row, std::uint8_t child, std::optional<Day> with_sibling) {
        const auto child_row = home_.families.first_child[row] + child;
        const Day born = home_.children.born[child_row];
        const auto key = child_of(home_.families.key[row], static_cast<std::uint8_t>(child + 1));
        Day entered = with_sibling.value_or(eve_);
        if (!with_sibling || *with_sibling <= born) {
            const auto [of_time, of_day] = draw_.uniform_pair(key, 0, time_draw);
            const auto waited = pick(of_time, time_in_care_.at(month_number(born, eve_)));
            const auto days =
                static_cast<std::int32_t>((static_cast<double>(waited) + of_day) * days_per_month);
            entered = std::max(eve_ - days, born + 1);
        }
        taken_[child_row] = 1;
        room_.take(age_on(born, eve_), home_.children.sex[child_row]);
        chosen_.push_back({row, static_cast<std::uint8_t>(child + 1), entered});
        return entered;
    }

    const StartingPopulation& assumed_;
    const Authority& home_;
    Day eve_;
    AgeBandsOn bands_;
    const TimeInCare& time_in_care_;
    const Draws& draw_;
    Room room_;
    std::array<double, age_bands.size()> prevalence_{};
    std::array<double, deciles> gradient_{};
    std::vector<double> weight_by_age_;  ///< by days since birth
    std::vector<std::uint8_t> taken_;
    std::vector<Chosen> chosen_;
};

/// Categories of need that fill the authority's published numbers exactly: every (child, need) takes part in
/// a race at the rate that the need has at the child's age, and the first to arrive are taken while there is
/// room.
void StartingPopulation::assign_needs(InCare& roster, const AuthorityInputs& inputs, Day eve,
                                      const Draws& draw) const {
    struct Arrival {
        double when;
        std::uint32_t row;
        Need need;
    };
    std::vector<Arrival> arrivals;
    for (std::uint32_t row = 0; row < roster.size(); ++row) {
        const auto child = roster[row].child;
        const auto shares = is_unaccompanied(child) ? unaccompanied_.needs_shares()
                                                    : entry_.needs_at(age_on(roster[row].born, eve));
        for (std::uint32_t need = 0; need < needs.size(); ++need) {
            constexpr double last_resort = 1e-9;  // when the likely ones are full
            const double rate = std::max(shares[need], last_resort);
            arrivals.push_back(
                {draw.exponential(child, need, need_draw) / rate, row, static_cast<Need>(need)});
        }
    }
    std::sort(arrivals.begin(), arrivals.end(), [](const Arrival& a, const Arrival& b) {
        return std::tuple{a.when, a.row, a.need} < std::tuple{b.when, b.row, b.need};
    });
    auto room = inputs.by_need;
    std::vector<std::uint8_t> is_assigned(roster.size(), 0);
    for (const auto& [when, row, need] : arrivals) {
        auto& left = room[static_cast<std::size_t>(need)];
        if (is_assigned[row] != 0 || left == 0) continue;
        roster[row].need = need;
        is_assigned[row] = 1;
        --left;
    }
}

void StartingPopulation::build_looked_after(Authority& authority, PastCare& past,
                                            const AuthorityInputs& inputs, Day eve,
                                            const TimeInCare& time_in_care, const Draws& draw) const {
    // Unaccompanied children first, for how many boys are among them; in the roster they follow the others.
    build_unaccompanied(authority, inputs, eve, draw);
    const auto unaccompanied = std::exchange(authority.in_care, {});
    const auto boys = static_cast<std::uint32_t>(
        std::count_if(unaccompanied.begin(), unaccompanied.end(),
                      [](const ChildInCare& child) { return child.sex == Sex::male; }));
    auto chosen = LookedAfter{*this, authority,    inputs, inputs.boys > boys ? inputs.boys - boys : 0,
                              eve,   time_in_care, draw}
                      .choose();
    std::sort(chosen.begin(), chosen.end(), [](const Chosen& a, const Chosen& b) {
        return std::pair{a.family_row, a.birth_order} < std::pair{b.family_row, b.birth_order};
    });
    for (const auto& [family_row, birth_order, entered] : chosen) {
        const auto child_row = authority.families.first_child[family_row] + birth_order - 1U;
        auto& roster = authority.in_care;
        auto& child = roster.emplace_back();
        child.child = child_of(authority.families.key[family_row], birth_order);
        child.family_row = family_row;
        child.born = authority.children.born[child_row];
        child.sex = authority.children.sex[child_row];
        child.ethnicity = authority.families.ethnicity[family_row];
        child.entered = entered;
    }
    append_table(authority.in_care, unaccompanied);
    auto& roster = authority.in_care;
    for (auto& child : roster) child.status = CareStatus::looked_after;
    const auto begins_under = assign_short_statuses(roster, inputs, eve, draw);
    assign_needs(roster, inputs, eve, draw);
    for (auto& child : roster) {
        child.base_complexity = growth_.base(child.need, draw.uniform(child.child, 0, ratio_draw));
    }
    choose_lives(roster, past, inputs, eve, begins_under, draw);
    assign_providers(roster, past, inputs, draw);
}

/// Unaccompanied children looked after on the eve of the first day: of each age as many as arrivals up to
/// that age leave behind, and here since an arrival at one of those ages.
void StartingPopulation::build_unaccompanied(Authority& authority, const AuthorityInputs& inputs, Day eve,
                                             const Draws& draw) const {
    std::uint32_t number = 0;
    for (std::size_t band = 0; band < age_bands.size(); ++band) {
        for (std::uint32_t count = 0; count < inputs.unaccompanied[band]; ++count, ++number) {
            const auto child = unaccompanied_child(authority.number, 0, reporting_year(eve), number);
            const auto [of_age, of_birthday] = draw.uniform_pair(child, 0, chosen_draw);
            const auto [of_arrival, of_day] = draw.uniform_pair(child, 0, time_draw);
            const int age =
                unaccompanied_.age_in_stock(of_age, age_band_edges[band], age_band_edges[band + 1]);
            const Day born = birthday(eve, -age) - static_cast<std::int32_t>(of_birthday * 364);
            const int arrived_at = std::min(age, unaccompanied_.age(of_arrival, age));
            const Day from = birthday(born, arrived_at);
            const Day to = std::min(birthday(born, arrived_at + 1), eve);

            auto& newcomer = authority.in_care.emplace_back();
            newcomer.child = child;
            newcomer.born = born;
            newcomer.sex = unaccompanied_.sex(draw.uniform(child, 0, which_draw));
            newcomer.ethnicity = unaccompanied_.ethnicity(draw.uniform(child, 0, ethnicity_draw));
            newcomer.entered = from + static_cast<std::int32_t>(of_day * (to - from));
        }
    }
}

}  // namespace hearth
