#pragma once

#include <array>
#include <vector>

#include "agents/country.hpp"
#include "sim/config/section.hpp"
#include "sim/core/rates.hpp"
#include "sim/rules/entry_ages.hpp"

namespace hearth {

inline constexpr auto known_ethnicities = std::span{ethnicities.names}.first(ethnicities.size() - 1);

/// Months in which a family's next candidate month is known beforehand.
inline constexpr std::int32_t candidate_window = 240;

/// Months in which a family may have an entry, at a bound that its true rate stays below.
struct Candidates {
    PerMonth bound;
    Probability in_month;
    Probability in_window;  ///< of one in `candidate_window` months
};

/// Rates of one authority at which a child is the occasion of an entry [1/year, at gradient 1].
struct IndexRates {
    History::ByAge by_age{};
    std::array<double, known_ethnicities.size()> by_ethnicity{};
    double at_birth{};  ///< chance that a newborn child enters care, at gradient 1
    std::array<std::array<Candidates, known_ethnicities.size()>, deciles> candidates{};

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
    double candidate_headroom() const { return candidate_headroom_; }
    /// Chance that a sibling of this age enters care on the same day.
    double sibling_joins(AgeBand age) const { return sibling_joins_[static_cast<std::size_t>(age)]; }

   private:
    /// The highest rate of a large family by the published starts, which no policy moves [1/year].
    double highest(const Authority& authority, const History::ByAge& children) const;

    /// Births of the first twelve months, each weighted by its gradient.
    double births_in_first_year(const Authority& authority) const;

    double candidate_headroom_;
    EntryAges ages_;
    double rate_ratio_;
    std::vector<double> not_returning_;
    std::vector<double> sibling_joins_;
    std::vector<double> ethnicity_ratio_;
    std::array<double, deciles> gradient_{};
};

}  // namespace hearth
