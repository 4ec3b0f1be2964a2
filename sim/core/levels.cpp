#include "sim/core/levels.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/random.hpp"

namespace hearth {
namespace {

/// Draws of one step: the nation's, one for each age band, an authority's, its year's, and one for each way
/// into care.
constexpr std::uint32_t nation_draw = 0, age_draw = 1,
                        authority_draw = age_draw + static_cast<std::uint32_t>(age_bands.size()),
                        year_draw = authority_draw + 1, way_draw = year_draw + 1, draws_per_flow = 16;
static_assert(way_draw + ways_into_care.size() <= draws_per_flow);

/// Steps of the levels of one flow.
class Steps {
   public:
    Steps(const Country& country, Flow flow, const Draws& draws)
        : draws_{draws}, known_{country.levels}, flow_{flow} {}

    /// What a level is multiplied by in a year, its mean 1 and its logarithm of this deviation; 1 in a year
    /// that is known or has no chance in it.
    double into(int year, AuthorityKey whose, std::uint32_t draw, double deviation) const {
        const bool is_known = !known_.walk || year <= known_[flow_].until || year > known_.walk_until;
        if (is_known || deviation == 0) return 1;
        const auto which = static_cast<std::uint32_t>(flow_) * draws_per_flow + draw;
        const auto [first, second] = draws_.uniform_pair(whose, static_cast<std::uint32_t>(year), which);
        const double normal = std::sqrt(-2 * maths::log(1 - first)) * maths::cos_of_pi_times(2 * second);
        return maths::exp(deviation * normal - deviation * deviation / 2);
    }

    /// Where steps have led to by each year of `years`; those before it, of which nothing is known, have been
    /// walked through when it begins.
    std::vector<double> walk(const Levels::Years& years, AuthorityKey whose, std::uint32_t draw,
                             double deviation) const {
        std::vector<double> at;
        double level = 1;
        for (int year = std::min(years.first, known_[flow_].until); year <= years.last; ++year) {
            level *= into(year, whose, draw, deviation);
            if (year >= years.first) at.push_back(level);
        }
        return at;
    }

   private:
    const Draws& draws_;
    const KnownLevels& known_;
    Flow flow_;
};

}  // namespace

Levels::Levels(const Country& country, std::uint64_t seed, std::uint32_t replicate)
    : years_{reporting_year(first_day(country.start)), reporting_year(last_day(country.end))} {
    const Draws draws{seed, replicate, "levels"};
    for (std::size_t index = 0; index < flows.size(); ++index) {
        const auto flow = static_cast<Flow>(index);
        const auto& known = country.levels[flow];
        const Steps steps{country, flow, draws};
        auto& levels = flows_[index];

        const auto nation = authority_key(0);
        levels.all_ages = steps.walk(years_, nation, nation_draw, known.spread.nation);
        for (int year = years_.first; year <= years_.last; ++year)
            levels.nation.push_back(known.published.ratio(year));
        for (std::uint32_t age = 0; age < age_bands.size(); ++age) {
            const auto apart = steps.walk(years_, nation, age_draw + age, known.spread.age);
            for (std::size_t year = 0; year < apart.size(); ++year)
                levels.nation[year][age] *= levels.all_ages[year] * apart[year];
        }
        for (const auto& authority : country.authorities) {
            const auto key = authority_key(authority.number);
            auto& here = levels.authorities.emplace_back(
                steps.walk(years_, key, authority_draw, known.spread.authority));
            for (int year = years_.first; year <= years_.last; ++year) {
                auto& level = here[row(year)];
                level *= steps.into(year, key, year_draw, known.spread.year_alone);
                if (flow == Flow::starts) level *= authority.starts_history.ratio(year);
            }
        }
    }
    const Steps steps{country, Flow::starts, draws};
    for (int year = years_.first; year <= years_.last; ++year)
        entry_mixes_.push_back(country.levels.entry_mixes.of(year));
    for (std::uint32_t way = 0; way < ways_into_care.size(); ++way) {
        const auto apart = steps.walk(years_, authority_key(0), way_draw + way, country.levels.way_spread);
        for (std::size_t year = 0; year < apart.size(); ++year)
            for (std::size_t status = 0; status < entry_ways.size(); ++status)
                if (entry_ways[status] == static_cast<WayIntoCare>(way))
                    entry_mixes_[year].legal[status] *= apart[year];
    }
}

History::ByAge Levels::of(Flow flow, std::size_t authority, int year) const {
    const auto& levels = flows_[static_cast<std::size_t>(flow)];
    auto ratios = levels.nation.at(row(year));
    const double here = levels.authorities[authority].at(row(year));
    for (auto& ratio : ratios) ratio *= here;
    return ratios;
}

double Levels::of_all_ages(Flow flow, std::size_t authority, int year) const {
    const auto& levels = flows_[static_cast<std::size_t>(flow)];
    return levels.all_ages.at(row(year)) * levels.authorities[authority].at(row(year));
}

}  // namespace hearth
