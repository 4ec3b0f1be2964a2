// Families who come to an authority and who go: as many children as the table says, and nobody else's luck.
#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "sim/core/unworkable.hpp"
#include "sim/inputs/read_migration.hpp"
#include "tests/engine/county_of_two_years.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

TinyCounty county_of(const std::string& ratio, int months = 60, unsigned threads = 2) {
    return TinyCounty{{"migration.ratio=" + ratio, "months=" + std::to_string(months)}, threads};
}

/// Would a child born then be under 18 at the end of a month, as children are counted?
bool is_child(Day born, Month month) {
    return month_of(born) <= month && month_of(born) + 18 * 12 > month;
}

/// Calls `visit(family row, born)` for every child.
template <class Visit>
void for_each_child(const Authority& authority, const Visit& visit) {
    for (std::uint32_t row = 0; row < authority.families.size(); ++row)
        for (std::uint8_t child = 0; child < authority.families.children[row]; ++child)
            visit(row, authority.children.born[authority.families.first_child[row] + child]);
}

/// Who starts to be looked after first of each family that had nobody in care before the run, and when.
std::map<FamilyKey, std::pair<Day, ChildKey>> first_entries(const TinyCounty& county) {
    Simulation simulation{county.country, county.model.schedule, 1, 0, county.workers};
    for (int month = 0; month < county.layout.months; ++month) simulation.live_month();
    std::set<FamilyKey> known;
    for (const auto& authority : county.country.authorities) {
        for (const auto& child : authority.in_care) known.insert(sibling_key(child.child));
        for (const auto& child : authority.returned) known.insert(sibling_key(child.child));
    }
    std::map<FamilyKey, std::pair<Day, ChildKey>> first;
    for (const auto& start : simulation.population().care_starts()) {
        if (is_unaccompanied(start.child) || known.contains(sibling_key(start.child))) continue;
        const std::pair found{start.day, start.child};
        const auto [at, is_new] = first.emplace(sibling_key(start.child), found);
        if (!is_new) at->second = std::min(at->second, found);
    }
    return first;
}

}  // namespace

TEST_CASE("a family lives where it does until it goes, and from when it came", "[unit][migration]") {
    const Month april = month_of(2020, 4);
    FamilyMoves moves;
    CHECK(moves.lives_here(0, april));
    moves.gone = {{3, april}, {7, april + 5}};
    moves.first_newcomer = 9;
    moves.came = {april + 2};
    CHECK(moves.lives_here(3, april + (-1)));
    CHECK_FALSE(moves.lives_here(3, april));
    CHECK(moves.lives_here(7, april + 4));
    CHECK_FALSE(moves.lives_here(7, april + 5));
    CHECK(moves.lives_here(4, april));
    CHECK_FALSE(moves.lives_here(9, april + 1));
    CHECK(moves.lives_here(9, april + 2));
}

TEST_CASE("a family that came has a key of its own, and its decile", "[unit][migration]") {
    for (std::size_t decile = 0; decile < deciles; ++decile) {
        const auto key = newcomer_family(301, decile, 2022, 17);
        CHECK(decile_of(key) == decile);
        CHECK(fields_of(key).origin == 2022 - origin_year_zero);
        // Behind every family that has been there.
        CHECK(key > make_key<FamilyKey>({.kind = KeyKind::family,
                                         .authority = 301,
                                         .cell = static_cast<std::uint8_t>(deciles),
                                         .origin = UINT8_MAX,
                                         .number = largest_number_in_cell}));
    }
}

TEST_CASE("as many children come and go as the table says", "[property][migration]") {
    const auto county = county_of("1");
    for (std::size_t row = 0; row < county.country.authorities.size(); ++row) {
        const auto& authority = county.country.authorities[row];
        const auto& net = county.model.inputs.authorities[county.model.chosen[row]].net_migration;
        REQUIRE(net.size() == 5);
        for (int year = 2020; year <= 2024; ++year) {
            const Month end = month_of(year, 3);
            std::int64_t moved = 0;
            for_each_child(authority, [&](std::uint32_t family, Day born) {
                if (!is_child(born, end)) return;
                moved += authority.moves.lives_here(family, end) ? 1 : 0;
                moved -= authority.moves.lives_here(family, end + (-12)) ? 1 : 0;
            });
            CHECK(moved == std::llround(net[static_cast<std::size_t>(year - 2020)]));
        }
    }
}

