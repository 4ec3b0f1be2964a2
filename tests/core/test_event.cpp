#include <catch2/catch.hpp>

#include <vector>

#include "sim/core/event.hpp"

using namespace hearth;

namespace {

constexpr Day today{18'000};
constexpr ChildKey child{5};

template <class Subject>
Event event(KindOf<std::type_identity_t<Subject>> kind, const Subject& subject) {
    return {today, kind, 0, subject};
}

/// Each of these comes before all that follow it, and none before itself.
void check_order(const std::vector<Event>& events) {
    for (std::size_t first = 0; first < events.size(); ++first)
        for (std::size_t second = 0; second < events.size(); ++second) {
            INFO(first << " and " << second);
            CHECK((events[first] < events[second]) == (first < second));
        }
}

template <class... Subjects>
std::size_t subjects_of(EventKind kind, const std::variant<Subjects...>*) {
    return (... + std::size_t{is_about<Subjects>(kind)});
}

}  // namespace

TEST_CASE("every kind that authorities share is about one thing", "[unit][event]") {
    const AnySubject* const all = nullptr;
    for (std::uint8_t kind = 0; kind < event_kinds.size(); ++kind) {
        INFO(event_kinds[static_cast<EventKind>(kind)]);
        CHECK(subjects_of(static_cast<EventKind>(kind), all) == 1);
    }
}

TEST_CASE("an event is read as what it is about, and as nothing else", "[unit][event]") {
    const auto plan = event(EventKind::plans_move, PlannedMove{child, PlacementKind::adoption, 2, 7});
    CHECK(plan.as<PlannedMove>().wanted == PlacementKind::adoption);
    CHECK(plan.as<PlannedMove>().placement_number == 2);
    CHECK_THROWS_AS(plan.as<OfPlacement>(), BrokenContract);
    CHECK_THROWS_AS(plan.as<Disruption>(), BrokenContract);
    CHECK(plan.in_care() == OfChild{child, 7});
}

TEST_CASE("a child in care is read from events of all kinds that are about one, and from no others",
          "[unit][event]") {
    const OfChild expected{child, 7};
    CHECK(event(EventKind::care_began, expected).in_care() == expected);
    CHECK(event(EventKind::placed, OfPlacement{child, 1, 7}).in_care() == expected);
    CHECK(event(EventKind::disrupted, Disruption{child, ChangeReason::CLOSE, 1, 7}).in_care() == expected);
    CHECK(event(EventKind::legal_change, LegalChange{child, 1, 7}).in_care() == expected);
    CHECK(event(EventKind::goes_missing, Absence{child, 3, 7}).in_care() == expected);
    const OfHousehold household{HouseholdKey{5}, 7};
    CHECK_THROWS_AS(event(EventKind::carer_stops, household).in_care(), BrokenContract);
    CHECK_THROWS_AS(event(EventKind::home_opens, OfHome{HomeKey{5}, 7}).in_care(), BrokenContract);
    CHECK_THROWS_AS(event(EventKind::enters_care, Entry{child, 1, 7}).in_care(), BrokenContract);
    CHECK_THROWS_AS(event(EventKind::arrives, Arrival{child}).in_care(), BrokenContract);
}

TEST_CASE("what befalls a child in an hour comes in the order of children, then of what it is about",
          "[unit][event]") {
    constexpr auto before = ChildKey{4}, after = ChildKey{6};
    constexpr auto none = PlacementKind::none, adoption = PlacementKind::adoption;
    SECTION("of two plans the one that knows where comes first, then that for the earlier placement") {
        constexpr auto plans = EventKind::plans_move;
        check_order(
            {event(plans, PlannedMove{before, none, 9, 9}), event(plans, PlannedMove{child, adoption, 2, 1}),
             event(plans, PlannedMove{child, adoption, 3, 0}), event(plans, PlannedMove{child, none, 1, 0}),
             event(plans, PlannedMove{child, none, 2, 0}), event(plans, PlannedMove{after, adoption, 1, 0})});
    }
    SECTION("of two disruptions that without a reason comes first, then that of the earlier placement") {
        constexpr auto disrupts = EventKind::disrupts;
        check_order({event(disrupts, Disruption{before, ChangeReason::CLOSE, 9, 9}),
                     event(disrupts, Disruption{child, ChangeReason::none, 3, 1}),
                     event(disrupts, Disruption{child, ChangeReason::CLOSE, 2, 1}),
                     event(disrupts, Disruption{child, ChangeReason::CREQO, 1, 0}),
                     event(disrupts, Disruption{child, ChangeReason::CREQO, 2, 0}),
                     event(disrupts, Disruption{after, ChangeReason::none, 1, 0})});
    }
    SECTION("searches, legal statuses and absences: the lower number first") {
        check_order({event(EventKind::searches, OfPlacement{before, 9, 9}),
                     event(EventKind::searches, OfPlacement{child, 1, 9}),
                     event(EventKind::searches, OfPlacement{child, 2, 0})});
        check_order({event(EventKind::legal_change, LegalChange{before, 9, 9}),
                     event(EventKind::legal_change, LegalChange{child, 1, 9}),
                     event(EventKind::legal_change, LegalChange{child, 2, 0})});
        check_order({event(EventKind::goes_missing, Absence{before, 9, 9}),
                     event(EventKind::goes_missing, Absence{child, 1, 9}),
                     event(EventKind::goes_missing, Absence{child, 2, 0})});
    }
}

TEST_CASE("those who enter care and those who arrive come together, in the order of children",
          "[unit][event]") {
    check_order({event(EventKind::arrives, Arrival{ChildKey{1}}),
                 event(EventKind::enters_care, Entry{ChildKey{2}, 3, 9}),
                 event(EventKind::enters_care, Entry{ChildKey{3}, 1, 1}),
                 event(EventKind::arrives, Arrival{ChildKey{3}}),
                 event(EventKind::enters_care, Entry{ChildKey{4}, 1, 0})});
}

TEST_CASE("households and homes come in their order, and what befalls one of them in that of the kinds",
          "[unit][event]") {
    constexpr HouseholdKey first{1}, second{2};
    check_order({event(EventKind::carer_transfers, OfHousehold{first, 9}),
                 event(EventKind::hold_ends, OfHousehold{second, 9}),
                 event(EventKind::hold_begins, OfHousehold{second, 8}),
                 event(EventKind::carer_applies, OfHousehold{second, 7}),
                 event(EventKind::carer_is_approved, OfHousehold{second, 1})});
    check_order({event(EventKind::home_gives_notice, OfHome{HomeKey{1}, 9}),
                 event(EventKind::home_opens, OfHome{HomeKey{2}, 9}),
                 event(EventKind::home_gives_notice, OfHome{HomeKey{2}, 1})});
}
