#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/rates.hpp"
#include "sim/rules/entry_ages.hpp"
#include "sim/rules/family_differences.hpp"

namespace hearth {

/// Months in which a family's next candidate month is known beforehand.
inline constexpr std::int32_t candidate_window = 240;

/// Months in which a family may have an entry, at a bound. Where its true rate may rise above it there are
/// further layers of such months, each of the same bound: the first has what of the rate lies below the
/// bound, the second what lies between it and its double. The candidates of the first layer stay what they
/// are.
struct Candidates {
    PerMonth bound;
    Probability in_month;
    Probability in_window;  ///< of one in `candidate_window` months

    /// The part of a family's rate that falls to a layer, from 0 on.
    PerMonth part(PerMonth rate, std::uint32_t layer) const {
        return {std::clamp(rate.value - layer * bound.value, 0.0, bound.value)};
    }
};

/// Something of families by how many children they have.
template <class T>
using BySize = std::array<T, largest_family + 1>;

/// Rates of one authority at which a child is the occasion of an entry [1/year, at gradient 1].
struct IndexRates {
    History::ByAge by_age{};
    std::array<double, known_ethnicities.size()> by_ethnicity{};
    double at_birth{};  ///< chance that a newborn child enters care, at gradient 1
    std::array<std::array<Candidates, known_ethnicities.size()>, deciles> candidates{};
    double bound{};  ///< of a family's rate, at gradient 1 and without its ethnic group [1/year]

    /// Those of one family.
    const Candidates& of(const Families& families, std::uint32_t row) const {
        return candidates[decile_of(families.key[row])][static_cast<std::size_t>(families.ethnicity[row])];
    }
};

/// From an authority's published starts to the rates of its families.
class EntryRates {
   public:
    explicit EntryRates(Section& config);

    /// Rate at which a child is the occasion of an entry [1/year, at gradient 1], by age, such that occasions
    /// and siblings who come along add up to the published starts of each age:
    ///
    /// \f$ T_b = x_b W_b + p_b \sum_a x_a S_{ab} \f$, W the children and S the sibling pairs, weighted by
    /// gradient.
    IndexRates of(const Authority& authority) const;

    /// Entry rate of a family's decile, against the mean of all.
    double gradient(FamilyKey family) const { return gradient_[decile_of(family)]; }

    const EntryAges& ages() const { return ages_; }
    /// How many layers of candidates an authority's families need while rates are so many times those given:
    /// enough for any ages of their children.
    BySize<std::uint32_t> layers(const IndexRates& rates, const History::ByAge& ratio) const;

    /// Chance that a sibling of this age enters care on the same day.
    double sibling_joins(AgeBand age) const { return families_.sibling_joins[static_cast<std::size_t>(age)]; }

   private:
    /// Rate of six children, born one after the other as soon as can be, at the ages most at risk [1/year].
    double of_large_family(const History::ByAge& rates) const;

    /// The highest rate that children of any ages come to who are not born sooner after one another [1/year].
    BySize<double> ceilings(const History::ByAge& rates) const;

    /// Births of the first twelve months, each weighted by its gradient.
    double births_in_first_year(const Authority& authority) const;

    double candidate_headroom_;
    EntryAges ages_;
    double rate_ratio_;
    std::vector<double> not_returning_;
    FamilyDifferences families_;
    std::array<double, deciles> gradient_{};
};

}  // namespace hearth
