#include <catch2/catch.hpp>

#include "sim/config/fault.hpp"
#include "sim/config/suggest.hpp"
#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

TEST_CASE("faults come by file as first met, then by place, equal ones once", "[unit][config]") {
    Faults faults;
    CHECK_NOTHROW(faults.throw_if_any());
    faults.add({"b.yaml", 9, 1}, "late");
    faults.add({"a.yaml", 1, 1}, "other file");
    faults.add({"b.yaml", 2, 5}, "second");
    faults.add({"b.yaml", 2, 1}, "first");
    faults.add({"b.yaml", 2, 5}, "second");
    faults.add({"b.yaml", 2, 5}, "third");
    faults.add({"b.yaml", 0, 0}, "the file");
    faults.add({"b.yaml", 3, 0}, "the line");
    CHECK(faults_of([&] { faults.throw_if_any(); }) ==
          Lines{"b.yaml: the file", "b.yaml:2:1: first", "b.yaml:2:5: second", "b.yaml:2:5: third",
                "b.yaml:3: the line", "b.yaml:9:1: late", "a.yaml:1:1: other file"});
}

TEST_CASE("an error's text is one line for each fault", "[unit][config]") {
    const ConfigError error{{{{"a", 1, 2}, "x"}, {{"b", 0, 0}, "y"}}};
    CHECK(std::string{error.what()} == "a:1:2: x\nb: y");
}

TEST_CASE("distance counts letters to insert, delete, replace or swap", "[unit][config]") {
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("rate", "rate") == 0);
    CHECK(edit_distance("base_hazrd", "base_hazard") == 1);
    CHECK(edit_distance("raet", "rate") == 1);
    CHECK(edit_distance("kitten", "sitting") == 3);
}

TEST_CASE("a name is suggested only if it is near", "[unit][config]") {
    const std::vector<std::string> names{"months", "start", "seed"};
    CHECK(nearest("mnoths", names) == "months");
    CHECK(nearest("strat", names) == "start");
    CHECK_FALSE(nearest("replicates", names));
    CHECK_FALSE(nearest("x", {"y"}));
    CHECK(did_you_mean("sed", names) == ". Did you mean 'seed'?");
    CHECK(did_you_mean("zzz", names, ". Remove it?") == ". Remove it?");
}

TEST_CASE("a source begins with its kind and goes on", "[unit][config]") {
    CHECK(says_where_from("measured: DfE"));
    CHECK(says_where_from("calibrated:x"));
    CHECK_FALSE(says_where_from("assumed:  "));
    CHECK_FALSE(says_where_from("Assumed: x"));
    CHECK_FALSE(says_where_from("DfE"));
}
