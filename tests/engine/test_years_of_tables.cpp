#include <catch2/catch.hpp>

#include <numeric>
#include <set>

#include "sim/inputs/years_of_tables.hpp"
#include "tests/engine/tiny_county.hpp"

using namespace hearth;

namespace {

/// What a run of so many years takes from tables that end in 2022 (births) and 2021 (arrivals).
struct Held {
    Inputs inputs;
    std::optional<Month> from;
    std::string fault;

    Held(const std::string& yaml, int years) {
        inputs.year = 2019;
        auto& authority = inputs.authorities.emplace_back();
        authority.births = {100, 90, 80};
        authority.unaccompanied_by_year = {{.arrivals = 5.5}, {.arrivals = 7.5}};
        auto config = Config::parse("months: 1\n" + yaml, "test.yaml");
        from = YearsOfTables{config.top()}.hold(inputs, config.top(), month_of(2019, 4) + 12 * years);
        try {
            config.faults().throw_if_any();
        } catch (const ConfigError& error) {
            fault = error.what();
        }
    }
    const std::vector<std::uint32_t>& births() const { return inputs.authorities.front().births; }
    std::vector<double> arrivals() const {
        std::vector<double> found;
        for (const auto& year : inputs.authorities.front().unaccompanied_by_year)
            found.push_back(year.arrivals);
        return found;
    }
};

}  // namespace

TEST_CASE("after the last year of its table a number stays as in it", "[births][horizon]") {
    const Held held{"", 5};
    CHECK(held.births() == std::vector<std::uint32_t>{100, 90, 80, 80, 80});
    CHECK(held.arrivals() == std::vector<double>{5.5, 7.5, 7.5, 7.5, 7.5});
    CHECK(held.from == month_of(2021, 4));
    CHECK(held.fault.empty());
}

TEST_CASE("a frozen year holds whatever the tables say", "[births][horizon]") {
    const Held held{"frozen_after: 2020\n", 4};
    CHECK(held.births() == std::vector<std::uint32_t>{100, 100, 100, 100});
    CHECK(held.arrivals() == std::vector<double>{5.5, 5.5, 5.5, 5.5});
    CHECK(held.from == month_of(2020, 4));
}

TEST_CASE("a run inside the tables assumes nothing", "[births][horizon]") {
    const Held held{"", 2};
    CHECK(held.births() == std::vector<std::uint32_t>{100, 90});
    CHECK_FALSE(held.from);
}

TEST_CASE("a run beyond the tables is refused when it may not go there", "[births][horizon]") {
    CHECK(Held{"beyond_tables: false\n", 2}.fault.empty());
    CHECK_THAT(Held("beyond_tables: false\n", 3).fault,
               Catch::Contains("months = 36 (the table files.uasc has 2 years from the first month on). Use "
                               "at most 24"));
    CHECK_THAT(
        Held("frozen_after: 2019\n", 1).fault,
        Catch::Contains("frozen_after = 2019 (the first year of the run ends in March 2020). Use that or a "
                        "later one."));
    CHECK_THAT(Held("frozen_after: 2300\n", 1).fault, Catch::Contains("must be in [1986, 2205]"));
}

TEST_CASE("forty years of the tiny county go on with the births of the last year", "[births][horizon]") {
    TinyCounty county{{"months=480", "migration.ratio=0"}};
    REQUIRE(county.model.held_from == month_of(2035, 4));
    const Month last = county.country.start + 479;
    for (const auto& authority : county.country.authorities) {
        const auto births_in = [&](int year) {
            const auto first = month_of(year - 1, 4) - county.country.first_birth_month;
            return std::accumulate(authority.births.begin() + first, authority.births.begin() + first + 12,
                                   0U);
        };
        for (int year = 2036; year <= 2059; ++year) CHECK(births_in(year) == births_in(2035));
        CHECK(county.country.children_on_last_day(authority, last) == 18 * births_in(2035));

        std::set<FamilyKey> keys{authority.families.key.begin(), authority.families.key.end()};
        CHECK(keys.size() == authority.families.size());
        CHECK(fields_of(*std::max_element(keys.begin(), keys.end(), [](FamilyKey a, FamilyKey b) {
                  return fields_of(a).origin < fields_of(b).origin;
              })).origin == 2059 - origin_year_zero);

        // Families go on as well: of the last twenty years' children 44% are first ones, as families have
        // 2.29 children. n = 2,840 to 4,660; so much off shows families that wait, or too many new ones.
        std::size_t first_children = 0, children = 0;
        for (std::size_t row = 0; row < authority.families.size(); ++row) {
            for (std::uint8_t child = 0; child < authority.families.children[row]; ++child) {
                const Day born = authority.children.born[authority.families.first_child[row] + child];
                if (born < day_of(2039, 4, 1)) continue;
                ++children;
                first_children += child == 0;
            }
        }
        CHECK(static_cast<double>(first_children) / static_cast<double>(children) ==
              Approx(1 / 2.29).margin(0.03));
    }
    // Checks its invariants at the end. The stock follows the number of children, which falls by a tenth or
    // so.
    const auto results = county.run();
    const auto nation = county.layout.areas.size() - 1;
    const auto stock = [&](int year) {
        return county.at(results, measure("looked_after"), static_cast<std::size_t>(12 * (year - 2019) - 1),
                         nation);
    };
    CHECK(stock(2059) > stock(2020) / 2);
    CHECK(stock(2059) < 2 * stock(2020));
}
