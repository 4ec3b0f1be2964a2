#include <catch2/catch.hpp>

#include <numeric>

#include "sim/first_day/room.hpp"

using namespace hearth;

namespace {

std::array<double, Room::years> flat() {
    std::array<double, Room::years> shape{};
    shape.fill(1);
    return shape;
}

}  // namespace

TEST_CASE("a band's children are shared out over its years by their prevalence, none lost",
          "[unit][first_day]") {
    auto shape = flat();
    shape[15] = 3;  // as prevalent at 15 as at 10 to 12 together
    for (const double uniform : {0.0, 0.3, 0.7, 0.999}) {
        Room room{{4, 0, 0, 80, 0}, shape, 84, uniform};
        std::array<int, Room::years> taken{};
        for (int year = 0; year < 18; ++year) {
            while (room.has(year, Sex::male)) {
                room.take(year, Sex::male);
                ++taken[static_cast<std::size_t>(year)];
            }
        }
        CHECK(room.is_full());
        CHECK(taken[0] == 4);
        CHECK(taken[15] == 30);
        CHECK(taken[10] == 10);
        CHECK(std::accumulate(taken.begin(), taken.end(), 0) == 84);
    }
}

TEST_CASE("sexes and years give way when nobody is left of them, bands never do", "[unit][first_day]") {
    Room room{{1, 0, 2, 0, 0}, flat(), 1, 0.5};
    room.take(0, Sex::male);
    CHECK_FALSE(room.has(0, Sex::female));  // the band is full
    CHECK_FALSE(room.has(6, Sex::male));    // the boy has been found
    room.ease();
    const bool any_year = room.has(5, Sex::male) || room.has(6, Sex::male) || room.has(7, Sex::male) ||
                          room.has(8, Sex::male) || room.has(9, Sex::male);
    CHECK(any_year);
    room.ease();
    CHECK(room.has(5, Sex::male));
    CHECK(room.has(9, Sex::male));
    CHECK_FALSE(room.has(12, Sex::male));
    room.take(5, Sex::male);
    room.take(5, Sex::female);
    CHECK(room.is_full());
    CHECK_FALSE(room.has(9, Sex::male));
}
