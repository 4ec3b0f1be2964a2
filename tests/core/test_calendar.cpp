#include <catch2/catch.hpp>

#include <vector>

#include "sim/core/calendar.hpp"

using namespace hearth;

namespace {

constexpr Month month = month_of(2020, 2);

Event event(int day, EventKind kind, std::uint64_t child) {
    return {.day = first_day(month) + (day - 1), .kind = kind, .child = ChildKey{child}};
}

}  // namespace

TEST_CASE("a month is lived by day, then hour, then key, whoever planned first", "[unit][calendar]") {
    Calendar calendar{month};
    calendar.add(event(29, EventKind::leaves_care, 1));
    calendar.add(event(2, EventKind::searches, 1));
    calendar.add(event(2, EventKind::leaves_care, 9));
    calendar.add(event(2, EventKind::leaves_care, 3));
    std::vector<std::uint64_t> seen;
    calendar.walk([&](const Event& now) { seen.push_back(now.child.value); });
    CHECK(seen == std::vector<std::uint64_t>{3, 9, 1, 1});
}

TEST_CASE("what befalls households is one hour of the day, whatever it is, household by household",
          "[unit][calendar]") {
    Calendar calendar{month};
    const auto carers = [](EventKind kind, std::uint64_t household) {
        return of_household(kind, HouseholdKey{household}, 0, 0, first_day(month));
    };
    calendar.add(carers(EventKind::carer_transfers, 1));
    calendar.add(carers(EventKind::hold_ends, 2));
    calendar.add(carers(EventKind::carer_stops, 1));
    std::vector<EventKind> seen;
    calendar.walk([&](const Event& now) {
        seen.push_back(now.kind);
        if (now.kind == EventKind::hold_ends)
            CHECK_THROWS_AS(calendar.add(carers(EventKind::carer_retires, 3)), BrokenContract);
    });
    CHECK(seen == std::vector{EventKind::carer_stops, EventKind::carer_transfers, EventKind::hold_ends});
}

TEST_CASE("what happens may schedule later in the day or on later days, and nothing else",
          "[unit][calendar]") {
    Calendar calendar{month};
    calendar.add(event(5, EventKind::disrupts, 1));
    int searches = 0;
    calendar.walk([&](const Event& now) {
        if (now.kind == EventKind::disrupts) {
            auto search = now;
            search.kind = EventKind::searches;
            calendar.add(search);
            CHECK_THROWS_AS(calendar.add(event(5, EventKind::disrupts, 2)), BrokenContract);
            CHECK_THROWS_AS(calendar.add(event(4, EventKind::searches, 2)), BrokenContract);
        } else {
            ++searches;
        }
    });
    CHECK(searches == 1);
    CHECK_THROWS_AS(Calendar{month}.add(event(30, EventKind::disrupts, 1)), BrokenContract);
}
