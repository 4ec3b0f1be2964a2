#pragma once

#include <cstdint>

#include "agents/date.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"

namespace hearth {

/// What can happen on a day, in the order of a day: ends first (places are freed), then carers who stop or go
/// on, homes that open or give notice, orders, plans to move, placements that break, entries, searches, what
/// follows from a placement made, and going missing from it.
///
/// Most are acted on by one process, and others may hear that it came to pass (`Process::acts_on`, `hears`).
/// Nobody acts on `disrupted`, `care_began` and `placed`: who made them happen says so.
///
/// `goes_missing` counts as harm: a process that lets harm leave traces hears it.
enum class EventKind : std::uint8_t {
    leaves_care,
    hold_ends,
    hold_begins,
    carer_stops,
    agency_closes,
    carer_applies,
    carer_is_approved,
    carer_withdraws,
    carer_retires,
    carer_transfers,
    home_opens,
    home_gives_notice,
    legal_change,
    plans_move,
    disrupts,
    disrupted,
    enters_care,
    arrives,
    care_began,
    searches,
    placed,
    goes_missing
};
inline constexpr StateNames<EventKind, 22> event_kinds{
    {"leaves_care",   "hold_ends",         "hold_begins",     "carer_stops",   "agency_closes",
     "carer_applies", "carer_is_approved", "carer_withdraws", "carer_retires", "carer_transfers",
     "home_opens",    "home_gives_notice", "legal_change",    "plans_move",    "disrupts",
     "disrupted",     "enters_care",       "arrives",         "care_began",    "searches",
     "placed",        "goes_missing"}};

/// Kinds from this number on are an authority's own (`own_kind`): what happens concerns that authority alone.
inline constexpr std::uint8_t first_own_kind = 64;
static_assert(event_kinds.size() <= first_own_kind);
constexpr bool is_own(EventKind kind) {
    return static_cast<std::uint8_t>(kind) >= first_own_kind;
}

/// The hour of a day at which a kind of event happens that authorities share: kinds of one hour happen
/// together, in the order of whom they are about. All that befalls foster households is one hour, all that
/// befalls homes another, and so are entries to care.
constexpr std::uint8_t hour_of(EventKind kind) {
    if (kind >= EventKind::hold_ends && kind <= EventKind::carer_transfers) return 1;
    if (kind == EventKind::home_opens || kind == EventKind::home_gives_notice) return 2;
    if (kind == EventKind::arrives) kind = EventKind::enters_care;
    return static_cast<std::uint8_t>(kind);
}

/// A dated event in the life of one child, of one foster household or of one home.
struct Event {
    Day day;
    EventKind kind{};
    std::uint16_t authority{};  ///< row of the responsible local authority
    /// Which of a child's placements it is about, the placements so far; of `legal_change` which of its legal
    /// statuses, of `enters_care` which child of its family, from 1, of `goes_missing` the days away.
    std::uint16_t detail{};
    /// Row in the authority's InCare; of `enters_care`, in its Families; of a household or home, in its
    /// households or homes. None of what has no row yet.
    std::uint32_t row{};
    ChildKey child;
    HouseholdKey household{};                    ///< whom it is about; whose placement has disrupted
    HomeKey home{};                              ///< which one it is about
    PlacementKind wanted = PlacementKind::none;  ///< of a planned move: the kind it leads to; none: by age
    ChangeReason reason = ChangeReason::none;    ///< of a disruption, where that is known

    /// Order within an hour: by whom it is about, then by kind; of two plans for one child the one that knows
    /// where comes first.
    friend constexpr bool operator<(const Event& a, const Event& b) {
        if (a.child != b.child) return a.child < b.child;
        if (a.wanted != b.wanted) return a.wanted < b.wanted;
        if (a.household != b.household) return a.household < b.household;
        if (a.home != b.home) return a.home < b.home;
        if (a.reason != b.reason) return a.reason < b.reason;
        if (a.kind != b.kind) return a.kind < b.kind;
        return a.detail < b.detail;
    }
};

/// What happens to a foster household on a day; one that applies has no row yet.
constexpr Event of_household(EventKind what, HouseholdKey household, std::uint16_t authority,
                             std::uint32_t row, Day day) {
    return {
        .day = day, .kind = what, .authority = authority, .row = row, .child = {}, .household = household};
}

/// What happens to a children's home on a day; one that opens has no row yet.
constexpr Event of_home(EventKind what, HomeKey home, std::uint16_t authority, std::uint32_t row, Day day) {
    return {.day = day, .kind = what, .authority = authority, .row = row, .child = {}, .home = home};
}

}  // namespace hearth
