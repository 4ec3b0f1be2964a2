#include <catch2/catch.hpp>

#include <set>

#include "agents/population_tables.hpp"
#include "sim/results/record_digest.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;

namespace {

/// Calls `change` with one row after another, the last of each table of the record, and says of which table.
template <class Change>
void for_each_recorded(Population& population, Change&& change) {
    const std::set<std::string_view> recorded{
        "placements",    "care_starts", "care_ends",        "placement_ends", "legal_episodes",
        "stage_changes", "searches",    "missing_episodes", "carer_events",   "homes"};
    for_each_table(population, [&](std::string_view name, auto& table) {
        if constexpr (requires { table.back().columns(); }) {
            if (recorded.contains(name) && !table.empty()) change(name, table.back());
        }
    });
}

}  // namespace

TEST_CASE("the digest of the record sees every cell of it", "[unit][digest]") {
    TinyCounty county{{"months=14"}};
    Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};
    for (int month = 0; month < 14; ++month) simulation.live_month();
    auto population = simulation.population();
    const auto before = digest_of_record(population);
    CHECK(before.size() == 32);
    std::set<std::string_view> seen;
    for_each_recorded(population, [&]<class Row>(std::string_view name, Row& row) {
        for_each_column<Row>([&](const auto& column) {
            auto& cell = reinterpret_cast<unsigned char&>(row.*column.cells);
            INFO(name << "." << column.name);
            cell ^= 1U;
            CHECK(digest_of_record(population) != before);
            cell ^= 1U;
        });
        seen.insert(name);
    });
    CHECK(seen.size() == 10);
    CHECK(digest_of_record(population) == before);
}

TEST_CASE("the digest of the record is of no other thing", "[unit][digest]") {
    TinyCounty county{{"months=12"}};
    const auto without = county.run(0, Events::none), with = county.run(0, Events::all);
    CHECK(without.record == with.record);
    CHECK(without.digests().contents != with.digests().contents);
    const auto other = TinyCounty{{"months=12", "seed=2"}}.run(0, Events::none);
    CHECK(other.record != without.record);
}
