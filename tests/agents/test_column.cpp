#include <catch2/catch.hpp>

#include "agents/families.hpp"
#include "agents/in_care.hpp"
#include "agents/owned_tables.hpp"
#include "agents/recorded_events.hpp"
#include "agents/returned.hpp"
#include "agents/supply.hpp"
#include "agents/transitions.hpp"

using namespace hearth;

namespace {

/// Every column has a name, a unit and a meaning; returns how many there are.
template <class Owner>
std::size_t check_columns() {
    std::size_t columns = 0;
    for_each_column<Owner>([&](const auto& column) {
        ++columns;
        CHECK_FALSE(column.name.empty());
        CHECK_FALSE(column.unit.empty());
        CHECK_FALSE(column.meaning.empty());
    });
    return columns;
}

template <class Table>
void check_table() {
    const auto columns = check_columns<Table>();
    Table table;
    CHECK(add_row(table) == 0);
    CHECK(add_row(table) == 1);
    std::size_t cells = 0;
    for_each_column<Table>([&](const auto& column) { cells += (table.*column.cells).size(); });
    CHECK(cells == 2 * columns);
    // A table is its columns and nothing else: a member that is missing from the list would make it larger.
    CHECK(sizeof(Table) == columns * sizeof(std::vector<int>));
    truncate(table, 1);
    CHECK(table.size() == 1);
}

/// A row has no member that its list does not name.
template <class Row>
void check_row() {
    CHECK(check_columns<Row>() == owned::members<Row>());
}

}  // namespace

TEST_CASE("every table lists each of its columns with unit and meaning", "[unit][column]") {
    check_table<Families>();
    check_table<Children>();
    check_table<FamilyStates>();
    check_row<ChildInCare>();
    check_row<ReturnedChild>();
    check_row<Placement>();
    check_row<LegalEpisode>();
    check_row<StageChange>();
    check_row<FosterHousehold>();
    check_row<Home>();
    check_row<CareStart>();
    check_row<CareEnd>();
    check_row<PlacementEnd>();
    check_row<Search>();
    check_row<MissingEpisode>();
    check_row<CarerEvent>();
}

TEST_CASE("a child in care takes three cache lines, a foster household two", "[unit][column]") {
    CHECK(sizeof(ChildInCare) == 192);
    CHECK(sizeof(FosterHousehold) == 128);
}

TEST_CASE("every way of leaving care is a legal change of state", "[unit][transitions]") {
    for (std::size_t reason = 1; reason < leaving_reasons.size(); ++reason) {
        CHECK(is_legal(CareStatus::looked_after, status_after(static_cast<LeavingReason>(reason))));
    }
    CHECK_FALSE(is_legal(CareStatus::in_permanence, CareStatus::looked_after));
    CHECK_FALSE(is_legal(CareStatus::at_home, CareStatus::care_leaver));
}

TEST_CASE("vacancies are listed once, whatever the order of filling and freeing", "[unit][vacancies]") {
    Vacancies free{5};
    for (const std::uint32_t row : {3U, 1U, 4U, 3U}) free.add(row);
    CHECK(free.size() == 3);
    free.remove(1);
    free.remove(1);
    CHECK(free.size() == 2);
    CHECK(free.contains(3));
    CHECK(free.contains(4));
    CHECK_FALSE(free.contains(1));
    free.remove(4);
    free.remove(3);
    CHECK(free.empty());
}
