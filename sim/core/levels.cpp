#include "sim/core/levels.hpp"

#include <algorithm>
#include <cmath>

#include "sim/core/random.hpp"

namespace hearth {
namespace {

/// Draws of one step: the nation's, one for each age band, an authority's, and its year's.
constexpr std::uint32_t nation_draw = 0, age_draw = 1,
                        authority_draw = age_draw + static_cast<std::uint32_t>(age_bands.size()),
                        year_draw = authority_draw + 1, draws_per_flow = 16;

/// Steps of the levels of one flow.
class Steps {
   public:
    Steps(const Draws& draws, const KnownLevels& known, Flow flow)
        : draws_{draws}, known_{known}, flow_{flow} {}

    /// A factor with mean 1 whose logarithm has this deviation.
    double factor(AuthorityKey whose, int year, std::uint32_t draw, double deviation) const {
        if (deviation == 0) return 1;
        const auto which = static_cast<std::uint32_t>(flow_) * draws_per_flow + draw;
        const auto [first, second] = draws_.uniform_pair(whose, static_cast<std::uint32_t>(year), which);
        const double normal = std::sqrt(-2 * maths::log(1 - first)) * maths::cos_of_pi_times(2 * second);
        return maths::exp(deviation * normal - deviation * deviation / 2);
    }

    /// Is a step taken into this year?
    bool into(int year) const {
        return known_.walk && year > known_[flow_].until && year <= known_.walk_until;
    }

   private:
    const Draws& draws_;
    const KnownLevels& known_;
    Flow flow_;
};

}  // namespace

Levels::Levels(const Country& country, std::uint64_t seed, std::uint32_t replicate)
    : first_year_{reporting_year(first_day(country.start))} {
    const Draws draws{seed, replicate, "levels"};
    const int last_year = reporting_year(last_day(country.end));
    const auto nation = authority_key(0);
    for (std::size_t index = 0; index < flows.size(); ++index) {
        const auto flow = static_cast<Flow>(index);
        const auto& known = country.levels[flow];
        const Steps steps{draws, country.levels, flow};
        auto& levels = flows_[index];

        // What is not known of the years before the run has been walked through when it begins.
        double all_ages = 1;
        History::ByAge by_age{};
        by_age.fill(1);
        std::vector<double> here(country.authorities.size(), 1);
        levels.authorities.resize(country.authorities.size());
        for (int year = std::min(first_year_, known.until); year <= last_year; ++year) {
            const bool steps_on = steps.into(year);
            if (steps_on) {
                all_ages *= steps.factor(nation, year, nation_draw, known.spread.nation);
                for (std::uint32_t age = 0; age < by_age.size(); ++age)
                    by_age[age] *= steps.factor(nation, year, age_draw + age, known.spread.age);
            }
            const auto published = known.published.ratio(year);
            if (year >= first_year_) {
                levels.all_ages.push_back(all_ages);
                auto& ratios = levels.nation.emplace_back(published);
                for (std::size_t age = 0; age < ratios.size(); ++age) ratios[age] *= all_ages * by_age[age];
            }
            for (std::size_t authority = 0; authority < here.size(); ++authority) {
                const auto key = authority_key(country.authorities[authority].number);
                if (steps_on)
                    here[authority] *= steps.factor(key, year, authority_draw, known.spread.authority);
                if (year < first_year_) continue;
                const double alone =
                    steps_on ? steps.factor(key, year, year_draw, known.spread.year_alone) : 1;
                const double of_record =
                    flow == Flow::starts ? country.authorities[authority].starts_history.ratio(year) : 1;
                levels.authorities[authority].push_back(here[authority] * alone * of_record);
            }
        }
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
