#include "sim/engine/starting_population.hpp"

#include <algorithm>
#include <numeric>

#include "sim/engine/build_looked_after.hpp"

namespace hearth {
namespace {

constexpr std::array<std::string_view, largest_family> size_labels{"one",  "two",  "three",
                                                                   "four", "five", "six"};
constexpr std::array<std::string_view, StartingPopulation::longest_gap> gap_labels{
    "year_1", "year_2", "year_3", "year_4", "year_5", "year_6", "year_7", "year_8"};
constexpr std::array<std::string_view, 2> place_kinds{"foster", "childrens_home"};
constexpr std::array<std::string_view, 2> home_figures{"homes", "places"};

}  // namespace

StartingPopulation::StartingPopulation(Section& config)
    : family_size_{config.row("family_size", "1", {"children", size_labels}, {0, 1},
                              "share of families by the number of children they will have")},
      birth_gap_{config.row("birth_gap", "1", {"years", gap_labels}, {0, 1},
                            "share of births by reporting years since the birth before")},
      homes_for_one_listed_{config.row("homes_for_one_listed", "1", {"what", home_figures}, {1, 2},
                                       "children's homes there are, and their places, for one in the list")},
      provider_of_places_{config.table("provider", "1", {"placement", place_kinds},
                                       {"provider", ProviderMix::labels}, {0, 1},
                                       "share of providers of the placements whose places are counted")},
      carers_{config.section("foster_carers", "foster households of the first day")},
      male_ratio_{config.real("male_ratio", "1", {0.1, 10}, "boys looked after per boy, against girls")},
      returned_per_start_{config.real("returned_per_start", "1", {0, 1},
                                      "children who go home in a year, per child starting")},
      time_in_care_{config},
      circumstances_ratio_{
          config.row("circumstances_ratio", "1",
                     {"placement", std::span{placement_kinds.names}.first(placement_kind_count)}, {0, 20},
                     "hazard of a disruption in the circumstances of a run, which lives do not know, against "
                     "typical ones")},
      differences_{config.shared<FamilyDifferences>()},
      entry_ages_{config.shared<EntryAges>()},
      entry_{config.shared<EntryProfile>()},
      unaccompanied_{config.shared<UnaccompaniedProfile>()},
      legal_{config.shared<LegalPath>()},
      adoption_{config.shared<AdoptionHazard>()},
      growth_{config.shared<NeedGrowth>()},
      plans_{config.shared<PlannedMoveHazard>()},
      disruptions_{config.shared<DisruptionHazard>()},
      leaving_{config.shared<LeavingHazard>()},
      re_entry_{config.shared<ReEntryHazard>()},
      mix_{config.shared<PlacementMix>()},
      provider_mix_{config.shared<ProviderMix>()},
      terms_{config.shared<SearchTerms>()},
      home_places_{config.shared<HomePlacesInUse>()} {}

ListedAuthority StartingPopulation::listed(const AuthorityInputs& from, const std::vector<Region>& regions) {
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

Country StartingPopulation::build(const Inputs& inputs, const std::vector<std::size_t>& chosen, Month start,
                                  int months, std::uint64_t seed, const Workers& workers) const {
    const Draws draw{seed, shared_by_replicates, "starting_population"};
    const Day eve = first_day(start) - 1;
    const int last_cohort_needed = reporting_year(last_day(start + (months - 1)));
    const TimeInCare time_in_care{inputs, time_in_care_, entry_ages_, leaving_, unaccompanied_};

    Country country;
    static_cast<NationFacts&>(country) = inputs;
    country.start = start;
    country.seed = seed;
    country.carers = carers_.profile();
    country.end = month_of(last_cohort_needed, 4);
    country.first_birth_month = start + -12 * ages_of_children;
    for (const auto& from : inputs.authorities) country.listed.push_back(listed(from, inputs.regions));
    country.authorities.resize(chosen.size());
    std::vector<PastCare> past(chosen.size());
    workers.for_each(chosen.size(), [&](std::size_t row) {
        const auto& from = inputs.authorities[chosen[row]];
        auto& authority = country.authorities[row];
        static_cast<AuthorityFacts&>(authority) = from;
        for (std::uint16_t region = 0; region < country.regions.size(); ++region) {
            if (country.regions[region].name == from.region) authority.region = region;
        }
        build_families(authority, from, inputs.year, last_cohort_needed, draw);
        build_supply(authority, from, eve, draw);
        build_looked_after(authority, past[row], from, eve, time_in_care, draw);
        build_returned(authority, eve, draw);
        count_at_home(authority, eve);
        list_newborns(authority, start + (-1), month_of(last_cohort_needed, 4));
    });
    for (std::uint16_t row = 0; row < chosen.size(); ++row) {
        const auto offset = static_cast<std::uint32_t>(country.placements.size());
        for (auto& child : country.authorities[row].in_care) child.placement_row += offset;
        for (auto& placement : past[row].placements) placement.authority = row;
        for (auto& change : past[row].stages) change.authority = row;
        append_table(country.placements, past[row].placements);
        append_table(country.legal_episodes, past[row].legal);
        append_table(country.stage_changes, past[row].stages);
    }
    settle(country);
    return country;
}

}  // namespace hearth
