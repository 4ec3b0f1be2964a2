#include <catch2/catch.hpp>
#include <set>

#include "agents/key.hpp"

using namespace hearth;

TEST_CASE("a key gives back the fields it was made of, at their limits too", "[unit][key]") {
    const KeyFields smallest{.kind = KeyKind::family};
    const KeyFields largest{.kind = KeyKind::unaccompanied,
                            .authority = largest_authority_number,
                            .cell = 255,
                            .origin = 255,
                            .number = largest_number_in_cell,
                            .birth_order = largest_birth_order};
    CHECK(fields_of(make_key<FamilyKey>(smallest)) == smallest);
    CHECK(fields_of(make_key<ChildKey>(largest)) == largest);
}

TEST_CASE("keys sort by authority, then cell, then cohort, then number", "[unit][key]") {
    const auto key = [](std::uint16_t authority, std::uint8_t cell, std::uint8_t origin,
                        std::uint32_t number) {
        return make_key<FamilyKey>({KeyKind::family, authority, cell, origin, number, 0});
    };
    CHECK(key(301, 9, 90, 900) < key(302, 1, 1, 0));
    CHECK(key(301, 1, 90, 900) < key(301, 2, 1, 0));
    CHECK(key(301, 1, 50, 900) < key(301, 1, 51, 0));
    CHECK(key(301, 1, 50, 1) < key(301, 1, 50, 2));
}

TEST_CASE("a child's key leads to its family, and siblings are neighbours", "[unit][key]") {
    const auto family = make_key<FamilyKey>({KeyKind::family, 301, 3, 60, 17, 0});
    const auto first = child_of(family, 1), second = child_of(family, 2);
    CHECK(family_of(first) == family);
    CHECK(family_of(second) == family);
    CHECK(second.value == first.value + 1);
    CHECK_FALSE(is_unaccompanied(first));
    CHECK(is_unaccompanied(unaccompanied_child(301, 4, 2019, 0)));
}

TEST_CASE("a child's placements with named carers are with different ones", "[unit][key]") {
    const auto family = make_key<FamilyKey>({KeyKind::family, 301, 3, 60, 17, 0});
    std::set<std::uint64_t> carers;
    for (const auto child : {child_of(family, 1), child_of(family, 2)}) {
        for (std::uint16_t placement = 1; placement <= 200; ++placement)
            carers.insert(named_carer(child, placement));
    }
    CHECK(carers.size() == 400);
}
