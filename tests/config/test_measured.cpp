#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

/// `ratio`, in [1, 5], of the section `moves`.
Lines ratio_faults(const std::string& parameter) {
    return faults_in("moves:\n  ratio: " + parameter + "\n", [](Config& config) {
        auto moves = config.top().section("moves", "moves");
        moves.real("ratio", "1", {1, 5}, "a ratio");
        moves.close();
    });
}

Lines row_faults(const std::string& values) {
    return faults_in("moves:\n  by_age: {unit: \"1\", source: \"assumed: test\", values: " + values + "}\n",
                     [](Config& config) {
                         auto moves = config.top().section("moves", "moves");
                         moves.row("by_age", "1", {"age_band", age_bands}, {0, 1}, "by age");
                         moves.close();
                     });
}

Lines table_faults(const std::string& contents) {
    return faults_in("hazard:\n  unit: 1/month\n  source: \"assumed: test\"\n" + contents, [](Config&
                                                                                                  config) {
        config.top().table("hazard", "1/month", {"kind", kinds}, {"age_band", age_bands}, {0, 1}, "hazard");
        config.top().close();
    });
}

}  // namespace

TEST_CASE("a plausible range is kept, and drawn from where draws are wanted", "[unit][config]") {
    const auto written = Config::parse(
        "ratio: {value: 1.5, unit: \"1\", plausible: [1, 3], source: \"assumed: test\"}\n"
        "sure: {value: 2, unit: \"1\", source: \"measured: test\"}\n");
    const auto read = [](Config config) {
        const double ratio = config.top().real("ratio", "1", {1, 5}, "ratio");
        CHECK(config.top().real("sure", "1", {1, 5}, "sure") == 2);
        config.top().close();
        config.finish();
        const auto& all = config.description().top.parameters;
        const auto of_ratio =
            std::ranges::find_if(all, [](const auto& parameter) { return parameter.name == "ratio"; });
        REQUIRE(of_ratio != all.end());
        const auto plausible = of_ratio->plausible;
        REQUIRE(plausible);
        CHECK(plausible->lowest == 1);
        CHECK(plausible->highest == 3);
        return ratio;
    };
    CHECK(read(written) == 1.5);
    CHECK(read(written.drawn([](const std::string& path, double value, Range plausible) {
              CHECK(path == "ratio");
              CHECK(value == 1.5);
              return plausible.highest;
          })) == 3);
}

TEST_CASE("a plausible range holds its value and lies where the parameter may", "[unit][config]") {
    const auto with = [](const std::string& plausible) {
        return ratio_faults("{value: 1.5, unit: \"1\", source: \"assumed: x\", plausible: " + plausible +
                            "}");
    };
    CHECK(with("[1, 5]").empty());
    CHECK(with("[1.5, 1.5]").empty());
    for (const auto& [plausible, why] : std::map<std::string, std::string>{
             {"[2, 3]", "moves.ratio.plausible = [2, 3] does not hold the value, 1.5"},
             {"[3, 1]", "does not hold the value"},
             {"[0, 2]", "moves.ratio.plausible = [0, 2] (must be in [1, 5])"},
             {"2", "moves.ratio.plausible is not the lowest and the highest it may be: write [0.5, 1.5]"},
             {"[1, 2, 3]", "is not the lowest and the highest"},
             {"[1, much]", "moves.ratio.plausible"}}) {
        INFO(plausible);
        REQUIRE(with(plausible).size() == 1);
        CHECK_THAT(with(plausible).front(), Catch::Contains(why));
    }
}

