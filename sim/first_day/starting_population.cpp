#include "sim/first_day/starting_population.hpp"

#include <algorithm>
#include <numeric>
#include <span>

#include "sim/first_day/migration.hpp"

namespace hearth {
namespace {

ListedAuthority listed_authority(const AuthorityInputs& from, const std::vector<Region>& regions) {
    const auto region = std::ranges::find(regions, from.region, &Region::name);
    const auto sum = [](const auto& numbers) { return std::accumulate(numbers.begin(), numbers.end(), 0.0); };
    return {.code = from.code,
            .name = from.name,
            .region_code = region == regions.end() ? "" : region->code,
            .region = from.region,
            .adults = from.adults,
            .looked_after = sum(from.looked_after),
            .foster_places = sum(from.foster_places)};
}

/// Puts the first days of authorities side by side into one country.
void append(Country& country, std::vector<FirstDayTables>& all) {
    for (std::uint16_t row = 0; row < all.size(); ++row) {
        auto& made = all[row];
        auto& authority = country.authorities[row];
        const auto offset = static_cast<std::uint32_t>(country.placements.size());
        for (auto& child : made.in_care) child.placement_row += offset;
        for (auto& placement : made.placements) placement.authority = row;
        for (auto& change : made.stage_changes) change.authority = row;
        append_table(country.placements, made.placements);
        append_table(country.legal_episodes, made.legal_episodes);
        append_table(country.stage_changes, made.stage_changes);
        authority.in_care = std::move(made.in_care);
        authority.returned = std::move(made.returned);
        authority.households = std::move(made.households);
        authority.homes = std::move(made.homes);
    }
}

}  // namespace

StartingPopulation::StartingPopulation(Section& config)
    : families_{config}, construction_{config}, market_{config} {}

Country StartingPopulation::build(const Inputs& inputs, const std::vector<std::size_t>& chosen, Month start,
                                  int months, std::uint64_t seed, const Workers& workers) const {
    return build(inputs, chosen, start, months, seed, workers, ConstructedFirstDay{construction_, inputs});
}

Country StartingPopulation::build(const Inputs& inputs, const std::vector<std::size_t>& chosen, Month start,
                                  int months, std::uint64_t seed, const Workers& workers,
                                  const FirstDay& first_day_of) const {
    const Draws draw{seed, shared_by_replicates, "starting_population"};
    const Draws of_migration{seed, shared_by_replicates, "migration"};
    const Day eve = first_day(start) - 1;
    const int last_cohort_needed = reporting_year(last_day(start + (months - 1)));

    Country country;
    static_cast<NationFacts&>(country) = inputs;
    country.start = start;
    country.seed = seed;
    country.carers = construction_.supply.profile();
    country.end = month_of(last_cohort_needed, 4);
    country.first_birth_month = start + -12 * ages_of_children;
    for (const auto& from : inputs.authorities)
        country.listed.push_back(listed_authority(from, inputs.regions));
    country.authorities.resize(chosen.size());
    std::vector<FirstDayTables> made(chosen.size());
    workers.for_each(chosen.size(), [&](std::size_t row) {
        const auto& from = inputs.authorities[chosen[row]];
        auto& authority = country.authorities[row];
        static_cast<AuthorityFacts&>(authority) = from;
        const auto region = std::ranges::find(country.regions, from.region, &Region::name);
        if (region != country.regions.end())
            authority.region = static_cast<std::uint16_t>(region - country.regions.begin());
        families_.build(authority, from, inputs.year, last_cohort_needed, draw);
        list_newborns(authority, start + (-1), month_of(last_cohort_needed, 4));
        made[row] = first_day_of.of(authority, from, eve, draw);
        count_at_home(authority, made[row].in_care, eve);
        // Last: whoever comes or goes is of no account on the first day, nor for the rates that follow from
        // it.
        move_families(authority, from.net_migration, {start, country.end}, families_.family_sizes(), draw,
                      of_migration);
    });
    append(country, made);
    market_.settle(country);
    return country;
}

}  // namespace hearth
