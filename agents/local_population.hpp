#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>

#include "agents/families.hpp"
#include "agents/homes_market.hpp"
#include "agents/in_care.hpp"
#include "agents/kept.hpp"
#include "agents/owned_tables.hpp"
#include "agents/policies.hpp"
#include "agents/recruitment.hpp"
#include "agents/returned.hpp"
#include "agents/supply.hpp"

namespace hearth {

/// The kinds of supply whose places are counted; each authority has a list of vacancies for each.
enum class Supply : std::uint8_t {
    in_house_foster,
    private_foster,
    voluntary_foster,
    authority_home,
    private_home,
    voluntary_home
};
constexpr std::size_t supply_count = 6;
constexpr bool is_foster(Supply supply) {
    return supply < Supply::authority_home;
}

/// What one replicate changes in one local authority. Only that authority's task edits it while months are
/// planned.
///
/// Everybody reads every table. Most of what happens to a child, household or home is written by
/// `Population`, on its day. What one process alone writes has a method of its own here, for that process
/// (`tests/agents/test_writers.cpp` reads who calls it); what a process remembers beyond is in tables of its
/// own.
class LocalPopulation {
   public:
    Kept<FamilyStates> families;
    Kept<InCare> in_care;
    Kept<std::size_t> sorted;  ///< rows of in_care that are sorted by key; those after entered this month
    Kept<Returned> returned;
    Kept<FosterHouseholds> households;
    Kept<Recruitment> recruitment;
    Kept<Homes> homes;
    Kept<MarketOfHomes> homes_market;
    Policies policies;  ///< of this month, to be written in `Process::steer`
    Kept<std::array<Vacancies, supply_count>> vacancies;  ///< by Supply; rows of households or of homes

    /// What a process remembers of each child in care, household or home, by its row (`OwnedTable`).
    template <owned::BesideSomebody Row>
    Records<Row>& beside() {
        auto& records = owned_.of<Row>();
        if (const auto rows = roster_of(static_cast<const typename Row::Beside*>(nullptr));
            records.size() < rows)
            records.resize(rows);
        return records;
    }

    /// What else a process remembers.
    template <class Row>
    requires(!owned::BesideSomebody<Row>) Records<Row>
    &list() { return owned_.of<Row>(); }

    /// All that processes remember.
    const OwnedTables& owned() const { return owned_; }

    /// What policies change for a child this month, to be written in `Process::steer`.
    ChildPolicies& steer(std::size_t child) { return beside<ChildPolicies>()[child]; }
    /// The same, to be read.
    const ChildPolicies& policies_for(std::size_t child) const {
        static constexpr ChildPolicies without{};
        const auto& records = owned_.of<ChildPolicies>();
        return child < records.size() ? records[child] : without;
    }
    /// As it is without any policy, for a month that begins.
    void forget_policies() {
        policies = {};
        owned_.of<ChildPolicies>().clear();
    }

    /// `care_entry`: the month of a family's next candidate, within its window.
    void expect_candidate(std::size_t family, std::uint8_t month) { families.to_write().due[family] = month; }

    /// `complexity_of_need`: what a child comes with, and how that grows and heals.
    void begin_complexity(std::size_t child, double complexity) {
        in_care.to_write()[child].base_complexity = complexity;
        set_complexity(child, complexity);
    }
    void set_complexity(std::size_t child, double complexity) {
        in_care.to_write()[child].complexity = complexity;
    }

    /// `re_entry`: the hazard left before a child who went home is looked after again, and whom it goes on
    /// to remember: these rows, in their order.
    double& return_clock(std::size_t row) { return returned.to_write()[row].clock; }
    void keep_returned(std::span<const std::uint32_t> rows) {
        auto& all = returned.to_write();
        std::size_t kept = 0;
        for (const auto row : rows) all[kept++] = all[row];
        all.resize(kept);
    }

    /// `foster_retention`: the hazard left before a household decides to stop.
    double& leaving_clock(std::size_t household) { return households.to_write()[household].leaving_clock; }

    /// `peer_support`: is a household in a constellation?
    void support(std::size_t household, bool is_in_one) {
        households.to_write()[household].supported = is_in_one ? 1 : 0;
    }

    /// `foster_recruitment`: its enquiries and applications.
    Recruitment& recruit() { return recruitment.to_write(); }

    /// `recruitment_campaign`: what is left of its spending.
    double& campaign_adstock() { return recruitment.to_write().adstock; }