TEST_CASE("a parameter with unit, source and a value inside its range is read", "[unit][config]") {
    auto config = Config::parse(
        "moves:\n"
        "  ratio: {value: 1.5, unit: \"1\", source: \"measured: DfE 2024\"}\n"
        "  beds: {value: 4, unit: place, source: \"assumed: test\"}\n"
        "  by_age: {unit: \"1\", source: \"derived: x\", values: {1_to_4: 0.25, under_1: 0.5}}\n"
        "  hazard: {unit: 1/month, source: \"assumed: x\", columns: [under_1, 1_to_4],\n"
        "           rows: {kinship: [0.3, 0.4], foster: [0.1, 1e-2]}}\n");
    auto moves = config.top().section("moves", "moves");
    CHECK(moves.path() == "moves");
    CHECK(moves.real("ratio", "1", {1, 5}, "ratio") == 1.5);
    CHECK(moves.integer("beds", "place", {0, 10}, "beds") == 4);
    CHECK(moves.row("by_age", "1", {"age_band", age_bands}, {0, 1}, "by age") == std::vector{0.5, 0.25});
    const auto table =
        moves.table("hazard", "1/month", {"kind", kinds}, {"age_band", age_bands}, {0, 1}, "hazard");
    CHECK(table.columns == 2);
    CHECK(table.cells == std::vector{0.1, 0.01, 0.3, 0.4});
    CHECK(table.at(1, 0) == 0.3);
    CHECK(table.row(0)[1] == 0.01);
    moves.close();
    config.top().close();
    CHECK_NOTHROW(config.finish());
}

TEST_CASE("the example of the style guide gives its five messages", "[unit][config]") {
    const auto faults = faults_of([] {
        auto config = Config::parse(
            "processes:                      # run each month, in this order\n"
            "  - placement_disruption:\n"
            "      base_hazrd:            {value: 0.020, unit: 1/month, source: \"assumed: illustrative\"}\n"
            "      ratio_per_disruption:  {value: 9.0, unit: 1/year}\n",
            "configs/england.yaml");
        auto section = config.process("placement_disruption");
        section.real("base_hazard", "1/month", {0, 1}, "hazard");
        section.real("ratio_per_disruption", "1", {1, 5}, "ratio");
        section.close();
        config.finish();
    });
    CHECK(
        faults ==
        Lines{
            "configs/england.yaml:3:7: missing placement_disruption.base_hazard [1/month]",
            "configs/england.yaml:3:7: unknown key placement_disruption.base_hazrd. Did you mean "
            "'base_hazard'?",
            "configs/england.yaml:4:30: placement_disruption.ratio_per_disruption has unit '1/year' (the "
            "model "
            "needs '1')",
            "configs/england.yaml:4:30: placement_disruption.ratio_per_disruption has no source (start it "
            "with "
            "measured, derived, calibrated or assumed)",
            "configs/england.yaml:4:38: placement_disruption.ratio_per_disruption = 9 (must be in [1, 5])"});
}

TEST_CASE("each mistake in a number gives one message at its place", "[unit][config]") {
    const auto number = [](const std::string& value) {
        return ratio_faults("{value: " + value + ", unit: \"1\", source: \"assumed: x\"}");
    };
    CHECK(number("1").empty());
    CHECK(number("5").empty());
    CHECK(number("+2.5e0").empty());
    CHECK(number("0.999") == Lines{"x.yaml:2:18: moves.ratio = 0.999 (must be in [1, 5])"});
    CHECK(number("abc") == Lines{"x.yaml:2:18: moves.ratio = 'abc' is not a number"});
    CHECK(number("no") == Lines{"x.yaml:2:18: moves.ratio = 'no' is not a number"});
    CHECK(number("true") == Lines{"x.yaml:2:18: moves.ratio = 'true' is not a number"});
    CHECK(number("0x3") == Lines{"x.yaml:2:18: moves.ratio = '0x3' is not a number"});
    CHECK(number("1_0") == Lines{"x.yaml:2:18: moves.ratio = '1_0' is not a number"});
    CHECK(number("\"2\"") ==
          Lines{"x.yaml:2:18: moves.ratio = \"2\" is text (must be a number). Remove the quotes?"});
    CHECK(
        number("010") ==
        Lines{"x.yaml:2:18: moves.ratio = '010' is ambiguous (a leading zero means octal to some). Write it "
              "without?"});
    CHECK(number(".nan") == Lines{"x.yaml:2:18: moves.ratio = '.nan' is not finite (must be a number)"});
    CHECK(number("-.inf") == Lines{"x.yaml:2:18: moves.ratio = '-.inf' is not finite (must be a number)"});
    CHECK(number("1e999") ==
          Lines{"x.yaml:2:18: moves.ratio = '1e999' is too large or too small for a number"});
    CHECK(number("[1]") == Lines{"x.yaml:2:18: moves.ratio is a list (must be a number)"});
    CHECK(number("").size() == 1);
}

