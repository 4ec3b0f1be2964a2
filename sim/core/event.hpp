#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstdint>
#include <type_traits>
#include <variant>

#include "agents/date.hpp"
#include "agents/key.hpp"
#include "agents/states.hpp"
#include "sim/core/contracts.hpp"

namespace hearth {

/// What can happen on a day, in the order of a day: ends first (places are freed; a child who is transferred
/// starts in another authority the same day), then carers who stop or go
/// on, homes that open or give notice, orders, plans to move, placements that break, entries, searches, what
/// follows from a placement made, and going missing from it.
///
/// Most are acted on by one process, and others may hear that it came to pass (`Process::acts_on`, `hears`).
/// Nobody acts on `disrupted`, `care_began` and `placed`: who made them happen says so.
///
/// `goes_missing` counts as harm: a process that lets harm leave traces hears it.
enum class EventKind : std::uint8_t {
    leaves_care,
    is_transferred,
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
inline constexpr StateNames<EventKind, 23> event_kinds{
    {"leaves_care",     "is_transferred", "hold_ends",         "hold_begins",     "carer_stops",
     "agency_closes",   "carer_applies",  "carer_is_approved", "carer_withdraws", "carer_retires",
     "carer_transfers", "home_opens",     "home_gives_notice", "legal_change",    "plans_move",
     "disrupts",        "disrupted",      "enters_care",       "arrives",         "care_began",
     "searches",        "placed",         "goes_missing"}};

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

// What events are about. Each of these says which kinds are about it, and of two events of one kind the one
// comes first whose first member that differs is less: of two plans for one child the one that knows where.

/// A child in care.
struct OfChild {
    static constexpr std::array kinds{EventKind::leaves_care, EventKind::is_transferred,
                                      EventKind::care_began};

    ChildKey child;
    std::uint32_t row;  ///< in the authority's InCare, here and below

    auto operator<=>(const OfChild&) const = default;
};

/// One of a child's placements: the one that has been made, or in which the child is while it is searched
/// for.
struct OfPlacement {
    static constexpr std::array kinds{EventKind::searches, EventKind::placed};

    ChildKey child;
    std::uint16_t placement_number;  ///< placements of this period of care so far, here and below
    std::uint32_t row;

    auto operator<=>(const OfPlacement&) const = default;
};

/// A plan to move a child on from a placement.
struct PlannedMove {
    static constexpr std::array kinds{EventKind::plans_move};

    ChildKey child;
    PlacementKind wanted;  ///< the kind it leads to; none: by age
    std::uint16_t placement_number;
    std::uint32_t row;

    auto operator<=>(const PlannedMove&) const = default;
};

/// A placement that breaks, or has broken.
struct Disruption {
    static constexpr std::array kinds{EventKind::disrupts, EventKind::disrupted};

    ChildKey child;
    ChangeReason reason;  ///< none: not known before it happens
    std::uint16_t placement_number;
    std::uint32_t row;

    auto operator<=>(const Disruption&) const = default;
};

/// A change from one of a child's legal statuses to the next.
struct LegalChange {
    static constexpr std::array kinds{EventKind::legal_change};

    ChildKey child;
    std::uint16_t legal_number;  ///< statuses of this period of care so far
    std::uint32_t row;

    auto operator<=>(const LegalChange&) const = default;
};

/// A child who goes missing from its placement.
struct Absence {
    static constexpr std::array kinds{EventKind::goes_missing};

    ChildKey child;
    std::uint16_t days;
    std::uint32_t row;

    auto operator<=>(const Absence&) const = default;
};

/// A child of a family who starts to be looked after.
struct Entry {
    static constexpr std::array kinds{EventKind::enters_care};

    ChildKey child;
    std::uint8_t birth_order;  ///< among the children of its family, from 1
    std::uint32_t family_row;  ///< in the authority's Families

    auto operator<=>(const Entry&) const = default;
};

/// An unaccompanied child, of whom nothing is known before.
struct Arrival {
    static constexpr std::array kinds{EventKind::arrives};

    ChildKey child;

    auto operator<=>(const Arrival&) const = default;
};

/// A foster household.
struct OfHousehold {
    static constexpr std::array kinds{
        EventKind::hold_ends,       EventKind::hold_begins,   EventKind::carer_stops,
        EventKind::agency_closes,   EventKind::carer_applies, EventKind::carer_is_approved,
        EventKind::carer_withdraws, EventKind::carer_retires, EventKind::carer_transfers};