    /// `homes_market`: the smoothed occupancy of a home, and the hazard left before it gives notice; the
    /// market's occupancy and prices, and the homes decided on.
    void set_occupancy(std::size_t home, double occupancy) {
        homes.to_write()[home].occupancy = static_cast<float>(occupancy);
    }
    double& closing_clock(std::size_t home) { return homes.to_write()[home].closing_clock; }
    void set_market(double occupancy, double price_ratio) {
        auto& market = homes_market.to_write();
        market.occupancy = occupancy;
        market.price_ratio = price_ratio;
    }
    auto& opening_due(std::size_t sector) { return homes_market.to_write().opening_due[sector]; }

   private:
    friend class Population;

    std::size_t roster_of(const ChildInCare*) const { return in_care.size(); }
    std::size_t roster_of(const FosterHousehold*) const { return households.size(); }
    std::size_t roster_of(const Home*) const { return homes.size(); }

    /// Behind `for_each_table` (population_tables.hpp).
    template <class Self, class Visit>
    static void walk_tables(Self& self, Visit&& visit);

    OwnedTables owned_;  ///< what processes remember
};

/// What had befallen carers and homes of one authority before the first month. A process writes it in `begin`
/// and has no way to it later: lists of vacancies are made when all have begun.
class BeforeFirstDay {
   public:
    /// `foster_recruitment`: somebody has applied and is not decided on yet.
    void apply(const FosterHousehold& applicant) { own_.households.to_write().push_back(applicant); }

    /// `carer_availability`: a household takes nobody up to and with the day `until`.
    void hold(std::size_t household, Day until) {
        auto& carers = own_.households.to_write()[household];
        carers.on_hold = 1;
        carers.hold_ends = until;
    }

    /// `foster_retention`: the last child left, or it has decided to stop by a day.
    void empty(std::size_t household, Day since) {
        own_.households.to_write()[household].empty_since = since;
    }
    void retire(std::size_t household, Day by) { own_.households.to_write()[household].retires_by = by; }

    /// `homes_market`: a home has given notice, and closes on a day.
    void give_notice(std::size_t home, Day closes_on) { own_.homes.to_write()[home].closes_on = closes_on; }

   private:
    friend class Population;
    explicit BeforeFirstDay(LocalPopulation& own) : own_{own} {}

    LocalPopulation& own_;
};

/// Calls `visit(row)` for every brother or sister of the child at `row` who is in the roster and looked
/// after.
template <class Visit>
void for_each_sibling(const LocalPopulation& local, std::uint32_t row, Visit&& visit) {
    const auto& roster = local.in_care;
    const auto family = roster[row].family_row;
    if (family == no_row) return;
    const auto look = [&](std::uint32_t other) {
        if (other != row && roster[other].status == CareStatus::looked_after) visit(other);
    };
    // Those of before this month lie beside each other, in the order of their keys.
    auto first = row;
    if (row < local.sorted) {
        while (first > 0 && roster[first - 1].family_row == family) --first;
    } else {
        const auto begin = roster.begin();
        const auto eldest = child_of(family_of(roster[row].child), 1);
        first = static_cast<std::uint32_t>(
            std::lower_bound(begin, begin + static_cast<std::ptrdiff_t>(local.sorted), eldest,
                             [](const ChildInCare& one, ChildKey key) { return one.child < key; }) -
            begin);
    }
    for (auto other = first; other < local.sorted && roster[other].family_row == family; ++other) look(other);
    for (auto other = static_cast<std::uint32_t>(local.sorted); other < roster.size(); ++other) {
        if (roster[other].family_row == family) look(other);
    }
}

/// Do two children of one roster live together?
inline bool are_together(const InCare& roster, std::uint32_t one, std::uint32_t other) {
    if (roster[one].kind == PlacementKind::none || roster[one].kind != roster[other].kind) return false;
    return roster[one].carer == roster[other].carer;
}

/// A child's brothers and sisters who are looked after by the same authority: those it lives with, and
/// others.
struct SiblingsInCare {
    int together = 0;
    int apart = 0;

    /// Does the child have some, and live with none of them?
    bool is_apart() const { return together == 0 && apart > 0; }
};

inline SiblingsInCare siblings_of(const LocalPopulation& local, std::uint32_t row) {
    SiblingsInCare found;
    for_each_sibling(local, row, [&](std::uint32_t other) {
        ++(are_together(local.in_care, row, other) ? found.together : found.apart);
    });
    return found;
}

/// Which list of vacancies a household or home belongs to.
Supply supply_of(const FosterHousehold& household);
Supply supply_of(const Home& home);

}  // namespace hearth
