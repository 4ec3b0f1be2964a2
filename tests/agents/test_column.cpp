#include <catch2/catch.hpp>

#include "agents/event.hpp"
#include "agents/families.hpp"
#include "agents/in_care.hpp"
#include "agents/supply.hpp"
#include "agents/transitions.hpp"

using namespace hearth;

namespace {

template <class Table>
void check_list_of_columns() {
    Table table;
    CHECK(add_row(table) == 0);
    CHECK(add_row(table) == 1);
    CHECK(is_rectangular(table));
    std::size_t columns = 0;
    std::size_t cells = 0;
    for_each_column<Table>([&](const auto& column) {
        ++columns;
        cells += (table.*column.cells).size();
        CHECK_FALSE(column.name.empty());
        CHECK_FALSE(column.unit.empty());
        CHECK_FALSE(column.meaning.empty());
    });
    CHECK(cells == 2 * columns);
    // A table is its columns and nothing else: a member that is missing from the list would make it larger.
    CHECK(sizeof(Table) == columns * sizeof(std::vector<int>));
    truncate(table, 1);
    CHECK(table.size() == 1);
}

}  // namespace

TEST_CASE("every table lists each of its columns with unit and meaning", "[unit][column]") {
    check_list_of_columns<Families>();
    check_list_of_columns<Children>();
    check_list_of_columns<FamilyStates>();
    check_list_of_columns<InCare>();
    check_list_of_columns<Placements>();
    check_list_of_columns<FosterHouseholds>();
    check_list_of_columns<Homes>();
    check_list_of_columns<CareStarts>();
    check_list_of_columns<CareEnds>();
    check_list_of_columns<PlacementEnds>();
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
