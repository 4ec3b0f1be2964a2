#include "agents/population.hpp"

#include <algorithm>
#include <functional>
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

/// Rows of those who are looked after, by key.
///
/// @param sorted  rows that are by key already; newcomers follow
std::vector<std::uint32_t> rows_by_key(const InCare& roster, std::size_t sorted) {
    std::vector<std::uint32_t> here, newcomers;
    here.reserve(roster.size());
    for (std::uint32_t row = 0; row < roster.size(); ++row) {
        if (roster[row].status == CareStatus::looked_after) (row < sorted ? here : newcomers).push_back(row);
    }
    const auto by_key = [&](auto one, auto other) { return roster[one].child < roster[other].child; };
    std::sort(newcomers.begin(), newcomers.end(), by_key);
    std::vector<std::uint32_t> rows;
    rows.reserve(roster.size());
    auto next = here.begin();
    for (const auto newcomer : newcomers) {  // few: their places are looked up
        const auto place = std::upper_bound(next, here.end(), newcomer, by_key);
        rows.insert(rows.end(), next, place);
        rows.push_back(newcomer);
        next = place;
    }
    rows.insert(rows.end(), next, here.end());
    return rows;
}

/// Leaves these rows in that order, where they lie in memory: they are long, and another place for them would
/// not be in the cache.
void keep_looked_after(InCare& roster, std::size_t sorted) {
    const auto is_here = [](const ChildInCare& child) { return child.status == CareStatus::looked_after; };
    const auto by_key = [](const ChildInCare& one, const ChildInCare& other) {
        return one.child < other.child;
    };
    const auto end_of_sorted = roster.begin() + static_cast<std::ptrdiff_t>(sorted);
    const auto newcomers = roster.begin() + std::count_if(roster.begin(), end_of_sorted, is_here);
    const auto end = std::remove_if(roster.begin(), roster.end(), std::not_fn(is_here));
    std::sort(newcomers, end, by_key);
    std::inplace_merge(roster.begin(), newcomers, end, by_key);
    roster.erase(end, roster.end());
}

/// Who has come into care today, and waits for a placement.
ChildInCare newly_in_care(ChildKey child, Day born, Sex sex, const Circumstances& circumstances, Day day) {
    ChildInCare newcomer;
    newcomer.child = child;
    newcomer.born = born;
    newcomer.sex = sex;
    newcomer.ethnicity = circumstances.ethnicity;
    newcomer.need = circumstances.need;
    newcomer.entered = day;
    newcomer.legal = circumstances.legal;
    newcomer.legal_since = day;
    newcomer.legal_number = 1;
    newcomer.placed_on = day;
    return newcomer;
}

}  // namespace

Population::Population(const Country& country)
    : country_{&country},
      placements_{country.placements},
      legal_episodes_{country.legal_episodes},
      stage_changes_{country.stage_changes} {
    local_.resize(country.authorities.size());
    books_.resize(local_.size());
    for (auto& of_kind : free_) of_kind.resize(local_.size());
    for (std::size_t authority = 0; authority < local_.size(); ++authority) {
        const auto& from = country.authorities[authority];
        auto& local = local_[authority];
        auto& in_care = local.in_care.to_write();
        in_care.reserve(from.in_care.size() + from.in_care.size() / 8);  // for those who come
        in_care = from.in_care;
        local.sorted.to_write() = in_care.size();
        local.returned.to_write() = from.returned;
        local.households.to_write() = from.households;
        local.homes.to_write() = from.homes;
        count_home_places(local);
        auto& families = local.families.to_write();
        truncate(families, from.families.size());
        for (const auto& child : in_care) {
            if (child.family_row != no_row) families.absent[child.family_row] |= bit_of(child.child);
        }
        list_vacancies(authority);
    }
    for (const auto& placement : placements_)
        if (placement.broke != 0) count_disruption(placement);
}

/// One of before the first day.
void Population::count_disruption(const Placement& placement) {
    auto& roster = local_[placement.authority].in_care.to_write();
    const auto found =
        std::lower_bound(roster.begin(), roster.end(), placement.child,
                         [](const ChildInCare& one, ChildKey child) { return one.child < child; });
    const bool is_here =
        found != roster.end() && found->child == placement.child && found->entered == placement.entered;
    if (is_here && found->disruptions < UINT8_MAX) ++found->disruptions;
}

std::uint32_t Population::start_care(std::uint16_t authority, const ChildInCare& child) {
    auto& roster = local_[authority].in_care.to_write();
    roster.push_back(child);
    change_status(roster.back().status, CareStatus::looked_after);
    record_legal_status(child);
    care_starts_.push_back(
        {.child = child.child, .day = child.entered, .born = child.born, .authority = authority});
    return static_cast<std::uint32_t>(roster.size() - 1);
}

void Population::record_legal_status(const ChildInCare& child) {
    legal_episodes_.push_back(
        {.child = child.child, .entered = child.entered, .began = child.legal_since, .status = child.legal});
}

void Population::correct_legal_status(std::uint16_t authority, std::uint32_t row, LegalStatus status) {
    auto& child = child_at(authority, row);
    child.legal = status;
    auto last = legal_episodes_.size();
    while (legal_episodes_[--last].child != child.child) {
    }
    legal_episodes_[last].status = status;
}

void Population::change_legal_status(std::uint16_t authority, std::uint32_t row, LegalStatus status,
                                     Day day) {
    auto& child = child_at(authority, row);
    child.legal = status;
    child.legal_since = day;
    ++child.legal_number;
    record_legal_status(child);
}

