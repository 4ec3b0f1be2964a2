#include <catch2/catch.hpp>

#include <vector>

#include "sim/core/calendar.hpp"

using namespace hearth;

namespace {

constexpr Month month = month_of(2020, 2);

Day on(int day) {
    return first_day(month) + (day - 1);
}
Event leaves(int day, std::uint64_t child) {
    return {on(day), EventKind::leaves_care, 0, OfChild{ChildKey{child}, 0}};
}
Event searches(int day, std::uint64_t child) {
    return {on(day), EventKind::searches, 0, OfPlacement{ChildKey{child}, 0, 0}};
}
Event disrupts(int day, std::uint64_t child) {
    return {on(day), EventKind::disrupts, 0, Disruption{ChildKey{child}, ChangeReason::none, 0, 0}};
}

}  // namespace

TEST_CASE("a month is lived by day, then hour, then key, whoever planned first", "[unit][calendar]") {
    Calendar calendar{month};
    calendar.add(leaves(29, 1));
    calendar.add(searches(2, 1));
    calendar.add(leaves(2, 9));
    calendar.add(leaves(2, 3));
    std::vector<std::uint64_t> seen;
    calendar.walk([&](const Event& now) { seen.push_back(now.in_care().child.value); });
    CHECK(seen == std::vector<std::uint64_t>{3, 9, 1, 1});
}

TEST_CASE("what befalls households is one hour of the day, whatever it is, household by household",
          "[unit][calendar]") {
    Calendar calendar{month};
    const auto carers = [](KindOf<OfHousehold> kind, std::uint64_t household) {
        return Event{first_day(month), kind, 0, OfHousehold{HouseholdKey{household}, 0}};
    };
    calendar.add(carers(EventKind::carer_transfers, 1));
    calendar.add(carers(EventKind::hold_ends, 2));
    calendar.add(carers(EventKind::carer_stops, 1));
    std::vector<EventKind> seen;
    calendar.walk([&](const Event& now) {
        seen.push_back(now.kind());
        if (now.kind() == EventKind::hold_ends)
            CHECK_THROWS_AS(calendar.add(carers(EventKind::carer_retires, 3)), BrokenContract);
    });
    CHECK(seen == std::vector{EventKind::carer_stops, EventKind::carer_transfers, EventKind::hold_ends});
}

TEST_CASE("what happens may schedule later in the day or on later days, and nothing else",
          "[unit][calendar]") {
    Calendar calendar{month};
    calendar.add(disrupts(5, 1));
    int found = 0;
    calendar.walk([&](const Event& now) {
        if (now.kind() == EventKind::disrupts) {
            calendar.add(searches(5, 1));
            CHECK_THROWS_AS(calendar.add(disrupts(5, 2)), BrokenContract);
            CHECK_THROWS_AS(calendar.add(searches(4, 2)), BrokenContract);
        } else {
            ++found;
        }
    });
    CHECK(found == 1);
    CHECK_THROWS_AS(Calendar{month}.add(disrupts(30, 1)), BrokenContract);
}
