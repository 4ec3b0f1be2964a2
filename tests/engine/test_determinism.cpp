#include <catch2/catch.hpp>

#include <map>

#include "tests/engine/tiny_county.hpp"

using namespace hearth;

TEST_CASE("one, two and seven threads give the same bits", "[property][threads]") {
    const auto digest = TinyCounty{{"months=36"}, 1}.run().digest();
    CHECK(TinyCounty{{"months=36"}, 2}.run().digest() == digest);
    CHECK(TinyCounty{{"months=36"}, 7}.run().digest() == digest);
}

TEST_CASE("another seed and another replicate give another life", "[property][random]") {
    TinyCounty county{{"months=12", "replicates=2"}};
    const auto digest = county.run(0).digest();
    CHECK(county.run(0).digest() == digest);
    CHECK(county.run(1).digest() != digest);
    CHECK(TinyCounty{{"months=12", "seed=2"}}.run(0).digest() != digest);
}

TEST_CASE("a short run is the beginning of a long one, also of one beyond the tables",
          "[property][horizon]") {
    TinyCounty brief{{"months=24"}}, lengthy{{"months=480"}};
    const auto beginning = brief.run(), whole = lengthy.run();
    for (std::size_t index = 0; index < measures().size(); ++index) {
        const auto& part = beginning.panels[index];
        REQUIRE(part.size() < whole.panels[index].size());
        CHECK(std::equal(part.begin(), part.end(), whole.panels[index].begin()));
    }
}

TEST_CASE("an authority alone has the keys and first-day facts that it has inside the county",
          "[property][areas]") {
    const TinyCounty county, alone{{"areas=[Brookfield]"}};
    REQUIRE(alone.country.authorities.size() == 1);
    const auto& single = alone.country.authorities.front();
    const auto inside =
        std::find_if(county.country.authorities.begin(), county.country.authorities.end(),
                     [](const Authority& authority) { return authority.name == "Brookfield"; });
    REQUIRE(inside != county.country.authorities.end());
    CHECK(single.families.key == inside->families.key);
    CHECK(single.children.born == inside->children.born);
    CHECK(single.children.sex == inside->children.sex);
    CHECK(single.in_care.size() == inside->in_care.size());
    CHECK(std::equal(single.in_care.begin(), single.in_care.end(), inside->in_care.begin(),
                     [](const ChildInCare& one, const ChildInCare& other) {
                         return one.child == other.child && one.entered == other.entered &&
                                one.placed_on == other.placed_on && one.kind == other.kind;
                     }));
    CHECK(std::equal(single.households.begin(), single.households.end(), inside->households.begin(),
                     inside->households.end(), [](const FosterHousehold& one, const FosterHousehold& other) {
                         return one.key == other.key;
                     }));
    CHECK_FALSE(single.in_care.empty());
}

TEST_CASE("a longer horizon adds people and changes nobody", "[property][horizon]") {
    const TinyCounty brief{{"months=24"}}, lengthy{{"months=480"}};
    std::map<std::uint64_t, std::pair<Day, Sex>> born;
    const auto walk = [](const Country& country, const auto& visit) {
        for (const auto& authority : country.authorities) {
            for (std::size_t row = 0; row < authority.families.size(); ++row) {
                for (std::uint8_t child = 0; child < authority.families.children[row]; ++child) {
                    const auto at = authority.families.first_child[row] + child;
                    visit(child_of(authority.families.key[row], static_cast<std::uint8_t>(child + 1)).value,
                          std::pair{authority.children.born[at], authority.children.sex[at]});
                }
            }
        }
    };
    walk(lengthy.country, [&](std::uint64_t key, auto facts) { born[key] = facts; });
    std::size_t known = 0;
    walk(brief.country, [&](std::uint64_t key, auto facts) {
        REQUIRE(born.at(key) == facts);
        ++known;
    });
    CHECK(known > 9000);
    CHECK(born.size() > known);
}
