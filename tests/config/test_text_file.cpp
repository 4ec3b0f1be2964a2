#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "sim/config/csv.hpp"
#include "sim/config/text_file.hpp"
#include "tests/config/reading_tests.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

/// The messages that a text ends with.
Lines faults_of_text(const std::string& text) {
    return faults_of([&] { checked_text(text, "x"); });
}

}  // namespace

TEST_CASE("text is UTF-8 without control characters, and loses its byte order mark", "[unit][config]") {
    CHECK(checked_text("\xEF\xBB\xBF"
                       "caf\xC3\xA9\r\n\t\xF0\x9F\x8F\xA0\n",
                       "x") == "caf\xC3\xA9\r\n\t\xF0\x9F\x8F\xA0\n");
    CHECK(faults_of_text("a\ncaf\xE9\n") ==
          Lines{"x:2:4: is not UTF-8 (the byte 0xE9 is no letter). Save the file as UTF-8?"});
    for (const std::string not_a_letter :
         {"\xC0\xAF", "\xE0\x80\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3"})
        CHECK(faults_of_text(not_a_letter).size() == 1);
    CHECK(faults_of_text("\xC3\xA9\x1B[31m") ==
          Lines{"x:1:2: the control character U+001B (is it a text file?). Remove it?"});
    CHECK(faults_of_text(std::string{"a\0b", 3}).front().starts_with("x:1:2: the control character U+0000"));
    CHECK(faults_of_text("a\rb").front().starts_with("x:1:2: a carriage return without a line feed"));
    CHECK(faults_of_text(std::string{"\xFF\xFE"
                                     "a\0b\0",
                                     6})
              .front()
              .starts_with("x:1: is not UTF-8 (it is UTF-16"));
    CHECK(faults_of_text(std::string{"\0a\0b", 4}).front().starts_with("x:1: is not UTF-8 (it is UTF-16"));
}

TEST_CASE("what others wrote is shown so that it steers no terminal and fills none", "[unit][config]") {
    CHECK(printable("caf\xC3\xA9 \x1B]0;owned\x07\n\xE9\xC2\x9B") ==
          "caf\xC3\xA9 \\x1b]0;owned\\x07\\n\\xe9\\x9b");
    CHECK(shown("short") == "short");
    CHECK(shown(std::string(5000, 'x')) == std::string(80, 'x') + "... (5000 bytes)");
    CHECK(shown(std::string(79, 'x') + "\xC3\xA9"
                                       "x") == std::string(79, 'x') + "... (82 bytes)");
    const auto told = to_text({{"a\x1B.yaml", 1, 2}, std::string(1'000'000, 'x')});
    const std::string end(2000, 'x');
    CHECK(told == "a\\x1b.yaml:1:2: " + end + "... (996000 bytes left out) ..." + end);
}

TEST_CASE("a file beyond its ceiling is refused without being held whole", "[unit][config]") {
    const Folder folder;
    const auto file = folder.write("big.yaml", std::string(2'000'000, '#'));
    CHECK(read_text_file(file, "big.yaml", 2'000'000).size() == 2'000'000);
    CHECK(faults_of([&] { read_text_file(file, "big.yaml", 1'000'000); }) ==
          Lines{"big.yaml: is larger than 1 MB (is it the right file?). Give a smaller one"});
    CHECK(faults_of([&] { read_text_file("/dev/zero", "zero", 1'000'000); }).size() == 1);
}

TEST_CASE("a table's line of more than 100 kB, and a table that is no text, are one fault each",
          "[unit][config]") {
    const Folder folder;
    std::size_t found_at{};
    const auto faults = [&](const std::string& text) {
        return faults_of([&] {
            Faults found;
            found_at = Csv{folder.write("t.csv", text), found}.column("a");
            found.throw_if_any();
        });
    };
    const auto of_columns = [](int number) {
        std::string names = "a,year,unit,source", cells = "1,2019,1,assumed: a test";
        for (int column = 4; column < number; ++column) {
            names += ",column_" + std::to_string(column);
            cells += ",1";
        }
        return std::pair{names, names + "\n" + cells + "\n"};
    };
    const auto is_too_long = [](const Lines& told, int line, std::size_t bytes) {
        return told.size() == 1 &&
               told[0].ends_with(fmt::format(
                   "t.csv:{}: is {} bytes long (are line ends missing?). Is it a table?", line, bytes));
    };
    CHECK(is_too_long(faults("a,year,unit,source\n" + std::string(200'000, 'x') + "\n"), 2, 200'000));
    CHECK(found_at == 0);
    CHECK(faults(of_columns(5000).second).empty());
    const auto [names, table] = of_columns(10'000);
    CHECK(names.size() > 100'000);
    CHECK(is_too_long(faults(table), 1, names.size()));
    CHECK(found_at == Csv::missing);
    CHECK(faults("caf\xE9,b\n1,2\n").size() == 1);
}

TEST_CASE("a column that lacks is one fault, and its cells are no labels", "[unit][config]") {
    const Folder folder;
    const auto told = faults_of([&] {
        Faults found;
        Csv csv{folder.write("t.csv", "a,year,unit,source\n1,2019,1,assumed: a test\n"), found};
        CHECK(!csv.label(0, csv.column("nowhere"), age_bands));
        found.throw_if_any();
    });
    REQUIRE(told.size() == 1);
    CHECK_THAT(told[0], Catch::Contains("t.csv:1: missing column nowhere"));
}