TEST_CASE("children of an authority are those whose family lives there", "[property][migration][balance]") {
    const auto county = county_of("1");
    for (const auto& authority : county.country.authorities) {
        CHECK(authority.moves.gone.size() + authority.moves.came.size() > 5);
        for (Month month = county.country.start + (-1); month < county.country.end; month = month + 1) {
            std::int64_t children = 0;
            for_each_child(authority, [&](std::uint32_t family, Day born) {
                children += is_child(born, month) && authority.moves.lives_here(family, month) ? 1 : 0;
            });
            REQUIRE(county.country.children_on_last_day(authority, month) == children);
        }
    }
}

TEST_CASE("whoever goes or comes has all its children, and is like those who live there",
          "[property][migration]") {
    const auto county = county_of("1");
    for (const auto& authority : county.country.authorities) {
        const auto& families = authority.families;
        for (const auto& [row, from] : authority.moves.gone)
            CHECK(authority.children.born[families.first_child[row] + families.children[row] - 1U] <
                  first_day(from));
        std::set<std::pair<std::size_t, Day>> there;
        for (std::uint32_t row = 0; row < authority.moves.first_newcomer; ++row)
            for (std::uint8_t child = 0; child < families.children[row]; ++child)
                there.emplace(decile_of(families.key[row]),
                              authority.children.born[families.first_child[row] + child]);
        for (std::uint32_t row = authority.moves.first_newcomer; row < families.size(); ++row) {
            REQUIRE(families.children[row] > 0);
            for (std::uint8_t child = 0; child < families.children[row]; ++child) {
                const Day born = authority.children.born[families.first_child[row] + child];
                CHECK(there.contains({decile_of(families.key[row]), born}));
                CHECK(born < first_day(authority.moves.came[row - authority.moves.first_newcomer]));
            }
        }
    }
}

TEST_CASE("a family that stays is not touched by who comes and goes", "[property][migration]") {
    const auto county = county_of("2"), without = county_of("0");
    for (std::size_t row = 0; row < county.country.authorities.size(); ++row) {
        const auto& with = county.country.authorities[row];
        const auto& alone = without.country.authorities[row];
        const auto begins = [](const auto& longer, const auto& shorter) {
            return longer.size() >= shorter.size() &&
                   std::equal(shorter.begin(), shorter.end(), longer.begin());
        };
        CHECK(begins(with.families.key, alone.families.key));
        CHECK(begins(with.children.born, alone.children.born));
        CHECK(begins(with.children.sex, alone.children.sex));
        CHECK(with.births == alone.births);
        CHECK(with.newborns_until == alone.newborns_until);
        CHECK(with.at_home.children == alone.at_home.children);
        CHECK(with.in_care.size() == alone.in_care.size());
        CHECK((with.families.size() > alone.families.size() || !with.moves.gone.empty()));
    }
    // The first of a family to be looked after is drawn before anything that others do can reach it.
    std::map<FamilyKey, Month> gone;
    for (const auto& authority : county.country.authorities)
        for (const auto& [row, from] : authority.moves.gone) gone[authority.families.key[row]] = from;
    auto expected = first_entries(without);
    const auto before = expected.size();
    std::erase_if(expected, [&](const auto& entry) {
        const auto left = gone.find(entry.first);
        return left != gone.end() && entry.second.first >= first_day(left->second);
    });
    const auto entries = first_entries(county);
    auto of_those_who_stay = entries;
    std::erase_if(of_those_who_stay,
                  [](const auto& entry) { return fields_of(entry.first).cell > newcomer_cells; });
    CHECK(of_those_who_stay == expected);
    CHECK(expected.size() > 80);
    // Some of those who would have been have gone, and some who came are.
    CHECK(expected.size() < before);
    CHECK(of_those_who_stay.size() < entries.size());
}