std::uint32_t Population::enter_care(std::uint16_t authority, std::uint32_t family_row,
                                     std::uint8_t birth_order, const Circumstances& circumstances, Day day) {
    const auto& home = country_->authorities[authority];
    const auto child = child_of(home.families.key[family_row], birth_order);
    const auto child_row = home.families.first_child[family_row] + birth_order - 1U;
    auto newcomer =
        newly_in_care(child, home.children.born[child_row], home.children.sex[child_row], circumstances, day);
    newcomer.family_row = family_row;
    local_[authority].families.to_write().absent[family_row] |= bit_of(child);
    return start_care(authority, newcomer);
}

std::uint32_t Population::arrive(std::uint16_t authority, ChildKey child, Day born, Sex sex,
                                 const Circumstances& circumstances, Day day) {
    return start_care(authority, newly_in_care(child, born, sex, circumstances, day));
}

void Population::change_stage(std::uint16_t authority, std::uint32_t row, Stage stage, Day day) {
    auto& child = child_at(authority, row);
    child.stage = stage;
    stage_changes_.push_back({.child = child.child,
                              .entered = child.entered,
                              .began = day,
                              .authority = authority,
                              .stage = stage});
}

void Population::seek(std::uint16_t authority, std::uint32_t row, const Wanted& wanted, Day since,
                      Day answer) {
    auto& child = child_at(authority, row);
    child.wanted = wanted.kind;
    child.wanted_stage = wanted.stage;
    child.wanted_reason = wanted.reason;
    child.searching_since = since;
    child.search_on = answer;
}

void Population::seek_again(std::uint16_t authority, std::uint32_t row, Day answer) {
    child_at(authority, row).search_on = answer;
}

void Population::end_search(std::uint16_t authority, std::uint32_t row) {
    seek(authority, row, {.stage = local_[authority].in_care[row].wanted_stage}, open_ended, open_ended);
}

void Population::set_home(std::uint16_t authority, std::uint32_t row, Point home) {
    child_at(authority, row).home = home;
}

void Population::place(std::uint16_t authority, std::uint32_t row, const Place& place, Day day) {
    auto& child = child_at(authority, row);
    ++child.placement_number;
    settle_in(child, place);
    child.kind = place.kind;
    child.stage = place.stage;
    child.placed_on = day;
    child.age_when_placed = age_band(age_on(child.born, day));
    child.placement_row = static_cast<std::uint32_t>(placements_.size());
    placements_.push_back({.child = child.child,
                           .distance_km = place.distance_km,
                           .carer = child.carer,
                           .born = child.born,
                           .entered = child.entered,
                           .began = day,
                           .provider_row = place.row,
                           .authority = authority,
                           .provider_authority = place.authority,
                           .sex = child.sex,
                           .ethnicity = child.ethnicity,
                           .need = child.need,
                           .kind = place.kind,
                           .stage = place.stage,
                           .provider = place.provider,
                           .outside = place.outside});
}

void Population::free_place(ChildInCare& child, Day day, LeavingReason reason) {
    const auto placement = child.placement_row;
    give_back_place(child, day);
    if (child.missing_until > day) {
        child.missing_until = day;
        missing_episodes_[child.missing_row].ended = day;
    }
    child.previous_row = placement;
    placements_[placement].ended = day;
    placements_[placement].left = reason;
    placement_ends_.push_back({.placement_row = placement, .day = day});
    pay_ended(placements_[placement]);
    child.kind = PlacementKind::none;
    child.placement_row = no_row;
    child.provider = Provider::none;
    child.provider_authority = no_authority;
    child.provider_row = no_row;
    child.sole = 0;
}

void Population::end_placement(std::uint16_t authority, std::uint32_t row, MoveCause cause,
                               ChangeReason reason, Day day) {
    auto& child = child_at(authority, row);
    auto& placement = placements_[child.placement_row];
    placement.change = reason;
    placement.broke = cause == MoveCause::disruption;
    if (cause == MoveCause::disruption && child.disruptions < UINT8_MAX) ++child.disruptions;
    free_place(child, day, LeavingReason::still_in_care);
}

void Population::go_missing(std::uint16_t authority, std::uint32_t row, Day began, Day ended) {
    auto& child = child_at(authority, row);
    if (!is_placed(child) || began <= child.missing_until || ended < began) {
        throw std::logic_error{"a child went missing that was not there, or was back before"};
    }
    child.missing_row = static_cast<std::uint32_t>(missing_episodes_.size());
    child.missing_until = ended;
    missing_episodes_.push_back(
        {.child = child.child, .began = began, .ended = ended, .authority = authority});
}

void Population::leave_care(std::uint16_t authority, std::uint32_t row, LeavingReason reason, Day day) {
    auto& local = local_[authority];
    auto& child = child_at(authority, row);
    change_status(child.status, status_after(reason));
    if (child.placement_row != no_row) free_place(child, day, reason);
    if (child.status == CareStatus::at_home && child.family_row != no_row) {
        local.families.to_write().absent[child.family_row] &=
            static_cast<std::uint16_t>(~bit_of(child.child));
        local.returned.to_write().push_back({.child = child.child,
                                             .family_row = child.family_row,
                                             .born = child.born,
                                             .left = day,
                                             .reason = reason});
    }
    care_ends_.push_back(
        {.child = child.child, .day = day, .born = child.born, .authority = authority, .reason = reason});
}

void Population::close_month(std::size_t authority, Month month) {
    auto& local = local_[authority];
    const auto rows = rows_by_key(local.in_care, local.sorted);
    keep_looked_after(local.in_care.to_write(), local.sorted);
    local.sorted.to_write() = local.in_care.size();
    local.owned_.reorder_children(stretches_of(rows));
    count_home_places(local);
    close_books(static_cast<std::uint16_t>(authority), month);
}

}  // namespace hearth
