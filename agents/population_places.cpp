#include <stdexcept>

#include "agents/population.hpp"

/// Places with foster carers and in homes: who has one, who takes it, who gives it back.
namespace hearth {
namespace {

using VacancyLists = std::array<Vacancies, supply_count>;

/// Puts a household or home on its list of vacancies, or takes it off.
template <class Table>
void list_row(const Table& table, std::uint32_t row, VacancyLists& vacancies) {
    auto& of_its_kind = vacancies[static_cast<std::size_t>(supply_of(table[row]))];
    if (vacant(table[row]) > 0) {
        of_its_kind.add(row);
    } else {
        of_its_kind.remove(row);
    }
}

template <class Table>
void list_all(const Table& table, VacancyLists& vacancies) {
    for (std::uint32_t row = 0; row < table.size(); ++row) list_row(table, row, vacancies);
}

template <class Table>
void take(Table& table, std::uint32_t row, VacancyLists& vacancies) {
    if (table[row].filled >= table[row].places)
        throw std::logic_error{"a child was placed where no place is free"};
    ++table[row].filled;
    list_row(table, row, vacancies);
}

template <class Table>
void give_back(Table& table, std::uint32_t row, VacancyLists& vacancies) {
    --table[row].filled;
    list_row(table, row, vacancies);
}

}  // namespace

Supply supply_of(const FosterHousehold& household) {
    switch (household.provider) {
        case Provider::own:
            return Supply::in_house_foster;
        case Provider::voluntary:
            return Supply::voluntary_foster;
        default:
            return Supply::private_foster;
    }
}
Supply supply_of(const Home& home) {
    switch (home.sector) {
        case Sector::local_authority:
            return Supply::authority_home;
        case Sector::private_:
            return Supply::private_home;
        default:
            return Supply::voluntary_home;
    }
}

void Population::grow_lists(LocalPopulation& local) {
    for (std::size_t supply = 0; supply < supply_count; ++supply) {
        const bool fosters = is_foster(static_cast<Supply>(supply));
        local.vacancies.to_write()[supply].grow(fosters ? local.households.size() : local.homes.size());
    }
}

void Population::list_vacancies(std::size_t authority) {
    auto& local = local_[authority];
    grow_lists(local);
    list_all(*local.households, local.vacancies.to_write());
    list_all(*local.homes, local.vacancies.to_write());
    count_free(authority);
}

void Population::count_free(std::size_t authority) {
    for (std::size_t supply = 0; supply < supply_count; ++supply) {
        free_[supply][authority] = static_cast<std::uint32_t>(local_[authority].vacancies[supply].size());
    }
}

/// Takes one place of a household or home; returns its key. Parents have none.
std::uint64_t Population::fill(const Place& place, ChildKey child, std::uint16_t placement_number) {
    if (place.kind == PlacementKind::parents) return 0;
    if (place.row == no_row) return place.carer != 0 ? place.carer : named_carer(child, placement_number);
    auto& provider = local_[place.authority];
    auto& vacancies = provider.vacancies.to_write();
    if (place.kind == PlacementKind::foster) {
        auto& sole = carers_at(place.authority, place.row).sole;
        sole = static_cast<std::uint8_t>(sole + place.sole);
        take(provider.households.to_write(), place.row, vacancies);
        count_free(place.authority);
        return provider.households[place.row].key.value;
    }
    take(provider.homes.to_write(), place.row, vacancies);
    count_free(place.authority);
    return provider.homes[place.row].key.value;
}

/// The place where the child is can be somebody else's.
void Population::give_back_place(const ChildInCare& child, Day day) {
    if (child.provider_row == no_row) return;
    auto& provider = local_[child.provider_authority];
    auto& vacancies = provider.vacancies.to_write();
    if (child.kind == PlacementKind::foster) {
        auto& household = carers_at(child.provider_authority, child.provider_row);
        household.sole = static_cast<std::uint8_t>(household.sole - child.sole);
        give_back(provider.households.to_write(), child.provider_row, vacancies);
        if (household.filled == 0) household.empty_since = day;
    } else {
        give_back(provider.homes.to_write(), child.provider_row, vacancies);
    }
    count_free(child.provider_authority);
}

/// What the roster knows of the place where the child is now.
void Population::settle_in(ChildInCare& child, const Place& place) {
    child.carer = fill(place, child.child, child.placement_number);
    child.provider = place.provider;
    child.provider_authority = place.authority;
    child.provider_row = place.row;
    child.distance_km = place.distance_km;
    child.outside = place.outside;
    child.sole = place.sole;
    child.match = place.match;
}

void Population::settle(std::uint16_t authority, std::uint32_t row, const Place& place) {
    auto& child = child_at(authority, row);
    settle_in(child, place);
    auto& placement = placements_[child.placement_row];
    placement.carer = child.carer;
    placement.provider = place.provider;
    placement.provider_authority = place.authority;
    placement.provider_row = place.row;
    placement.distance_km = place.distance_km;
    placement.outside = place.outside;
}

void Population::hand_over(Country& country) && {
    for (std::size_t authority = 0; authority < local_.size(); ++authority) {
        auto& settled = local_[authority];
        auto& home = country.authorities[authority];
        home.in_care = std::move(settled.in_care.to_write());
        home.households = std::move(settled.households.to_write());
        home.homes = std::move(settled.homes.to_write());
    }
    country.placements = std::move(placements_);
}

/// After a change of a household: is it on the list of vacancies?
void Population::list_again(std::uint16_t authority, std::uint32_t household) {
    list_row(*local_[authority].households, household, local_[authority].vacancies.to_write());
    count_free(authority);
}

void Population::hold(std::uint16_t authority, std::uint32_t household, Day until) {
    auto& carers = carers_at(authority, household);
    carers.on_hold = 1;
    carers.hold_ends = until;
    list_again(authority, household);
}

void Population::end_hold(std::uint16_t authority, std::uint32_t household) {
    carers_at(authority, household).on_hold = 0;
    list_again(authority, household);
}

std::uint32_t Population::apply(std::uint16_t authority, const FosterHousehold& applicant) {
    auto& local = local_[authority];
    const auto row = static_cast<std::uint32_t>(local.households.size());
    local.households.to_write().push_back(applicant);
    grow_lists(local);
    record(authority, row, CarerStep::applies, applicant.applied);
    return row;
}

void Population::approve(std::uint16_t authority, std::uint32_t household, Day day) {
    auto& carers = carers_at(authority, household);
    carers.approved = day;
    carers.empty_since = day;
    record(authority, household, CarerStep::is_approved, day);
    list_again(authority, household);
}

void Population::weigh_on(std::uint16_t authority, std::uint32_t household, double strain, Day day) {
    auto& carers = carers_at(authority, household);
    carers.strain = strain;
    carers.strain_on = day;
}

void Population::withdraw(std::uint16_t authority, std::uint32_t household, Day day) {
    carers_at(authority, household).left = day;
    record(authority, household, CarerStep::withdraws, day);
}

void Population::retire(std::uint16_t authority, std::uint32_t household, Day by) {
    carers_at(authority, household).retires_by = by;
    list_again(authority, household);
}

void Population::stop_fostering(std::uint16_t authority, std::uint32_t household, Day day) {
    carers_at(authority, household).left = day;
    record(authority, household, CarerStep::stops, day);
    list_again(authority, household);
}

void Population::transfer(std::uint16_t authority, std::uint32_t household, std::uint16_t agency,
                          Provider provider, Day day) {
    auto& carers = carers_at(authority, household);
    record(authority, household, CarerStep::transfers_out, day);
    local_[authority].vacancies.to_write()[static_cast<std::size_t>(supply_of(carers))].remove(household);
    carers.agency = agency;
    carers.provider = provider;
    record(authority, household, CarerStep::transfers_in, day);
    list_again(authority, household);
}

std::uint32_t Population::open_home(std::uint16_t authority, const Home& home) {
    auto& local = local_[authority];
    const auto row = static_cast<std::uint32_t>(local.homes.size());
    local.homes.to_write().push_back(home);
    grow_lists(local);
    list_row(*local.homes, row, local.vacancies.to_write());
    count_free(authority);
    return row;
}

void Population::close_home(std::uint16_t authority, std::uint32_t home, Day on) {
    auto& local = local_[authority];
    local.homes.to_write()[home].closes_on = on;
    list_row(*local.homes, home, local.vacancies.to_write());
    count_free(authority);
}

void Population::count_home_places(LocalPopulation& local) {
    HomePlaces counted;
    for (const auto& home : local.homes) {
        if (home.secure != 0 || !takes_children(home)) continue;
        counted.usable += home.places;
        counted.filled += home.filled;
    }
    local.homes_market.to_write().places = counted;
}

void Population::record(std::uint16_t authority, std::uint32_t household, CarerStep step, Day day) {
    const auto& carers = local_[authority].households[household];
    carer_events_.push_back({.household = carers.key,
                             .day = day,
                             .authority = authority,
                             .step = step,
                             .provider = carers.provider});
}

}  // namespace hearth
