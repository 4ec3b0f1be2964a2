// What a run may know of the levels of flows from outside, and that it knows nothing beyond it.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include <sstream>
#include <vector>

#include "tests/engine/tiny_county.hpp"
#include "tests/folder.hpp"

using namespace hearth;

namespace {

/// The tiny county, which tells of 2022 in each of its tables of levels, told twice as high or as it is.
class CountyWith2022 {
   public:
    explicit CountyWith2022(bool twice_as_high) {
        const std::filesystem::path configs{HEARTH_SOURCE_DIR "/configs"};
        std::filesystem::copy(configs, folder_.path(), std::filesystem::copy_options::recursive);
        const auto factor = twice_as_high ? 2.0 : 1.0;
        const auto one_year_on = [](const std::string& before) {
            std::string text = before;
            for_lines(before, [&](std::string line) {
                if (const auto at = line.find("2021,"); at != std::string::npos)
                    text += line.replace(at, 5, "2022,") + "\n";
            });
            return text;
        };
        rewrite("history", [&](const std::string& text) { return told(one_year_on(text), 0, 3, factor); });
        rewrite("care_starts_history",
                [&](const std::string& text) { return told(one_year_on(text), 1, 2, factor); });
        rewrite("uasc", [&](const std::string& text) { return told(text, 1, 2, factor); });
    }

    /// The county for three years, of which it knows so many.
    TinyCounty knowing_until(int year) const {
        return TinyCounty{
            {"months=36",
             fmt::format("levels.until={{starts: {0}, leaving: {0}, moves: {0}, arrivals: {0}}}", year)},
            2,
            {},
            folder_.name("tiny.yaml")};
    }

   private:
    template <class Do>
    static void for_lines(const std::string& text, Do&& each) {
        std::istringstream lines{text};
        for (std::string line; std::getline(lines, line);) each(line);
    }

    /// The text with a column of 2022 multiplied.
    static std::string told(const std::string& text, std::size_t year, std::size_t column, double factor) {
        std::string changed;
        for_lines(text, [&](const std::string& line) {
            std::vector<std::string> cells;
            std::istringstream row{line};
            for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
            if (cells.at(year) == "2022")
                cells.at(column) = fmt::format("{}", factor * std::stod(cells.at(column)));
            changed += fmt::format("{}\n", fmt::join(cells, ","));
        });
        return changed;
    }

    template <class Change>
    void rewrite(const std::string& table, Change&& change) const {
        const auto file = "data/tiny/" + table + ".csv";
        folder_.write(file, change(testing::text_of(folder_ / file)));
    }

    testing::Folder folder_{"levels"};
};

}  // namespace

TEST_CASE("histories end with the last year that a run may know", "[unit][levels]") {
    const TinyCounty county{
        {"months=36", "levels.until={starts: 2020, leaving: 2021, moves: 2020, arrivals: 2021}"}};
    const auto& levels = county.country.levels;
    CHECK(levels[Flow::moves].until == 2020);
    CHECK(levels[Flow::moves].published.ratios.size() == 1);
    CHECK(levels[Flow::leaving].published.ratios.size() == 2);

    // Starts a year are a mean of 2019 to 2021: a run that has it knows of starts until then.
    CHECK(levels[Flow::starts].until == 2021);
    CHECK(levels[Flow::starts].published.ratios.size() == 1);
}

TEST_CASE("no table moves a run in a year that it may not know of", "[property][levels]") {
    const CountyWith2022 as_it_is{false}, twice_as_high{true};
    CHECK(as_it_is.knowing_until(2021).run().digest() == twice_as_high.knowing_until(2021).run().digest());
    CHECK(as_it_is.knowing_until(2022).run().digest() != twice_as_high.knowing_until(2022).run().digest());
}

TEST_CASE("in years without a table arrivals stay as in the last one that is known", "[unit][levels]") {
    const auto arrivals = [](const TinyCounty& county) {
        std::vector<double> by_year;
        for (const auto& authority : county.country.authorities)
            for (const auto& year : authority.unaccompanied_by_year) by_year.push_back(year.arrivals);
        return by_year;
    };
    const CountyWith2022 twice_as_high{true};
    CHECK(arrivals(twice_as_high.knowing_until(2021)) == arrivals(CountyWith2022{false}.knowing_until(2021)));
    CHECK(arrivals(twice_as_high.knowing_until(2022)) != arrivals(CountyWith2022{false}.knowing_until(2022)));
}
