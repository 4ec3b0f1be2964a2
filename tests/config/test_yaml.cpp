#include <catch2/catch.hpp>

#include "sim/config/document.hpp"
#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

const auto nothing = [](Config&) {};

std::string written(const std::string& yaml) {
    return Config::parse(yaml).resolved();
}

}  // namespace

TEST_CASE("a duplicate key is a fault at the second, and the first counts", "[unit][config]") {
    auto config = Config::parse("months: 3\nfiles:\n  a: x\n  a: y\nmonths: 5\n", "x.yaml");
    CHECK(config.top().setting("months", 1, {1, 9}, "months") == 3);
    CHECK(faults_of([&] { config.finish(); }) ==
          Lines{"x.yaml:4:3: duplicate key files.a (already on line 3). Remove one?",
                "x.yaml:5:1: duplicate key months (already on line 1). Remove one?"});
    CHECK(faults_in("processes:\n  - moves:\n      a: 1\n      a: 2\n", nothing) ==
          Lines{"x.yaml:4:7: duplicate key moves.a (already on line 3). Remove one?"});
}

TEST_CASE("what is not YAML, or not one mapping, is refused with its place", "[unit][config]") {
    CHECK(faults_in("a: [1\nb: 2\n", nothing).size() == 1);
    CHECK(faults_in("a: [1\nb: 2\n", nothing).front().starts_with("x.yaml:2:"));
    CHECK(faults_in("", nothing) == Lines{"x.yaml: is empty (must be YAML with 'key: value')"});
    CHECK(faults_in("- a\n", nothing) == Lines{"x.yaml:1:1: the file is a list (must be 'key: value')"});
    CHECK(faults_in("a: 1\n---\nb: 2\n", nothing) ==
          Lines{"x.yaml: holds several documents (must be one). Remove the '---' lines?"});
    CHECK(faults_in("a: !!int 3\n", nothing) ==
          Lines{"x.yaml:1:4: a has the YAML tag 'tag:yaml.org,2002:int' (tags are not read). Remove it?"});
    CHECK(faults_in("{[a]: 1}\n", nothing) ==
          Lines{"x.yaml:1:2: a key in the file is not a name. Write 'name: value'?"});
}

TEST_CASE("what YAML forbids is refused at its place, and nothing below it is swallowed", "[unit][config]") {
    const auto refused_at = [](const std::string& yaml, const std::string& place) {
        const auto faults = faults_in(yaml, nothing);
        CAPTURE(yaml, faults);
        CHECK(faults.size() == 1);
        CHECK(faults.front().starts_with("x.yaml:" + place + ": "));
    };
    refused_at("name: 'tiny' county\nmonths: 3\n", "1:14");
    refused_at("name: \"a\" b\nmonths: 3\n", "1:11");
    refused_at("name: [a] b\nmonths: 3\n", "1:11");
    refused_at("name: {a: 1} b\nmonths: 3\n", "1:14");
    refused_at("name: a: b\n", "1:8");
    refused_at("name: tiny\n  months: 3\n", "2:9");
    refused_at("name: \"a\\qb\"\n", "1:9");
    refused_at("name: @tiny\n", "1:7");
    refused_at("name: *tiny\n", "1:7");
    refused_at("name:\ttiny\n", "1:6");
    refused_at("name: a\tb # \tc\n", "1:8");
    refused_at("name: " + std::string(1000, '['), "1:46");
}

TEST_CASE("tabs in quotes, in blocks and in comments are text", "[unit][config]") {
    CHECK(written("name: \"a\tb\" #\tc\ntext: |\n  d\te # f\n").find("name: ") == 0);
}

TEST_CASE("what two readers of YAML read differently is refused", "[unit][config]") {
    CHECK(faults_in("name: >+\n  a\n\nmonths: 3\n", nothing) ==
          Lines{"x.yaml:1:7: is read as 'a\\n\\n' by one reader of YAML and as 'a\\n' by another. Put it in "
                "quotes, or "
                "write it more plainly?"});
}

TEST_CASE("anchors and aliases are resolved, and one inside itself is refused", "[unit][config]") {
    CHECK(written("a: &ratio {value: 1, unit: \"1\"}\nb: *ratio\n") ==
          "a: {value: 1, unit: \"1\"}\nb: {value: 1, unit: \"1\"}\n");
    const auto faults = faults_in("a: &a [*a, *a]\n", nothing);
    REQUIRE(faults.size() == 1);
    CHECK(faults.front().find("nested without end") != std::string::npos);
}

TEST_CASE("the resolved configuration keeps numbers as written and reads back to itself", "[unit][config]") {
    const std::string yaml =
        "name:   'tiny'   # a comment\n"
        "months: 024\n"
        "text: \"no\"\n"
        "note: \"a \\\"b\\\" \\\\ c: d # e\\nf\"\n"
        "code: \"010\"\n"
        "nothing:\n"
        "areas: [ 'E06000001', \"301\" ]\n"
        "none: []\n"
        "processes:\n"
        "- moves:\n"
        "    ratio: {value: 1.50, unit: '1', source: 'assumed: x'}\n"
        "    by_age:\n"
        "      unit: \"1/month\"\n"
        "      values: {under_1: 1e-3}\n"
        "- leaving:\n";
    const std::string resolved =
        "name: tiny\n"
        "months: 024\n"
        "text: \"no\"\n"
        "note: \"a \\\"b\\\" \\\\ c: d # e\\nf\"\n"
        "code: \"010\"\n"
        "nothing: null\n"
        "areas: [E06000001, \"301\"]\n"
        "none: []\n"
        "processes:\n"
        "  - moves:\n"
        "      ratio: {value: 1.50, unit: \"1\", source: \"assumed: x\"}\n"
        "      by_age:\n"
        "        unit: 1/month\n"
        "        values:\n"
        "          under_1: 1e-3\n"
        "  - leaving: {}\n";
    CHECK(written(yaml) == resolved);
    CHECK(written(resolved) == resolved);
    CHECK(written("processes: []") == "processes: []\n");
}
