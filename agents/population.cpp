#include "agents/population.hpp"

#include <algorithm>
#include <stdexcept>

#include "agents/transitions.hpp"

namespace hearth {
namespace {

/// A change of state that the table of transitions does not list is a mistake in a process.
void change_status(CareStatus& status, CareStatus to) {
    if (!is_legal(status, to)) {
        throw std::logic_error{"illegal change of state from " + std::string{care_statuses[status]} + " to " +
                               std::string{care_statuses[to]}};
    }
    status = to;
}

std::uint16_t bit_of(ChildKey child) {
    return static_cast<std::uint16_t>(1U << (fields_of(child).birth_order - 1U));
}

}  // namespace

Population::Population(const Country& country)
    : country_{&country},
      placements_{country.placements},
      legal_episodes_{country.legal_episodes},
      stage_changes_{country.stage_changes} {
    local_.resize(country.authorities.size());
    for (auto& of_kind : free_) of_kind.resize(local_.size());
    for (std::size_t authority = 0; authority < local_.size(); ++authority) {
        const auto& from = country.authorities[authority];
        auto& local = local_[authority];
        local.in_care = from.in_care;
        local.sorted = from.in_care.size();
        local.in_care.missing_row.assign(local.in_care.size(), no_row);
        local.returned = from.returned;
        local.households = from.households;
        local.homes = from.homes;
        truncate(local.families, from.families.size());
        for (std::size_t row = 0; row < local.in_care.size(); ++row) {
            if (local.in_care.family_row[row] == no_row) continue;
            local.families.absent[local.in_care.family_row[row]] |= bit_of(local.in_care.child[row]);
        }
        for (std::size_t supply = 0; supply < supply_count; ++supply) {
            local.vacancies[supply] = Vacancies{
                is_foster(static_cast<Supply>(supply)) ? local.households.size() : local.homes.size()};
        }
        list_vacancies(authority);
    }
}

std::uint32_t Population::start_care(std::uint16_t authority, ChildKey child, Day born, Sex sex,
                                     const Circumstances& circumstances, Day day) {
    auto& roster = local_[authority].in_care;
    const auto row = static_cast<std::uint32_t>(add_row(roster));
    auto status = CareStatus::at_home;
    change_status(status, CareStatus::looked_after);
    roster.child[row] = child;
    roster.status[row] = status;
    roster.family_row[row] = no_row;
    roster.born[row] = born;
    roster.sex[row] = sex;
    roster.ethnicity[row] = circumstances.ethnicity;
    roster.need[row] = circumstances.need;
    roster.entered[row] = day;
    roster.legal[row] = circumstances.legal;
    roster.legal_since[row] = day;
    roster.legal_number[row] = 1;
    roster.placed_on[row] = day;
    roster.kind[row] = PlacementKind::none;
    roster.wanted[row] = PlacementKind::none;
    roster.placement_row[row] = no_row;
    roster.previous_row[row] = no_row;
    roster.provider_authority[row] = no_authority;
    roster.provider_row[row] = no_row;
    roster.searching_since[row] = day;
    roster.search_on[row] = day;
    roster.disruption_ratio[row] = 1.0;
    roster.missing_row[row] = no_row;
    record_legal_status(roster, row);

    add_row(care_starts_);
    care_starts_.child.back() = child;
    care_starts_.authority.back() = authority;
    care_starts_.day.back() = day;
    care_starts_.born.back() = born;
    return row;
}

void Population::record_legal_status(const InCare& roster, std::uint32_t row) {
    add_row(legal_episodes_);
    legal_episodes_.child.back() = roster.child[row];
    legal_episodes_.entered.back() = roster.entered[row];
    legal_episodes_.began.back() = roster.legal_since[row];
    legal_episodes_.status.back() = roster.legal[row];
}

void Population::correct_legal_status(std::uint16_t authority, std::uint32_t row, LegalStatus status) {
    auto& roster = local_[authority].in_care;
    roster.legal[row] = status;
    auto last = legal_episodes_.size();
    while (legal_episodes_.child[--last] != roster.child[row]) {
    }
    legal_episodes_.status[last] = status;
}

void Population::change_legal_status(std::uint16_t authority, std::uint32_t row, LegalStatus status,
                                     Day day) {
    auto& roster = local_[authority].in_care;
    roster.legal[row] = status;
    roster.legal_since[row] = day;
    ++roster.legal_number[row];
    record_legal_status(roster, row);
}

std::uint32_t Population::enter_care(std::uint16_t authority, std::uint32_t family_row,
                                     std::uint8_t birth_order, const Circumstances& circumstances, Day day) {
    const auto& home = country_->authorities[authority];
    const auto child = child_of(home.families.key[family_row], birth_order);
    const auto child_row = home.families.first_child[family_row] + birth_order - 1U;
    const auto row = start_care(authority, child, home.children.born[child_row], home.children.sex[child_row],
                                circumstances, day);
    local_[authority].in_care.family_row[row] = family_row;
    local_[authority].families.absent[family_row] |= bit_of(child);
    return row;
}

std::uint32_t Population::arrive(std::uint16_t authority, ChildKey child, Day born, Sex sex,
                                 const Circumstances& circumstances, Day day) {
    return start_care(authority, child, born, sex, circumstances, day);
}

void Population::change_stage(std::uint16_t authority, std::uint32_t row, Stage stage, Day day) {
    auto& roster = local_[authority].in_care;
    roster.stage[row] = stage;
    add_row(stage_changes_);
    stage_changes_.child.back() = roster.child[row];
    stage_changes_.authority.back() = authority;
    stage_changes_.entered.back() = roster.entered[row];
    stage_changes_.began.back() = day;
    stage_changes_.stage.back() = stage;
}

Searches& Population::record_search() {
    add_row(searches_);
    return searches_;
}

void Population::place(std::uint16_t authority, std::uint32_t row, const Place& place, Day day) {
    auto& roster = local_[authority].in_care;
    ++roster.placement_number[row];
    settle_in(roster, row, place);
    roster.kind[row] = place.kind;
    roster.stage[row] = place.stage;
    roster.placed_on[row] = day;
    roster.age_when_placed[row] = age_band(age_on(roster.born[row], day));
    roster.placement_row[row] = static_cast<std::uint32_t>(add_row(placements_));

    placements_.child.back() = roster.child[row];
    placements_.authority.back() = authority;
    placements_.born.back() = roster.born[row];
    placements_.sex.back() = roster.sex[row];
    placements_.ethnicity.back() = roster.ethnicity[row];
    placements_.need.back() = roster.need[row];
    placements_.entered.back() = roster.entered[row];
    placements_.began.back() = day;
    placements_.ended.back() = open_ended;
    placements_.kind.back() = place.kind;
    placements_.stage.back() = place.stage;
    placements_.provider.back() = place.provider;
    placements_.provider_authority.back() = place.authority;
    placements_.distance_km.back() = place.distance_km;
    placements_.outside.back() = place.outside;
    placements_.carer.back() = roster.carer[row];
    placements_.left.back() = LeavingReason::still_in_care;
}

void Population::free_place(std::uint16_t authority, std::uint32_t row, Day day, LeavingReason reason) {
    auto& roster = local_[authority].in_care;
    const auto placement = roster.placement_row[row];
    give_back_place(roster, row);
    if (roster.missing_until[row] > day) {
        roster.missing_until[row] = day;
        missing_episodes_.ended[roster.missing_row[row]] = day;
    }
    roster.previous_row[row] = placement;
    if (roster.kind[row] == PlacementKind::adoption) roster.back_from_adopters[row] = day;
    placements_.ended[placement] = day;
    placements_.left[placement] = reason;
    add_row(placement_ends_);
    placement_ends_.placement_row.back() = placement;
    placement_ends_.day.back() = day;
    roster.kind[row] = PlacementKind::none;
    roster.placement_row[row] = no_row;
    roster.provider_authority[row] = no_authority;
    roster.provider_row[row] = no_row;
    roster.sole[row] = 0;
}

void Population::end_placement(std::uint16_t authority, std::uint32_t row, MoveCause cause,
                               ChangeReason reason, Day day) {
    const auto placement = local_[authority].in_care.placement_row[row];
    placements_.change[placement] = reason;
    placements_.broke[placement] = cause == MoveCause::disruption;
    free_place(authority, row, day, LeavingReason::still_in_care);
}

void Population::go_missing(std::uint16_t authority, std::uint32_t row, Day began, Day ended) {
    auto& roster = local_[authority].in_care;
    if (!is_placed(roster, row) || began <= roster.missing_until[row] || ended < began) {
        throw std::logic_error{"a child went missing that was not there, or was back before"};
    }
    roster.missing_row[row] = static_cast<std::uint32_t>(add_row(missing_episodes_));
    roster.missing_until[row] = ended;
    missing_episodes_.child.back() = roster.child[row];
    missing_episodes_.authority.back() = authority;
    missing_episodes_.began.back() = began;
    missing_episodes_.ended.back() = ended;
}

void Population::leave_care(std::uint16_t authority, std::uint32_t row, LeavingReason reason, Day day) {
    auto& local = local_[authority];
    auto& roster = local.in_care;
    change_status(roster.status[row], status_after(reason));
    if (roster.placement_row[row] != no_row) free_place(authority, row, day, reason);
    if (roster.status[row] == CareStatus::at_home && roster.family_row[row] != no_row) {
        local.families.absent[roster.family_row[row]] &=
            static_cast<std::uint16_t>(~bit_of(roster.child[row]));
        const auto at = add_row(local.returned);
        local.returned.child[at] = roster.child[row];
        local.returned.family_row[at] = roster.family_row[row];
        local.returned.born[at] = roster.born[row];
        local.returned.left[at] = day;
        local.returned.reason[at] = reason;
    }
    add_row(care_ends_);
    care_ends_.child.back() = roster.child[row];
    care_ends_.authority.back() = authority;
    care_ends_.day.back() = day;
    care_ends_.born.back() = roster.born[row];
    care_ends_.reason.back() = reason;
}

void Population::close_month(std::size_t authority) {
    auto& local = local_[authority];
    auto& roster = local.in_care;
    std::vector<std::uint32_t> order;
    order.reserve(roster.size());
    const auto stay = [&](std::size_t from, std::size_t to) {
        for (auto row = static_cast<std::uint32_t>(from); row < to; ++row) {
            if (roster.status[row] == CareStatus::looked_after) order.push_back(row);
        }
    };
    stay(0, local.sorted);
    const auto newcomers = static_cast<std::ptrdiff_t>(order.size());
    stay(local.sorted, roster.size());
    const bool nobody_came_or_went = order.size() == roster.size() && local.sorted == roster.size();
    local.sorted = order.size();
    if (nobody_came_or_went) return;
    const auto by_key = [&](std::uint32_t a, std::uint32_t b) { return roster.child[a] < roster.child[b]; };
    std::sort(order.begin() + newcomers, order.end(), by_key);
    std::inplace_merge(order.begin(), order.begin() + newcomers, order.end(), by_key);
    for_each_column<InCare>([&](const auto& column) {
        const auto& old = roster.*column.cells;
        std::decay_t<decltype(old)> sorted;
        sorted.reserve(order.size() + order.size() / 16);
        for (const auto row : order) sorted.push_back(old[row]);
        roster.*column.cells = std::move(sorted);
    });
}

}  // namespace hearth
