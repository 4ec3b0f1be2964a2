#include "sim/rules/matching.hpp"

#include <algorithm>

namespace hearth {
namespace {

constexpr std::array<std::string_view, 5> aspects{"age", "complexity", "ethnicity", "experience",
                                                  "compatibility"};

std::map<std::string, MakeStrategy, std::less<>>& table() {
    static std::map<std::string, MakeStrategy, std::less<>> strategies;
    return strategies;
}

}  // namespace

FosterMatch::FosterMatch(Section& config)
    : weights_{config.row("match_weight", "1", {"aspect", aspects}, {0, 1},
                          "part that each aspect has in how well carers fit a child")},
      sole_complexity_{config.real("sole_complexity", "1", {0, 10},
                                   "complexity from which a child needs to be the only one of a household")} {
}

bool FosterMatch::approves(const FosterHousehold& household, const Seeker& seeker) {
    return takes_age(household, seeker.age) && seeker.complexity <= static_cast<double>(household.complexity);
}

double FosterMatch::match(const FosterHousehold& household, const Seeker& seeker, Day today,
                          double compatibility) const {
    constexpr double experienced_years = 5;
    const double beyond = seeker.complexity - static_cast<double>(household.complexity);
    const double years = (today - household.approved) / days_per_year;
    const std::array fits{
        takes_age(household, seeker.age) ? 1.0 : 0.0,
        std::clamp(1 - beyond, 0.0, 1.0),
        seeker.ethnicity == household.ethnicity || seeker.ethnicity == Ethnicity::unknown ? 1.0 : 0.0,
        std::clamp(years / experienced_years, 0.0, 1.0),
        compatibility,
    };
    double sum = 0, weights = 0;
    for (std::size_t aspect = 0; aspect < fits.size(); ++aspect) {
        sum += weights_[aspect] * fits[aspect];
        weights += weights_[aspect];
    }
    return weights > 0 ? sum / weights : typical_match;
}

int Offer::siblings_there() const {
    int there = 0;
    for (const auto sibling : seeker.siblings) {
        const auto& child = roster[sibling];
        const bool is_there = child.kind == place.kind && child.provider_row == place.row &&
                              child.provider_authority == place.authority;
        there += is_there && place.row != no_row ? 1 : 0;
    }
    return there;
}

const std::map<std::string, MakeStrategy, std::less<>>& strategies() {
    return table();
}

void strategy_registry::add(std::string name, MakeStrategy make) {
    table().emplace(std::move(name), std::move(make));
}

std::unique_ptr<Strategy> read_strategy(Section& config) {
    std::vector<std::string_view> names;
    for (const auto& [name, make] : strategies()) names.push_back(name);
    const auto chosen = config.choice("strategy", names, "how an authority chooses among the places offered");
    const auto found = strategies().find(chosen);
    return found == strategies().end() ? strategies().begin()->second() : found->second();
}

}  // namespace hearth
