#pragma once

#include <set>
#include <vector>

#include "agents/country.hpp"
#include "sim/core/random.hpp"
#include "sim/core/work.hpp"
#include "sim/engine/inputs.hpp"
#include "sim/engine/time_in_care.hpp"
#include "sim/rules/adoption_hazard.hpp"
#include "sim/rules/disruption_hazard.hpp"
#include "sim/rules/entry_ages.hpp"
#include "sim/rules/entry_profile.hpp"
#include "sim/rules/family_differences.hpp"
#include "sim/rules/foster_carers.hpp"
#include "sim/rules/geography.hpp"
#include "sim/rules/home_places.hpp"
#include "sim/rules/leaving_hazard.hpp"
#include "sim/rules/legal_path.hpp"
#include "sim/rules/need_growth.hpp"
#include "sim/rules/place_finding.hpp"
#include "sim/rules/placement_mix.hpp"
#include "sim/rules/planned_move_hazard.hpp"
#include "sim/rules/provider_mix.hpp"
#include "sim/rules/re_entry_hazard.hpp"
#include "sim/rules/unaccompanied.hpp"

namespace hearth {

/// Assumptions from which the first day is constructed: a section of its own, and rules that it shares with
/// processes. Of these it reads what is there without scenarios, which leave the first day as it was.
class StartingPopulation {
   public:
    /// Years from one birth to the next, 1 to `longest_gap`.
    static constexpr std::size_t longest_gap = 8;

    explicit StartingPopulation(Section& config);

    /// Builds the chosen authorities: each from its own inputs and keys alone, in parallel.
    ///
    /// @param chosen  rows of inputs.authorities
    /// @param start   first month; its day before is the first day's eve, on which the stock is counted
    /// @param months  births are built to the end of the reporting year in which the last of them lies
    Country build(const Inputs& inputs, const std::vector<std::size_t>& chosen, Month start, int months,
                  std::uint64_t seed, const Workers& workers) const;

   private:
    static ListedAuthority listed(const AuthorityInputs& from, const std::vector<Region>& regions);

    struct Life;
    struct PastCare;
    struct Tilt;
    class Margins;
    class LookedAfter;

    void build_families(Authority& authority, const AuthorityInputs& inputs, int year, int last_cohort_needed,
                        const Draws& draw) const;
    void list_newborns(Authority& authority, Month first, Month end) const;
    void count_at_home(Authority& authority, Day eve) const;
    void build_supply(Authority& authority, const AuthorityInputs& inputs, Day eve, const Draws& draw) const;
    void build_homes(Authority& authority, const ListedHomes& homes, bool are_secure, Day eve,
                     const Draws& draw) const;
    void build_looked_after(Authority& authority, PastCare& past, const AuthorityInputs& inputs, Day eve,
                            const TimeInCare& time_in_care, const Draws& draw) const;
    void build_returned(Authority& authority, Day eve, const Draws& draw) const;
    bool offer(Authority& authority, std::uint32_t row, Day left, Day eve, AgeBand band,
               std::set<std::uint64_t>& taken, const Draws& draw) const;
    void build_unaccompanied(Authority& authority, const AuthorityInputs& inputs, Day eve,
                             const Draws& draw) const;
    void assign_needs(InCare& roster, const AuthorityInputs& inputs, Day eve, const Draws& draw) const;
    std::vector<std::optional<LegalStatus>> assign_short_statuses(InCare& roster,
                                                                  const AuthorityInputs& inputs, Day eve,
                                                                  const Draws& draw) const;
    void choose_lives(InCare& roster, PastCare& past, const AuthorityInputs& inputs, Day eve,
                      const std::vector<std::optional<LegalStatus>>& begins_under, const Draws& draw) const;
    static void remember(const Life& life, ChildInCare& child, PastCare& past);
    void settle(Country& country) const;
    void assign_providers(const InCare& roster, PastCare& past, const AuthorityInputs& inputs,
                          const Draws& draw) const;
    static bool improve(const InCare& roster, const std::vector<std::vector<Life>>& lives,
                        std::vector<std::size_t>& taken, Margins& margins, double bonus);
    std::optional<Life> try_life(const InCare& roster, std::size_t row, std::uint32_t attempt, Day eve,
                                 const Tilt& tilt, const Draws& draw) const;

    std::vector<double> family_size_;
    std::vector<double> birth_gap_;
    std::vector<double> homes_for_one_listed_;
    Table provider_of_places_;
    FosterCarers carers_;
    double male_ratio_;
    double returned_per_start_;
    TimeInCareShares time_in_care_;
    std::vector<double> circumstances_ratio_;

    // Shared with the processes.
    FamilyDifferences differences_;
    EntryAges entry_ages_;
    EntryProfile entry_;
    UnaccompaniedProfile unaccompanied_;
    LegalPath legal_;
    AdoptionHazard adoption_;
    NeedGrowth growth_;
    PlannedMoveHazard plans_;
    DisruptionHazard disruptions_;
    LeavingHazard leaving_;
    ReEntryHazard re_entry_;
    PlacementMix mix_;
    ProviderMix provider_mix_;
    SearchTerms terms_;
    HomePlacesInUse home_places_;
};

}  // namespace hearth
