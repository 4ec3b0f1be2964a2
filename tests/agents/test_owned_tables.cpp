#include <catch2/catch.hpp>

#include "agents/check_cells.hpp"
#include "agents/population_tables.hpp"
#include "sim/engine/steward.hpp"
#include "sim/results/saved_tables.hpp"

using namespace hearth;

namespace {

/// What a process might remember of a child.
struct Remembered {
    static constexpr std::string_view table = "test_beside";
    using Beside = ChildInCare;

    std::uint32_t number = 7;
    std::uint8_t is_here{};

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"number", &Remembered::number, "1", "for the test"},
                          ColumnInfo{"is_here", &Remembered::is_here, "flag", "for the test"}};
    }
};

/// And of somebody else.
struct Case {
    static constexpr std::string_view table = "test_list";

    ChildKey child{};
    double waiting{};

    static constexpr auto columns() {
        return std::tuple{ColumnInfo{"child", &Case::child, "1", "for the test"},
                          ColumnInfo{"waiting", &Case::waiting, "day", "for the test"}};
    }
};

ChildKey child(std::uint32_t number) {
    return unaccompanied_child(1, 1, 2020, number);
}

/// One authority with so many children of the first day, by key.
Country country(std::uint32_t children) {
    Country made;
    made.start = month_of(2020, 4);
    made.authorities.resize(1);
    made.authorities[0].name = "Ashby";
    for (std::uint32_t number = 0; number < children; ++number) {
        ChildInCare looked_after;
        looked_after.child = child(2 * number + 1);
        looked_after.status = CareStatus::looked_after;
        made.authorities[0].in_care.push_back(looked_after);
    }
    return made;
}

std::vector<std::uint32_t> numbers(Population& population) {
    std::vector<std::uint32_t> found;
    for (const auto& row : population.beside<Remembered>(0)) found.push_back(row.number);
    return found;
}

}  // namespace

TEST_CASE("what a process remembers of a child stays beside it as others come and go", "[unit][owned]") {
    const auto here = country(4);
    Population population{here};
    const auto& local = population.local(0);
    CHECK(numbers(population) == std::vector<std::uint32_t>{7, 7, 7, 7});
    for (std::uint32_t row = 0; row < 4; ++row) population.beside<Remembered>(0)[row].number = 10 + row;
    const Day day = first_day(here.start);
    population.arrive(0, child(4), day - 5000, Sex::male, {}, day);
    CHECK(numbers(population) == std::vector<std::uint32_t>{10, 11, 12, 13, 7});
    population.beside<Remembered>(0)[4].number = 99;
    population.leave_care(0, 1, LeavingReason::died, day);
    population.close_month(0, here.start);
    REQUIRE(local.in_care.size() == 4);
    CHECK(local.in_care[1].child == child(4));
    CHECK(numbers(population) == std::vector<std::uint32_t>{10, 99, 12, 13});
}

TEST_CASE("a newcomer whom nobody has looked at is new after the end of a month, too", "[unit][owned]") {
    const auto here = country(2);
    Population population{here};
    for (auto& row : population.beside<Remembered>(0)) row.number = 1;
    const Day day = first_day(here.start);
    population.arrive(0, child(2), day - 5000, Sex::male, {}, day);
    population.close_month(0, here.start);
    CHECK(numbers(population) == std::vector<std::uint32_t>{1, 7, 1});
}

TEST_CASE("copies of a population remember for themselves", "[unit][owned]") {
    const auto here = country(1);
    Population one{here};
    one.list<Case>(0).push_back({child(1), 3});
    one.beside<Remembered>(0)[0].number = 1;
    auto other = one;
    other.list<Case>(0).clear();
    other.beside<Remembered>(0)[0].number = 2;
    CHECK(one.list<Case>(0).size() == 1);
    CHECK(numbers(one) == std::vector<std::uint32_t>{1});
    CHECK(numbers(other) == std::vector<std::uint32_t>{2});
}

TEST_CASE("what processes remember is saved, restored and checked like any table", "[unit][owned]") {
    const auto here = country(2);
    Population population{here};
    population.beside<Remembered>(0)[1].number = 42;
    population.list<Case>(0).push_back({child(1), 2.5});
    SaveTables save;
    for_each_table(population, save);
    auto saved = save.take();
    REQUIRE(saved.find("owned.test_beside") != nullptr);
    Population restored{here};
    RestoreTables restore{saved};
    for_each_table(restored, restore);
    CHECK(restore.is_finished());
    CHECK(numbers(restored) == std::vector<std::uint32_t>{7, 42});
    CHECK(restored.list<Case>(0).at(0).waiting == 2.5);

    population.beside<Remembered>(0)[0].is_here = 2;
    CHECK(check_cells(population) == "Ashby: owned.test_beside: is_here out of range");
    population.beside<Remembered>(0)[0].is_here = 1;
    population.list<Case>(0)[0].waiting = std::numeric_limits<double>::quiet_NaN();
    CHECK(check_cells(population) == "Ashby: owned.test_list: waiting out of range");
    population.list<Case>(0).clear();
    population.beside<Remembered>(0).resize(3);
    CHECK(check_cells(population) == "Ashby: owned.test_beside: more rows than children");
}

TEST_CASE("policies hold for a child in the month in which they steer", "[unit][owned]") {
    const auto here = country(2);
    Population population{here};
    auto& local = population.own(0, Steward{});
    local.steer(1).disruption *= 0.5;
    CHECK(local.policies_for(0).disruption == 1);
    CHECK(local.policies_for(1).disruption == 0.5);
    CHECK(local.policies_for(9).missing == 1);
    local.forget_policies();
    CHECK(local.policies_for(1).disruption == 1);
}
