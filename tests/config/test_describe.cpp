#include <catch2/catch.hpp>

#include "sim/config/json_text.hpp"
#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

constexpr std::array<std::string_view, 2> levels{"low", "high"};

void declare(Config& config) {
    config.top().setting("months", 72, {1, 600}, "months to run");
    config.top().choice("level", levels, "how much");
    config.top().list("areas", "which areas");
    auto moves = config.process("moves");
    moves.flag("pandemic", false, "with the pandemic");
    moves.real("rate", "1/month", {0, 1}, "moves per child");
    moves.integer("beds", "place", {0}, "beds");
    moves.row("by_age", "1", {"age_band", age_bands}, {0, 1}, "ratio by age");
    auto inner = moves.section("search", "how places are sought");
    inner.table("hazard", "1/month", {"kind", kinds}, {"age_band", age_bands}, {0, 1}, "hazard");
    config.process("leaving");
}

constexpr auto yaml =
    "level: low\n"
    "areas: [Kent, Devon]\n"
    "processes:\n"
    "  - moves:\n"
    "      rate: {value: 0.10, unit: 1/month, plausible: [0.05, 0.2], source: \"measured: DfE\"}\n"
    "      beds: {value: 3, unit: place, source: \"assumed: x\"}\n"
    "      by_age: {unit: \"1\", source: \"derived: y\", values: {1_to_4: 0.6, under_1: 0.5}}\n"
    "      search:\n"
    "        hazard: {unit: 1/month, source: \"assumed: z\", columns: [under_1, 1_to_4],\n"
    "                 rows: {foster: [0.1, 0.2], kinship: [0.3, 0.4]}}\n"
    "  - leaving:\n";

std::string last_line(std::string text) {
    text.pop_back();
    return text.substr(text.find_last_of('\n') + 1);
}

}  // namespace

TEST_CASE("describe lists the schedule, then every parameter with unit, ranges, meaning and source",
          "[unit][config]") {
    auto config = Config::parse(yaml);
    declare(config);
    config.finish();
    CHECK(describe(config.description(), {}, 200) ==
          R"(schedule: each month, in this order
   1  moves
   2  leaving

settings
  parameter    value               allowed    meaning
  name                                        what this configuration is called
  description                                 what it is for
  evidence                                    how well the size of what a scenario does is known: its grade, and why
  over                                        of a scenario: the config that it is for, if it is not england
  extends                                     what it adds to: a file, seen from this one, or a name such as england
  scenario     baseline (default)             the name under which results are kept; makes the file a scenario
  months       72 (default)        [1, 600]   months to run
  level        low                 low, high  how much
  areas        Kent, Devon                    which areas

moves
  parameter  value            unit     plausible    allowed   meaning            source
  pandemic   false (default)                                  with the pandemic
  rate       0.10             1/month  [0.05, 0.2]  [0, 1]    moves per child    measured: DfE
  beds       3                place                 [0, inf)  beds               assumed: x
  by_age     by age_band      1                     [0, 1]    ratio by age       derived: y
    under_1  0.5
    1_to_4   0.6

moves.search: how places are sought
  parameter  value                 unit     allowed  meaning  source
  hazard     by kind and age_band  1/month  [0, 1]   hazard   assumed: z
             under_1, 1_to_4
    foster   0.1, 0.2
    kinship  0.3, 0.4

4 parameters, 0 without source
)");
}

TEST_CASE("describe prints the sections it is asked for, in lines of a width, and cuts nothing",
          "[unit][config]") {
    auto config = Config::parse(yaml);
    declare(config);
    const auto narrow = describe(config.description(), {"moves"}, 80);
    CHECK(narrow.substr(0, 6) == "moves\n");
    for (std::size_t from = 0, to = 0; (to = narrow.find('\n', from)) != std::string::npos; from = to + 1)
        CHECK(to - from <= 80);
    for (const auto* word : {"measured:", "DfE", "[0.05,", "pandemic"})
        CHECK(narrow.find(word) != std::string::npos);
    CHECK_THROWS_WITH(describe(config.description(), {"mvoes"}),
                      "mvoes: is no process or section of this config. Did you mean 'moves'?");
}

TEST_CASE("describe counts parameters without a source", "[unit][config]") {
    auto config = Config::parse("rate: {value: 1, unit: \"1\"}");
    config.top().real("rate", "1", {}, "rate");
    CHECK(last_line(describe(config.description())) == "1 parameter, 1 without source");
}

TEST_CASE("declarations alone fault nothing and make the same schema as a file", "[unit][config]") {
    auto none = Config::declarations_only();
    declare(none);
    none.process("moves").close();
    none.top().close();
    none.top().fault("months", "is odd");
    none.fault_in_schedule("moves", "is odd");
    CHECK(none.top().file("areas_file", "areas").empty());
    CHECK(none.schedule().empty());
    CHECK_NOTHROW(none.finish());

    auto declared = Config::declarations_only();
    declare(declared);
    auto config = Config::parse(yaml);
    declare(config);
    CHECK(json_schema(declared.description()) == json_schema(config.description()));
}

TEST_CASE("the schema names units, ranges, meanings and how a source starts", "[unit][config]") {
    auto config = Config::declarations_only();
    declare(config);
    const auto schema = json_schema(config.description());
    for (const auto* part :
         {R"("$schema": "http://json-schema.org/draft-07/schema#")", R"("const": "1/month")",
          R"("minimum": 0)", R"("maximum": 600)", R"("default": 72)", R"("description": "moves per child")",
          R"("pattern": "^(measured|derived|calibrated|assumed):\\s*\\S")", R"("enum": ["low", "high"])",
          R"("default": [])", R"("const": ["under_1", "1_to_4"])", R"("additionalProperties": false)",
          R"("maxProperties": 1)"}) {
        INFO(part);
        CHECK(schema.find(part) != std::string::npos);
    }
}

TEST_CASE("JSON text is escaped, indented and separated by commas", "[unit][config]") {
    JsonText json;
    json.begin_object().key("a\"b").text("c\\d\n").key("list").begin_array().number(1.5).flag(true).end();
    json.key("none").begin_object().end().key("words").texts({"x", "y"}).end();
    CHECK(json.written() ==
          "{\n  \"a\\\"b\": \"c\\\\d\\u000a\",\n  \"list\": [\n    1.5,\n    true\n  ],\n  \"none\": {},\n"
          "  \"words\": [\"x\", \"y\"]\n}\n");
}
