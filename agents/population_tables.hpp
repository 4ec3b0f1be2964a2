#pragma once

#include "agents/population.hpp"

namespace hearth {

/// Calls `visit(name, table)` for everything that one local authority holds: columns, records, lists, and
/// single facts, always in the same order. The one list of them: saving and restoring a replicate walk it.
///
/// A member that is added to LocalPopulation without being added here does not compile.
template <class Self, class Visit>
void LocalPopulation::walk_tables(Self& self, Visit&& visit) {
    auto& [families, in_care, sorted, returned, households, recruitment, homes, homes_market, policies,
           vacancies, owned] = self;
    visit("families.due", families.table_.due);
    visit("families.absent", families.table_.absent);
    visit("in_care", in_care.table_);
    visit("sorted", sorted.table_);
    visit("returned", returned.table_);
    visit("households", households.table_);
    visit("recruitment", recruitment.table_);
    visit("homes", homes.table_);
    visit("homes_market", homes_market.table_);
    visit("policies", policies);
    for (auto& of_kind : vacancies.table_) of_kind.for_each_list(visit);
    owned.for_each(visit);
}

template <class Self, class Visit>
void Population::walk_tables(Self& self, Visit&& visit) {
    auto& [country, local, books, free, placements, care_starts, care_ends, placement_ends, legal_episodes,
           stage_changes, searches, missing_episodes, carer_events] = self;
    static_cast<void>(country);  // is not a replicate's own
    for (auto& of_authority : local) LocalPopulation::walk_tables(of_authority, visit);
    for (auto& of_authority : books) of_authority.for_each_table(visit);
    for (auto& of_kind : free) visit("free", of_kind);
    visit("placements", placements);
    visit("care_starts", care_starts);
    visit("care_ends", care_ends);
    visit("placement_ends", placement_ends);
    visit("legal_episodes", legal_episodes);
    visit("stage_changes", stage_changes);
    visit("searches", searches);
    visit("missing_episodes", missing_episodes);
    visit("carer_events", carer_events);
}

/// The same for a whole replicate: every authority's tables, then those that all share.
template <class Visit>
void for_each_table(const Population& population, Visit&& visit) {
    Population::walk_tables(population, visit);
}
template <class Visit>
void for_each_table(Population& population, Visit&& visit) {
    Population::walk_tables(population, visit);
}

}  // namespace hearth