TEST_CASE("each mistake beside a number gives one message", "[unit][config]") {
    CHECK(ratio_faults("1.5") ==
          Lines{"x.yaml:2:10: moves.ratio has no unit and no source. Write {value: ..., unit: \"1\", source: "
                "\"assumed: ...\"}?"});
    CHECK(ratio_faults("{value: 2, source: \"assumed: x\"}") ==
          Lines{"x.yaml:2:10: moves.ratio has no unit (the model needs '1')"});
    CHECK(ratio_faults("{value: 2, unit: 1/month, source: \"assumed: x\"}") ==
          Lines{"x.yaml:2:10: moves.ratio has unit '1/month' (the model needs '1')"});
    CHECK(ratio_faults("{value: 2, unit: \"1\"}") == Lines{"x.yaml:2:10: moves.ratio has no source (start it "
                                                           "with measured, derived, calibrated or assumed)"});
    CHECK(
        ratio_faults("{value: 2, unit: \"1\", source: DfE 2023}") ==
        Lines{
            "x.yaml:2:10: moves.ratio has source 'DfE 2023' (start it with measured, derived, calibrated or "
            "assumed: and say where it is from)"});
    CHECK(ratio_faults("{value: 2, unit: \"1\", source: \"assumed: \"}").size() == 1);
    CHECK(ratio_faults("{value: 2, unit: \"1\", source: \"assumed: x\", note: y}") ==
          Lines{"x.yaml:2:54: unknown key moves.ratio.note (must be value, unit, source, plausible)"});
    CHECK(ratio_faults("{valu: 2, unit: \"1\", source: \"assumed: x\"}") ==
          Lines{"x.yaml:2:10: missing moves.ratio.value [1]",
                "x.yaml:2:11: unknown key moves.ratio.valu. Did you mean 'value'?"});
}

TEST_CASE("a whole number is written with digits alone", "[unit][config]") {
    const auto beds = [](const std::string& value) {
        return faults_in("beds: {value: " + value + ", unit: place, source: \"assumed: x\"}",
                         [](Config& config) {
                             config.top().integer("beds", "place", {1, 10}, "beds");
                         });
    };
    CHECK(beds("3").empty());
    CHECK(beds("3.0") == Lines{"x.yaml:1:15: beds = '3.0' is not a whole number"});
    CHECK(beds("11") == Lines{"x.yaml:1:15: beds = 11 (must be in [1, 10])"});
    CHECK(beds("99999999999999999999") == Lines{"x.yaml:1:15: beds = '99999999999999999999' is too large"});
}

TEST_CASE("a row needs each label of its axis, and no other", "[unit][config]") {
    CHECK(row_faults("{under_1: 0.5, 1_to_4: 0.5}").empty());
    CHECK(row_faults("{under_1: 0.5}") == Lines{"x.yaml:2:56: missing moves.by_age.1_to_4 [1] (age_band)"});
    CHECK(row_faults("{under_1: 0.5, 1_to_4: 0.5, adult: 1}") ==
          Lines{"x.yaml:2:84: unknown key moves.by_age.adult (must be one of: under_1, 1_to_4)"});
    CHECK(row_faults("{under_1: 0.5, 1_to_4: 2}") ==
          Lines{"x.yaml:2:79: moves.by_age.1_to_4 = 2 (must be in [0, 1])"});
    CHECK(
        row_faults("[0.5, 0.5]") ==
        Lines{"x.yaml:2:56: moves.by_age is a list (must have a value for each age_band: under_1, 1_to_4)"});
}

