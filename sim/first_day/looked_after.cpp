#include "sim/first_day/looked_after.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "agents/age_bands.hpp"
#include "sim/core/unworkable.hpp"
#include "sim/first_day/draws.hpp"
#include "sim/first_day/room.hpp"

namespace hearth {
namespace {

using namespace first_day_draws;

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

class LookedAfterFamilies::Race {
   public:
    Race(const LookedAfterFamilies& assumed, const Authority& home, const AuthorityInputs& inputs,
         std::uint32_t boys, Day eve, const TimeInCare& time_in_care, const Draws& draw)
        : assumed_{assumed},
          home_{home},
          eve_{eve},
          bands_{eve},
          time_in_care_{time_in_care},
          draw_{draw},
          room_{of_families(inputs), years(time_in_care), boys,
                draw.uniform(authority_key(home.number), 0, of_authority::rounding)} {
        const auto wanted = of_families(inputs);
        for (std::size_t age = 0; age < age_bands.size(); ++age) {
            const double children = inputs.children_aged(age_band_edges[age], age_band_edges[age + 1]);
            if (wanted[age] > children)
                throw Unworkable{fmt::format(
                    "{}: looked_after.csv has more children of {} looked after ({}) than live there by "
                    "children.csv ({:.0f}). Correct one of them",
                    home.name, age_bands.names[age], wanted[age], children)};
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
                    "looked_after.csv, children.csv, care_starts.csv and ethnicity.csv fit each other, is "
                    "shared.family_differences.ethnicity_ratio above 0, and does shared.leaving_hazard leave "
                    "children of each age in care?",
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
            const double uniform = draw_.uniform(key, 0, of_family::chosen);
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
        const auto index = static_cast<std::uint8_t>(pick(draw_.uniform(key, 0, of_family::which), weights));
        const Day entered = take(row, index, std::nullopt);
        for (std::uint8_t child = 0; child < children; ++child) {
            const auto age = age_of(first + child);
            if (child == index || weight[child] <= 0 || !is_wanted(first + child)) continue;
            const auto sibling = child_of(key, static_cast<std::uint8_t>(child + 1));
            // The likelier one of its age and sex is to be in care, the likelier it came along.
            const double likelier = weight[child] / (prevalence_[*age] * (1 + assumed_.male_ratio_) / 2);
            if (draw_.uniform(sibling, 0, of_child::sibling) <
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
            const auto [of_time, of_day] = draw_.uniform_pair(key, 0, of_child::time);
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

    const LookedAfterFamilies& assumed_;
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

LookedAfterFamilies::LookedAfterFamilies(Section& config)
    : male_ratio_{config.real("male_ratio", "1", {0.1, 10}, "boys looked after per boy, against girls")},
      differences_{config.shared<FamilyDifferences>()},
      ages_{config.shared<EntryAges>()} {}

InCare LookedAfterFamilies::build(const Authority& home, const AuthorityInputs& inputs, std::uint32_t boys,
                                  Day eve, const TimeInCare& time_in_care, const Draws& draw) const {
    auto chosen = Race{*this, home, inputs, boys, eve, time_in_care, draw}.choose();
    std::ranges::sort(chosen, {}, [](const Chosen& one) {
        return std::pair{one.family_row, one.birth_order};
    });
    InCare children;
    for (const auto& [family_row, birth_order, entered] : chosen) {
        const auto row = home.families.first_child[family_row] + birth_order - 1U;
        auto& child = children.emplace_back();
        child.child = child_of(home.families.key[family_row], birth_order);
        child.family_row = family_row;
        child.born = home.children.born[row];
        child.sex = home.children.sex[row];
        child.ethnicity = home.families.ethnicity[family_row];
        child.entered = entered;
    }
    return children;
}

}  // namespace hearth