TEST_CASE("a ratio of 0 is a county in which nobody moves", "[property][migration]") {
    const Folder folder{"migration"};
    std::filesystem::copy(
        HEARTH_SOURCE_DIR "/configs", folder.path(),
        std::filesystem::copy_options::recursive | std::filesystem::copy_options::overwrite_existing);
    std::istringstream lines{text_of(folder / "data/tiny/migration.csv")};
    std::string nobody_moves;
    for (std::string line; std::getline(lines, line);) {
        if (!line.starts_with("la_code")) {
            const auto at = line.find(',', line.find(',') + 1) + 1;
            line.replace(at, line.find(',', at) - at, "0");
        }
        nobody_moves += line + "\n";
    }
    folder.write("data/tiny/migration.csv", nobody_moves);
    TinyCounty zeros{{"months=36"}, 2, {}, folder.name("tiny.yaml")};
    const auto digest = zeros.run().digest();
    CHECK(county_of("0", 36).run().digest() == digest);
    CHECK(county_of("1", 36).run().digest() != digest);
}

TEST_CASE("who moves does not depend on threads", "[property][threads][migration]") {
    const auto digest = county_of("2", 24, 1).run().digest();
    CHECK(county_of("2", 24, 7).run().digest() == digest);
}

TEST_CASE("after the last known year the mean of the last known ones goes on", "[unit][migration]") {
    Inputs inputs;
    inputs.year = 2019;
    AuthorityInputs authority;
    authority.migration_known = {2020, {10, -20, 40}};
    const auto net = [&](int mean_of, double ratio, int frozen_after) {
        inputs.migration = {.ratio = ratio, .until = 2022, .mean_of = mean_of};
        return migration_of_run(inputs, authority, frozen_after, 5);
    };
    CHECK(net(2, 1, 2200) == std::vector<double>{10, -20, 40, 10, 10});
    CHECK(net(9, 1, 2200) == std::vector<double>{10, -20, 40, 10, 10});
    CHECK(net(1, 0.5, 2200) == std::vector<double>{5, -10, 20, 20, 20});
    CHECK(net(2, 1, 2021) == std::vector<double>{10, -20, -5, -5, -5});
    CHECK(net(2, 0, 2200) == std::vector<double>(5, 0.0));
    inputs.year = 2023;  // a run after all that the table has
    CHECK(net(3, 1, 2200) == std::vector<double>(5, 10.0));
}

TEST_CASE("a table of migration that cannot be is told at its place", "[unit][migration]") {
    const CountyOfTwoYears tables;
    const auto with = [](const std::string& row, const std::string& other) {
        return [row, other](std::string text) { return text.replace(text.find(row), row.size(), other); };
    };
    CHECK_THAT(
        tables.fault_with("migration", with("T06000001,2021,-20", "T06000001,2021,-5000")),
        Catch::Contains("migration.csv:3:16: net_migration = -5000 (more children leave Ashby in a year "
                        "than the 4200 who live there on the first day). Correct it."));
    CHECK_THAT(tables.fault_with("migration", with("T06000002,2020", "T06000009,2020")),
               Catch::Contains("migration.csv:6:1: unknown local authority 'T06000009'"));
    CHECK_THAT(tables.fault_with(
                   "migration", with("T06000002,2020,12,children per year,assumed: made up for tests\n", "")),
               Catch::Contains("migration.csv: no row for T06000002 and 2020. Add one."));
    CHECK_THAT(
        tables.fault_of("until:\n    {value: 2021", "until:\n    {value: 2019"),
        Catch::Contains("migration.csv: no rows for 2019 or earlier (migration.until is 2019, and it has "
                        "2020 to 2023). Set migration.until to 2020 or later, or add them."));
}

TEST_CASE("more children than there are can't leave in the end", "[unit][migration]") {
    TinyCounty county;
    auto& ashby = county.model.inputs.authorities[county.model.chosen.front()];
    std::ranges::fill(ashby.net_migration, -4000.0);
    CHECK_THROWS_AS(county.model.build_country(county.workers), Unworkable);
    CHECK_THROWS_WITH(county.model.build_country(county.workers),
                      Catch::Contains("4000 children leave Ashby in the year to March 2020"));
}