TEST_CASE("a table needs its columns in order, each row, and rows of one length", "[unit][config]") {
    const std::string columns = "  columns: [under_1, 1_to_4]\n";
    CHECK(table_faults(columns + "  rows: {foster: [0, 0.1], kinship: [0.2, 1]}\n").empty());
    CHECK(table_faults("  columns: [1_to_4, under_1]\n  rows: {foster: [0, 0.1]}\n") ==
          Lines{"x.yaml:4:12: hazard.columns = [1_to_4, under_1] (must be [under_1, 1_to_4], by age_band)"});
    CHECK(table_faults(columns + "  rows: {foster: [0, 0.1, 0], kinship: [0.2, 1]}\n") ==
          Lines{"x.yaml:5:18: hazard.foster has 3 numbers (must be 2: under_1, 1_to_4)"});
    CHECK(table_faults(columns + "  rows: {foster: [0, 7], kinship: [0.2, x]}\n") ==
          Lines{"x.yaml:5:22: hazard.foster.1_to_4 = 7 (must be in [0, 1])",
                "x.yaml:5:41: hazard.kinship.1_to_4 = 'x' is not a number"});
    CHECK(table_faults(columns + "  rows: {foster: 1, kinship: [0.2, 1]}\n") ==
          Lines{"x.yaml:5:18: hazard.foster is a single value (must be 2: under_1, 1_to_4)"});
    CHECK(table_faults(columns + "  rows: {foster: [0, 1]}\n") ==
          Lines{"x.yaml:5:9: missing hazard.kinship [1/month] (kind)"});
    CHECK(table_faults(columns) == Lines{"x.yaml:2:3: missing hazard.rows [1/month]"});
}

TEST_CASE("a faulty read returns a value inside the range", "[unit][config]") {
    auto config = Config::parse("a: 1\n");
    CHECK(config.top().real("a", "1", {2, 3}, "a") == 2);
    CHECK(config.top().real("b", "1", {-8, -3}, "b") == -8);
    CHECK(config.top().real("c", "1", {}, "c") == 0);
    CHECK(config.top().integer("d", "1", {1.5, 9}, "d") == 2);
    CHECK(config.top().row("e", "1", {"age_band", age_bands}, {3, 4}, "e") == std::vector{3.0, 3.0});
    CHECK(config.top().table("f", "1", {"kind", kinds}, {"age_band", age_bands}, {0, 1}, "f").cells.size() ==
          4);
}

namespace {

Lines year_faults(const std::string& values) {
    return faults_in("level: {unit: \"1\", source: \"assumed: test\", values: " + values + "}\n",
                     [](Config& config) {
                         config.top().by_year("level", "1", {0, 2}, "a level");
                         config.top().close();
                     });
}

}  // namespace

TEST_CASE("a number by year has the years that the file has", "[unit][config]") {
    auto config = Config::parse(
        "level: {unit: \"1\", source: \"assumed: test\", values: {2021: 1.1, 2020: 0.9, \"2022\": 1.2}}\n");
    const auto level = config.top().by_year("level", "1", {0, 2}, "a level");
    config.top().close();
    CHECK_NOTHROW(config.finish());
    CHECK(level.first_year == 2020);
    CHECK(level.numbers == std::vector{0.9, 1.1, 1.2});
    CHECK(level.in(1999) == 0.9);
    CHECK(level.in(2021) == 1.1);
    CHECK(level.in(2040) == 1.2);
}

TEST_CASE("each mistake in a number by year gives one message", "[unit][config]") {
    CHECK(year_faults("{2020: 1}").empty());
    CHECK(year_faults("{}") ==
          Lines{"x.yaml:1:53: level is empty (must have a value for each reporting year). "
                "Write {\"2020\": ...}?"});
    CHECK(year_faults("[1, 2]").size() == 1);
    CHECK(
        year_faults("{year_2020: 1, 2021: 1}") ==
        Lines{
            "x.yaml:1:54: unknown key level.year_2020 (must be a reporting year, the one in which it ends). "
            "Write \"2020\"?"});
    CHECK(year_faults("{2020: 1, 2022: 1}") ==
          Lines{"x.yaml:1:53: missing level.2021 [1] (years have no gaps)"});
    CHECK(year_faults("{2020: 3}") == Lines{"x.yaml:1:60: level.2020 = 3 (must be in [0, 2])"});
    for (const auto* wrong : {"20: 1", "-2020: 1", "20200: 1", "2020-21: 1", "later: 1"}) {
        CAPTURE(wrong);
        CHECK(year_faults("{" + std::string{wrong} + "}").size() == 1);
    }
}
