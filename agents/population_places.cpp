#include <stdexcept>

#include "agents/population.hpp"

/// Places with foster carers and in homes: who has one, who takes it, who gives it back.
namespace hearth {
namespace {

using VacancyLists = std::array<Vacancies, supply_count>;

template <class Table>
Vacancies& list_of(const Table& table, std::uint32_t row, VacancyLists& vacancies) {
    return vacancies[static_cast<std::size_t>(supply_of(table, row))];
}

/// Puts a household or home on its list of vacancies, or takes it off.
template <class Table>
void list(const Table& table, std::uint32_t row, VacancyLists& vacancies) {
    auto& of_its_kind = list_of(table, row, vacancies);
    if (vacant(table, row) > 0) {
        of_its_kind.add(row);
    } else {
        of_its_kind.remove(row);
    }
}

template <class Table>
void list_all(const Table& table, VacancyLists& vacancies) {
    for (std::uint32_t row = 0; row < table.size(); ++row) list(table, row, vacancies);
}

template <class Table>
void take(Table& table, std::uint32_t row, VacancyLists& vacancies) {
    if (table.filled[row] >= table.places[row])
        throw std::logic_error{"a child was placed where no place is free"};
    ++table.filled[row];
    list(table, row, vacancies);
}

template <class Table>
void give_back(Table& table, std::uint32_t row, VacancyLists& vacancies) {
    --table.filled[row];
    list(table, row, vacancies);
}

}  // namespace

Supply supply_of(const FosterHouseholds& households, std::uint32_t row) {
    switch (households.provider[row]) {
        case Provider::own:
            return Supply::in_house_foster;
        case Provider::voluntary:
            return Supply::voluntary_foster;
        default:
            return Supply::private_foster;
    }
}
Supply supply_of(const Homes& homes, std::uint32_t row) {
    switch (homes.sector[row]) {
        case Sector::local_authority:
            return Supply::authority_home;
        case Sector::private_:
            return Supply::private_home;
        default:
            return Supply::voluntary_home;
    }
}

void Population::list_vacancies(std::size_t authority) {
    auto& local = local_[authority];
    list_all(local.households, local.vacancies);
    list_all(local.homes, local.vacancies);
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
    if (place.kind == PlacementKind::foster) {
        provider.households.sole[place.row] =
            static_cast<std::uint8_t>(provider.households.sole[place.row] + place.sole);
        take(provider.households, place.row, provider.vacancies);
        count_free(place.authority);
        return provider.households.key[place.row].value;
    }
    take(provider.homes, place.row, provider.vacancies);
    count_free(place.authority);
    return provider.homes.key[place.row].value;
}

/// The place where the child at `row` is can be somebody else's.
void Population::give_back_place(const InCare& roster, std::uint32_t row) {
    if (roster.provider_row[row] == no_row) return;
    auto& provider = local_[roster.provider_authority[row]];
    if (roster.kind[row] == PlacementKind::foster) {
        auto& sole = provider.households.sole[roster.provider_row[row]];
        sole = static_cast<std::uint8_t>(sole - roster.sole[row]);
        give_back(provider.households, roster.provider_row[row], provider.vacancies);
    } else {
        give_back(provider.homes, roster.provider_row[row], provider.vacancies);
    }
    count_free(roster.provider_authority[row]);
}

/// What the roster knows of the place where the child is now.
void Population::settle_in(InCare& roster, std::uint32_t row, const Place& place) {
    roster.carer[row] = fill(place, roster.child[row], roster.placement_number[row]);
    roster.provider_authority[row] = place.authority;
    roster.provider_row[row] = place.row;
    roster.distance_km[row] = place.distance_km;
    roster.outside[row] = place.outside;
    roster.sole[row] = place.sole;
    roster.match[row] = place.match;
}

void Population::settle(std::uint16_t authority, std::uint32_t row, const Place& place) {
    auto& roster = local_[authority].in_care;
    const auto placement = roster.placement_row[row];
    settle_in(roster, row, place);
    placements_.carer[placement] = roster.carer[row];
    placements_.provider[placement] = place.provider;
    placements_.provider_authority[placement] = place.authority;
    placements_.distance_km[placement] = place.distance_km;
    placements_.outside[placement] = place.outside;
}

/// After a change of a household: is it on the list of vacancies?
void Population::list_again(std::uint16_t authority, std::uint32_t household) {
    list(local_[authority].households, household, local_[authority].vacancies);
    count_free(authority);
}

void Population::hold(std::uint16_t authority, std::uint32_t household, Day until) {
    auto& households = local_[authority].households;
    households.on_hold[household] = 1;
    households.hold_ends[household] = until;
    list_again(authority, household);
}

void Population::end_hold(std::uint16_t authority, std::uint32_t household) {
    local_[authority].households.on_hold[household] = 0;
    list_again(authority, household);
}

void Population::stop_fostering(std::uint16_t authority, std::uint32_t household, Day day) {
    local_[authority].households.left[household] = day;
    list_again(authority, household);
}

}  // namespace hearth