    HouseholdKey household;
    std::uint32_t row;  ///< in the authority's households; one that applies has none yet

    auto operator<=>(const OfHousehold&) const = default;
};

/// A children's home.
struct OfHome {
    static constexpr std::array kinds{EventKind::home_opens, EventKind::home_gives_notice};

    HomeKey home;
    std::uint32_t row;  ///< in the authority's homes; one that opens has none yet

    auto operator<=>(const OfHome&) const = default;
};

/// What only an own kind is about: a child in care or not, and a number of which the process that acts on it
/// says what it means, such as a row of a list of its own.
struct OfCase {
    static constexpr std::array<EventKind, 0> kinds{};

    ChildKey child;
    std::uint32_t number;

    auto operator<=>(const OfCase&) const = default;
};

using AnySubject = std::variant<OfChild, OfPlacement, PlannedMove, Disruption, LegalChange, Absence, Entry,
                                Arrival, OfHousehold, OfHome, OfCase>;

/// Are events of this kind, which authorities share, about a `Subject`?
template <class Subject>
constexpr bool is_about(EventKind kind) {
    return std::find(Subject::kinds.begin(), Subject::kinds.end(), kind) != Subject::kinds.end();
}

/// A kind of event that is about a `Subject`. Whoever takes one is given a kind that is, or does not compile.
///
///     Event{day, EventKind::searches, authority, OfPlacement{...}}
template <class Subject>
struct KindOf {
    const EventKind kind;

    consteval KindOf(EventKind shared) : kind{shared} {
        if (!is_about<Subject>(shared)) this_kind_of_event_is_about_something_else();
    }
    constexpr operator EventKind() const { return kind; }

    /// A kind of an authority's own is about what the process that names it says (`own_kind`).
    static KindOf own(EventKind own) {
        expects(is_own(own), "a kind of one authority's own");
        return {own, Own{}};
    }

   private:
    struct Own {};
    KindOf(EventKind own, Own) : kind{own} {}
    static void this_kind_of_event_is_about_something_else();  // can't be called: the compiler names it
};

/// What happens on a day to one child, one foster household or one home. What it is about is of one of the
/// types above, which its kind says; it is read by that type's name:
///
///     const auto& move = event.as<PlannedMove>();
class Event {
   public:
    template <class Subject>
    Event(Day when, KindOf<std::type_identity_t<Subject>> what, std::uint16_t where, const Subject& subject)
        : day{when}, authority{where}, kind_{what}, whom_{key_of(subject)}, subject_{subject} {}

    Day day;
    std::uint16_t authority;  ///< row of the responsible local authority

    EventKind kind() const { return kind_; }

    /// What it is about, which is known where the kind is known. To take it for something else is a broken
    /// contract.
    template <class Subject>
    const Subject& as() const {
        const auto* const found = std::get_if<Subject>(&subject_);
        expects(found != nullptr, "an event read as what its kind is about");
        return *found;
    }

    /// The child in care whom it is about, for those to whom several kinds mean the same.
    OfChild in_care() const {
        return std::visit(
            [](const auto& subject) -> OfChild {
                constexpr bool is_of_child = requires {
                    OfChild{subject.child, subject.row};
                };
                expects(is_of_child, "an event of a child in care");
                if constexpr (is_of_child) return {subject.child, subject.row};
                return {};
            },
            subject_);
    }

    /// Order within an hour: by whom it is about, then by kind, then by what else it is about.
    friend bool operator<(const Event& a, const Event& b) {
        if (a.whom_ != b.whom_) return a.whom_ < b.whom_;
        if (a.kind_ != b.kind_) return a.kind_ < b.kind_;
        return a.subject_ < b.subject_;
    }

   private:
    template <class Subject>
    static std::uint64_t key_of(const Subject& subject) {
        if constexpr (requires { subject.child; })
            return subject.child.value;
        else if constexpr (requires { subject.household; })
            return subject.household.value;
        else
            return subject.home.value;
    }

    EventKind kind_;
    std::uint64_t whom_;  ///< its subject's key: sorting looks at little else
    AnySubject subject_;
};
static_assert(sizeof(Event) <= 40 && std::is_trivially_copyable_v<Event>,
              "a calendar sorts them by the million");

}  // namespace hearth
