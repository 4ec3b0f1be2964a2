#include "tests/results/sample_results.hpp"

#include <catch2/catch.hpp>

using namespace hearth;

TEST_CASE("a digest ignores the scenario's label and the replicate's number", "[unit][results]") {
    auto results = sample::replicate(sample::layout(), 0, 0);
    const auto before = results.digest();
    results.scenario = 1;
    results.replicate = 2;
    CHECK(results.digest() == before);
    CHECK(before.size() == 32);
}

TEST_CASE("a digest sees every changed value and name", "[unit][results]") {
    const auto original = sample::replicate(sample::layout(), 0, 0);
    const auto before = original.digest();
    for (std::size_t measure = 0; measure < measures().size(); ++measure) {
        for (const auto cell : {std::size_t{0}, original.panels[measure].size() - 1}) {
            auto changed = original;
            changed.panels[measure][cell] ^= 1;
            CHECK(changed.digest() != before);
        }
    }
    for (std::size_t column = 0; column < original.events[0].columns.size(); ++column) {
        auto changed = original;
        std::visit([](auto& cells) { cells.back() ^= 1; }, changed.events[0].columns[column].cells);
        CHECK(changed.digest() != before);
        changed = original;
        changed.events[0].columns[column].name += "x";
        CHECK(changed.digest() != before);
    }
    auto changed = original;
    changed.events[0].name += "x";
    CHECK(changed.digest() != before);
    changed.events.clear();
    CHECK(changed.digest() != before);
    changed = original;
    changed.record += "x";
    CHECK(changed.digest() != before);
}

TEST_CASE("what is counted moves its own digest and that of the contents, never the record's",
          "[unit][results]") {
    const auto original = sample::replicate(sample::layout(), 0, 0);
    auto changed = original;
    changed.panels[3][0] ^= 1;
    for (std::size_t measure = 0; measure < measures().size(); ++measure)
        CHECK((changed.digest_of(measure) != original.digest_of(measure)) == (measure == 3));
    CHECK(changed.digests().contents != original.digests().contents);
    CHECK(changed.digests().record == original.record);
    changed = original;
    changed.record = "another life, in which all counts are the same";
    CHECK(changed.digests().contents == original.digests().contents);
    CHECK(changed.digests() != original.digests());
}

TEST_CASE("a digest sees a value that moves to the next measure", "[unit][results]") {
    ReplicateResults one{0, 0, std::vector<std::vector<std::int32_t>>(measures().size()), {}};
    auto other = one;
    one.panels[0] = {1, 2};
    one.panels[1] = {3};
    other.panels[0] = {1};
    other.panels[1] = {2, 3};
    CHECK(one.digest() != other.digest());
}

TEST_CASE("digests are those of XXH3, the same for ever", "[unit][results]") {
    CHECK(digest_of(std::vector<std::string>{}) ==
          "99aa06d3014798d86001c324468d497f");  // published: empty input
    const std::vector<std::string> parts{"ab", "c"};
    CHECK(digest_of(parts) == digest_of(std::vector<std::string>{"a", "bc"}));
    CHECK(digest_of(parts) != digest_of(std::vector<std::string>{"c", "ab"}));
}
