#include "sim/rules/entry_rates.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "sim/core/unworkable.hpp"

namespace hearth {
namespace {

/// More layers of candidates than this are no expectation but a mistake, and each costs a walk over all
/// families.
constexpr int most_layers = 100;

/// The fewest whole months between two births.
constexpr int birth_spacing = static_cast<int>(shortest_birth_spacing / days_per_month);

}  // namespace

EntryRates::EntryRates(Section& config)
    : candidate_headroom_{config.real(
          "candidate_headroom", "1", {1, 100},
          "bound of a family's rate of entry, against that of a large family at the published rates")},
      ages_{config.shared<EntryAges>()},
      rate_ratio_{config.real("rate_ratio", "1", {0, 10}, "entry rates against the published ones")},
      not_returning_{config.row("not_returning", "1", {"age_band", age_bands.names}, {0, 1},
                                "share of the published starts that are not of children re_entry knows")},
      families_{config.shared<FamilyDifferences>()} {
    const double step = maths::log(families_.deprivation_gradient);
    double mean = 0;
    for (std::size_t decile = 0; decile < deciles; ++decile) {
        gradient_[decile] = maths::exp(-step * static_cast<double>(decile));
        mean += gradient_[decile] / deciles;
    }
    for (auto& ratio : gradient_) ratio /= mean;
}

IndexRates EntryRates::of(const Authority& authority) const {
    History::ByAge children{};
    std::array<History::ByAge, age_bands.size()> siblings{};
    for (std::size_t decile = 0; decile < deciles; ++decile) {
        for (std::size_t a = 0; a < age_bands.size(); ++a) {
            children[a] += authority.at_home.children[a][decile] * gradient_[decile];
            for (std::size_t b = 0; b < age_bands.size(); ++b) {
                siblings[a][b] += authority.at_home.siblings[decile][a][b] * gradient_[decile];
            }
        }
    }
    History::ByAge rate{};
    constexpr int rounds = 200;  // a contraction (each round shrinks the error by the chance to come along)
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t b = 0; b < age_bands.size(); ++b) {
            double along = 0;
            for (std::size_t a = 0; a < age_bands.size(); ++a) along += rate[a] * siblings[a][b];
            const double share = b == 0 ? 1 - ages_.newborn_share() : 1.0;
            const double occasions =
                authority.starts_per_year[b] * not_returning_[b] * share - families_.sibling_joins[b] * along;
            rate[b] = children[b] > 0 ? std::max(0.0, occasions / children[b]) : 0.0;
        }
    }
    for (auto& value : rate) value *= rate_ratio_;
    IndexRates result{.by_age = rate};
    double mean = 0;
    for (std::size_t group = 0; group < known_ethnicities.size(); ++group) {
        mean += authority.ethnicity[group] * families_.ethnicity_ratio[group];
    }
    for (std::size_t group = 0; group < known_ethnicities.size(); ++group) {
        result.by_ethnicity[group] = families_.ethnicity_ratio[group] / mean;
    }
    const double births = births_in_first_year(authority);
    if (births > 0)
        result.at_birth =
            rate_ratio_ * ages_.newborn_share() * not_returning_[0] * authority.starts_per_year[0] / births;
    // Of the published starts, which no policy moves.
    History::ByAge published{};
    for (std::size_t age = 0; age < published.size(); ++age)
        published[age] = children[age] > 0 ? authority.starts_per_year[age] / children[age] : 0;
    result.bound = candidate_headroom_ * of_large_family(published);
    for (std::size_t decile = 0; decile < deciles; ++decile) {
        for (std::size_t group = 0; group < known_ethnicities.size(); ++group) {
            const auto bound = per_month(result.bound * gradient_[decile] * result.by_ethnicity[group]);
            result.candidates[decile][group] = {bound, probability(bound),
                                                probability(bound, candidate_window)};
        }
    }
    return result;
}

BySize<std::uint32_t> EntryRates::layers(const IndexRates& rates, const History::ByAge& ratio) const {
    History::ByAge now = rates.by_age;
    for (std::size_t age = 0; age < now.size(); ++age) now[age] *= ratio[age];
    BySize<std::uint32_t> layers;
    layers.fill(1);
    const auto highest = ceilings(now);
    for (std::size_t children = 0; children < layers.size(); ++children) {
        if (highest[children] <= rates.bound) continue;
        const double needed = std::ceil(highest[children] / rates.bound);
        if (needed > most_layers)
            throw Unworkable{
                fmt::format("children would enter care at over {} times the rates of the data tables; lower "
                            "rate_ratio or levels.spread",
                            most_layers)};
        layers[children] = static_cast<std::uint32_t>(needed);
    }
    return layers;
}

double EntryRates::of_large_family(const History::ByAge& rates) const {
    double highest = 0;
    for (int youngest = 0; youngest < EntryAges::months; ++youngest) {
        double sum = 0;
        for (std::size_t child = 0; child < largest_family; ++child) {
            const int month = youngest + static_cast<int>(child) * birth_spacing;
            if (month >= EntryAges::months) break;
            sum += rates[static_cast<std::size_t>(age_band(month / 12))] * ages_.ratio(month);
        }
        highest = std::max(highest, sum);
    }
    return highest;
}

BySize<double> EntryRates::ceilings(const History::ByAge& rates) const {
    // A month may begin shortly before or after the birthday that it is counted from.
    std::array<double, EntryAges::months> at_most{};
    for (int month = 0; month < EntryAges::months; ++month) {
        for (const int near : {std::max(month - 1, 0), month, std::min(month + 1, EntryAges::months - 1)}) {
            auto& rate = at_most[static_cast<std::size_t>(month)];
            rate = std::max(rate, rates[static_cast<std::size_t>(age_band(near / 12))] * ages_.ratio(month));
        }
    }
    BySize<double> highest{};
    // Of so many children, none of them younger than a month of age.
    std::array<double, EntryAges::months + birth_spacing> of_fewer{};
    for (std::size_t children = 1; children < highest.size(); ++children) {
        std::array<double, EntryAges::months + birth_spacing> of_these{};
        for (auto month = static_cast<std::size_t>(EntryAges::months); month-- > 0;)
            of_these[month] = std::max(of_these[month + 1], at_most[month] + of_fewer[month + birth_spacing]);
        highest[children] = of_these.front();
        of_fewer = of_these;
    }
    return highest;
}

double EntryRates::births_in_first_year(const Authority& authority) const {
    double births = 0;
    constexpr std::size_t months = 13;  // with the one before the first
    const auto end = authority.newborns_until[std::min(months, authority.newborns_until.size()) - 1];
    for (std::size_t index = authority.newborns_until.front(); index < end; ++index) {
        births += gradient(authority.families.key[authority.newborns[index].family_row]);
    }
    return births;
}

}  // namespace hearth
