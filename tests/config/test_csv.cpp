#include <catch2/catch.hpp>
#include <memory>

#include "sim/config/csv.hpp"
#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

const auto only_open = [](Csv&) {};

/// The messages after reading `text` as t.csv, without the folder.
template <class Read>
Lines csv_faults(const std::string& text, Read read) {
    const Folder folder;
    const auto file = folder.write("t.csv", text);
    auto lines = faults_of([&] {
        Faults faults;
        Csv csv{file, faults};
        read(csv);
        faults.throw_if_any();
    });
    for (auto& line : lines) line.erase(0, folder.name("").size());
    return lines;
}

const std::string header = "area,number,year,unit,source\n";

}  // namespace

TEST_CASE("a table of cells is read with quotes, Windows line ends and a byte order mark", "[unit][config]") {
    const Folder folder;
    Faults faults;
    Csv csv{folder.write("t.csv",
                         "\xEF\xBB\xBF"
                         "area,number,year,unit,source\r\n"
                         "\"Bristol, City of\",1.5,2024,child,\"measured: \"\"DfE\"\" 2024\"\r\n"
                         "Kent,12,2024,child,assumed: x\r\n\r\n"),
            faults};
    REQUIRE(csv.rows() == 2);
    CHECK(csv.header() == Lines{"area", "number", "year", "unit", "source"});
    CHECK(csv.text(0, csv.column("area")) == "Bristol, City of");
    CHECK(csv.text(0, 4) == "measured: \"DfE\" 2024");
    CHECK(csv.real(0, csv.column("number")) == 1.5);
    CHECK(csv.integer(1, 1) == 12);
    CHECK(faults.empty());
}

TEST_CASE("a table that is handed on has its cells with it, however short they are", "[unit][config]") {
    const Folder folder;
    Faults faults;
    auto table = std::make_unique<Csv>(folder.write("t.csv", "a,b\n\"\"\"\",1\n"), faults, RowSources::none);
    const Csv handed_on{std::move(*table)};
    table.reset();
    CHECK(handed_on.text(0, 0) == "\"");
    CHECK(handed_on.text(0, 1) == "1");
    CHECK(handed_on.text(0, 2).empty());
    CHECK(handed_on.text(1, 0).empty());
    CHECK(faults.empty());
}

TEST_CASE("the shape of a table is checked when it is opened", "[unit][config]") {
    CHECK(csv_faults("", only_open) == Lines{"t.csv: is empty. Add a header row?"});
    CHECK(csv_faults(header, only_open) == Lines{"t.csv: has a header but no rows"});
    CHECK(csv_faults("area,area,year,unit,source\na,b,2024,1,assumed: x\n", only_open) ==
          Lines{"t.csv:1:6: duplicate column area (already column 1). Remove one?"});
    CHECK(csv_faults("area,yaer,unit,source\na,2024,1,assumed: x\n", only_open) ==
          Lines{"t.csv:1: missing column year. Did you mean 'yaer'?"});
    CHECK(csv_faults("area,unit,source\na,1,assumed: x\n", only_open) ==
          Lines{"t.csv:1: missing column year. Add it: the year that each row tells of, as 2019."});
    CHECK(csv_faults(header + "Kent,3,2024,child\n", only_open) ==
          Lines{"t.csv:2: has 4 cells (the header has 5). Is a comma missing, or text with a comma not in "
                "quotes?"});
    CHECK(csv_faults(header + "\nKent,3,2024,child,assumed: x\n", only_open) ==
          Lines{"t.csv:2: blank line inside the table. Remove it?"});
    CHECK(csv_faults(header + "\"Kent,3,2024,child,assumed: x\n", only_open) ==
          Lines{"t.csv:2:1: a quote is not closed on its line. Add '\"'?"});
    CHECK(csv_faults(header + "\"Ke\"nt,3,2024,child,assumed: x\n", only_open) ==
          Lines{"t.csv:2:5: text after a closing quote. Double the quotes inside a cell?"});
    CHECK(
        csv_faults(header + "Ke\"nt,3,2024,child,assumed: x\n", only_open) ==
        Lines{
            "t.csv:2:1: a quote inside a cell that does not begin with one. Put the whole cell in quotes?"});
    CHECK(csv_faults(header + "Kent, 3,2024,child,assumed: x\n", only_open) ==
          Lines{"t.csv:2:6: spaces around ' 3'. Remove them?"});
}

TEST_CASE("each row says its year, its unit and where it is from", "[unit][config]") {
    CHECK(csv_faults(header + "Kent,3,,,DfE\n", only_open) ==
          Lines{"t.csv:2:8: year is empty. From when is the number?",
                "t.csv:2:9: unit is empty (\"1\" for a plain ratio)",
                "t.csv:2:10: source = 'DfE' (start it with measured, derived, calibrated or assumed)"});
}

TEST_CASE("cells that are not what is read are faults at their place", "[unit][config]") {
    const auto number = [](const std::string& cell) {
        return csv_faults(header + "Kent," + cell + ",2024,child,assumed: x\n",
                          [](Csv& csv) { CHECK(csv.real(0, 1, 1, 5) >= 0); });
    };
    CHECK(number("5").empty());
    CHECK(number("6") == Lines{"t.csv:2:6: number = 6 (must be in [1, 5])"});
    CHECK(number("c") == Lines{"t.csv:2:6: number = 'c' is not a number"});
    CHECK(number("") == Lines{"t.csv:2:6: number = '' is not a number"});
    CHECK(number("010").size() == 1);
    CHECK(number("nan").size() == 1);
    CHECK(csv_faults(header + "Kent,1.5,2024,child,assumed: x\n", [](Csv& csv) {
              csv.integer(0, 1);
              csv.fault(0, 0, "unknown area 'Kent'");
              csv.fault("has no row for Devon");
          }) == Lines{"t.csv:2:1: unknown area 'Kent'", "t.csv:2:6: number = '1.5' is not a whole number"});
}

TEST_CASE("faults of a table as a whole are all reported", "[unit][config]") {
    CHECK(csv_faults(header + "Kent,1.5,2024,child,assumed: x\n", [](Csv& csv) {
              csv.fault("no row for Devon");
              csv.fault("no row for Essex");
          }) == Lines{"t.csv: no row for Devon", "t.csv: no row for Essex"});
}

TEST_CASE("what follows from a broken row, column or file is silent", "[unit][config]") {
    CHECK(csv_faults(header + "Kent,3,2024\n", [](Csv& csv) {
              CHECK(csv.real(0, 1, 5) == 0);
              CHECK(csv.text(0, 0).empty());
              csv.fault(0, 0, "'' is not an area");
          }).size() == 1);
    CHECK(csv_faults(header + "Kent,3,2024,child,assumed: x\n", [](Csv& csv) {
              const auto beds = csv.column("beds");
              CHECK(csv.real(0, beds, 5) == 0);
              csv.fault(0, beds, "is odd");
          }) == Lines{"t.csv:1: missing column beds"});
    Faults faults;
    Csv csv{"/nowhere/t.csv", faults};
    csv.column("area");
    csv.fault("has no row for Devon");
    CHECK(csv.rows() == 0);
    CHECK(faults.size() == 1);
}
