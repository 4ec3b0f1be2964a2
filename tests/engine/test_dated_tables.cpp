#include <catch2/catch.hpp>

#include <numeric>
#include <sstream>

#include "sim/inputs/dated_rows.hpp"
#include "sim/inputs/read_tables.hpp"
#include "tests/engine/county_of_two_years.hpp"

using namespace hearth;
using namespace hearth::testing;

namespace {

std::string csv_of(const std::vector<std::string>& years) {
    std::string text = "name,year,unit,source\n";
    for (const auto& year : years) text += "a," + year + ",1,assumed: test\n";
    return text;
}

/// The rows that a run of which the stock is that of 31 March `year` takes, or the faults.
std::string taken(const std::vector<std::string>& years, Dated dated, int year) {
    const Folder folder;
    Faults faults;
    Csv csv{folder.write("t.csv", csv_of(years)), faults};
    const DatedRows rows{csv, dated, year};
    std::string told;
    for (std::size_t row = 0; row < csv.rows(); ++row)
        if (rows.takes(row)) told += (told.empty() ? "" : " ") + std::to_string(row);
    try {
        faults.throw_if_any();
    } catch (const ConfigError& error) {
        for (const auto& [at, text] : error.faults()) told += text + "\n";
    }
    return told;
}

/// By age band, of all kinds of one authority.
std::array<std::uint32_t, age_bands.size()> ages_in_care(const Authority& authority, Day eve) {
    std::array<std::uint32_t, age_bands.size()> ages{};
    for (const auto& child : authority.in_care)
        ++ages[static_cast<std::size_t>(age_band(age_on(child.born, eve)))];
    return ages;
}

}  // namespace

TEST_CASE("of a dated table the rows of the first day count", "[unit][dated]") {
    CHECK(taken({"2019", "2020", "2019"}, Dated::on_the_day, 2019) == "0 2");
    CHECK(taken({"2019", "2020", "2019"}, Dated::on_the_day, 2020) == "1");
    CHECK(taken({"2019-2021", "2022-2024"}, Dated::in_the_year, 2021) == "0");
    CHECK(taken({"2019-2021", "2022-2024"}, Dated::in_the_year, 2022) == "1");
}

TEST_CASE("what changes slowly is that of the nearest year, the earlier of two", "[unit][dated]") {
    CHECK(taken({"2020", "2023"}, Dated::steady, 2010) == "0");
    CHECK(taken({"2020", "2023"}, Dated::steady, 2022) == "1");
    CHECK(taken({"2022", "2020"}, Dated::steady, 2021) == "1");
    CHECK(taken({"2020-2021"}, Dated::steady, 2019) == "0");
    CHECK(taken({"2019-2021", "2023"}, Dated::steady, 2022) == "0");
}

TEST_CASE("a table without rows of the first day says which years it has, and what to do", "[unit][dated]") {
    CHECK(taken({"2019"}, Dated::on_the_day, 2021) ==
          "no rows for 31 March 2021 (it has 2019). Start in 2019-04, or add them.\n");
    CHECK(taken({"2023", "2019-2021", "2018"}, Dated::in_the_year, 2025) ==
          "no rows for the year to 31 March 2025 (it has 2018 to 2021, 2023). Start in 2023-04, or add "
          "them.\n");
}

TEST_CASE("a year that is none is a fault of its own", "[unit][dated]") {
    const std::string remedy = "must be a year, 2019, or the first and last of a mean, 2019-2021";
    for (const auto* wrong :
         {"twenty", "2021-2019", "19", "2019-", "-2019", "99999999999999999999", "2019.0"}) {
        CAPTURE(wrong);
        CHECK_THAT(taken({wrong}, Dated::on_the_day, 2019),
                   Catch::Equals("year = '" + std::string{wrong} + "' (" + remedy + ")\n"));
    }
    CHECK_THAT(taken({"2019-2021", "2021-2023"}, Dated::in_the_year, 2021),
               Catch::Contains("year = 2021-2023 (rows of 2019-2021 are of 2021 as well)"));
}

TEST_CASE("a county whose tables have two years starts in either, with the stock of that year",
          "[property][dated]") {
    const CountyOfTwoYears tables;
    for (const int year : {2019, 2020}) {
        CAPTURE(year);
        const auto county = tables.start(year);
        const Day eve = first_day(month_of(year, 4)) - 1;
        CHECK(county->country.start == month_of(year, 4));
        // Ashby and Brookfield have changed places in 2020.
        const std::array looked_after{year == 2019 ? 64U : 36U, year == 2019 ? 36U : 64U, 20U};
        const std::array residents{year == 2019 ? 4200U : 2900U, year == 2019 ? 2900U : 4200U, 1900U};
        for (std::size_t row = 0; row < county->country.authorities.size(); ++row) {
            const auto& authority = county->country.authorities[row];
            CHECK(authority.in_care.size() == looked_after[row]);
            CHECK(ages_in_care(authority, eve) == county->model.inputs.authorities[row].looked_after);
            CHECK(county->country.children_on_last_day(authority, month_of(eve)) == residents[row]);
            // The oldest are 17 on the eve, and whoever is born afterwards is born in the run.
            CHECK(authority.births.size() ==
                  static_cast<std::size_t>(county->country.end - county->country.first_birth_month));
            CHECK(county->country.first_birth_month == month_of(year - 18, 4));
            CHECK(authority.budget.in(year + 1) > 0);
        }
        const auto results = county->run();  // checks its invariants at the end
        const auto nation = county->layout.areas.size() - 1;
        CHECK(county->at(results, measure("looked_after"), 0, nation) > 100);
    }
}

TEST_CASE("rows of other years move nothing", "[property][dated]") {
    const CountyOfTwoYears tables;
    TinyCounty alone{{"months=24"}};
    auto one_of_two = tables.start(2019);
    CHECK(one_of_two->run().panels == alone.run().panels);
    auto later = tables.start(2020);
    CHECK(later->run().panels != alone.run().panels);
}

TEST_CASE("a start for which tables have no rows is refused by all of them at once", "[dated]") {
    const CountyOfTwoYears tables;
    const auto said = tables.fault_of_start("2022-04");
    for (const auto* table : {"children", "looked_after", "looked_after_profile", "foster_places", "homes"}) {
        CHECK_THAT(said, Catch::Contains(std::string{"data/tiny/"} + table +
                                         ".csv: no rows for 31 March 2022 (it has 2019, 2020). Start in "
                                         "2020-04, or add them."));
    }
    CHECK_THAT(said, Catch::Contains("care_starts.csv: no rows for the year to 31 March 2022 (it has 2019 to "
                                     "2021). Start in 2021-04, or add them."));
    CHECK_THAT(said, !Catch::Contains("do not add up"));
    CHECK_THAT(said, !Catch::Contains("Add one") && !Catch::Contains("Add rows"));
}

TEST_CASE("a run begins in an April for which there are years of everything", "[dated]") {
    const CountyOfTwoYears tables;
    CHECK_THAT(
        tables.fault_of_start("2019-05"),
        Catch::Contains("start = 2019-05 (a run begins in April, the day after the stock was counted"));
    CHECK_THAT(tables.fault_of_start("1066-04"), Catch::Contains("Use 1986-04."));
    CHECK_THAT(
        tables.fault_of_start("2018-04"),
        Catch::Contains("births.csv: no rows for the year to 31 March 2019 (it has 2020 to 2035). Start in "
                        "2019-04, or add them.") &&
            Catch::Contains("placement_prices.level.fostering begins in 2020 (the first year of the run is "
                            "2019)"));
    CHECK_THAT(
        tables.fault_of_start("2036-04"),
        Catch::Contains("uasc.csv: no rows for the year to 31 March 2037 (it has 2020 to 2035). Start in "
                        "2034-04, or add them."));
    CHECK_THAT(tables.fault_of("start: 2019-04\n", ""),
               Catch::Contains("missing start (a month, written as"));
}

TEST_CASE("tables of before they were dated are refused, once, with what to do", "[dated]") {
    const CountyOfTwoYears tables;
    auto said = tables.fault_with("children", [](std::string text) {
        for (int age = 0; age < 18; ++age) {
            const auto name = "age_" + std::to_string(age) + ",";
            text.replace(text.find(name), name.size(), "born_" + std::to_string(2019 - age) + ",");
        }
        return text;
    });
    CHECK_THAT(said, Catch::Contains("children.csv:1:20: column born_2002 names a year of birth") &&
                         Catch::Contains("born_2002 is age_17 and born_2019 is age_0"));
    CHECK(std::ranges::count(said, '\n') <= 1);
    said = tables.fault_with("homes", [](const std::string& text) {
        std::istringstream lines{text};
        std::string without;
        for (std::string line; std::getline(lines, line);) {
            const auto at = line.find(line.starts_with("la_code") ? ",year" : ",2019");
            if (at != std::string::npos) without += line.erase(at, 5) + "\n";
        }
        return without;
    });
    CHECK_THAT(said,
               Catch::Contains("homes.csv:1: missing column year. Add it: the year that each row tells of"));
    CHECK(std::ranges::count(said, '\n') <= 1);
}

TEST_CASE("years have no gaps, and prices are of one year", "[dated]") {
    const CountyOfTwoYears tables;
    const auto without = [](const std::string& year) {
        return [year](const std::string& text) {
            std::istringstream lines{text};
            std::string kept;
            for (std::string line; std::getline(lines, line);)
                if (line.find("," + year + ",") == std::string::npos && !line.starts_with(year + ","))
                    kept += line + "\n";
            return kept;
        };
    };
    CHECK_THAT(tables.fault_with("births", without("2024")),
               Catch::Contains("births.csv: no rows for 2024 (years have no gaps). Add them."));
    CHECK_THAT(tables.fault_with("history", without("2021,care_entry,1_to_4")),
               Catch::Contains("not one row per age band for care_entry in 2021. Add them."));
    CHECK_THAT(tables.fault_with("../prices",
                                 [](std::string text) {
                                     const auto last = text.rfind(",2021,");
                                     return text.replace(last, 6, ",2022,");
                                 }),
               Catch::Contains("year = 2022 (the rows above are in prices of 2021)"));
}

TEST_CASE("entries of single years are against the starts that a run takes", "[unit][dated]") {
    const auto taken_with = [](YearsTold starts) {
        Inputs inputs;
        inputs.starts_are_of = starts;
        auto& entries = inputs.levels[Flow::starts].published;
        entries = {2020, {{}, {}, {}}};
        constexpr std::array nation{1.1, 0.8, 1.2};
        for (std::size_t year = 0; year < nation.size(); ++year) entries.ratios[year].fill(nation[year]);
        inputs.levels[Flow::leaving].published = entries;
        inputs.authorities.resize(1);
        inputs.authorities[0].starts_history = {2020, {1.5, 0.5}};
        take_entries_against_their_starts(inputs);
        CHECK(inputs.levels[Flow::leaving].published.ratio(2021)[0] ==
              0.8);  // hazards are means of 2019 to 2021 in any run
        return inputs;
    };
    // The mean begins before the history: its ratios are against it.
    auto inputs = taken_with({2019, 2021});
    CHECK(inputs.levels[Flow::starts].published.ratio(2021)[0] == 0.8);
    CHECK(inputs.authorities[0].starts_history.ratio(2021) == 0.5);
    // Starts of 2022 have the level of 2022, and so have later years.
    inputs = taken_with({2022, 2022});
    CHECK(inputs.levels[Flow::starts].published.ratio(2022)[0] == 1);
    CHECK(inputs.levels[Flow::starts].published.ratio(2030)[4] == 1);
    CHECK(inputs.levels[Flow::starts].published.ratio(2021)[0] == Approx(0.8 / 1.2));
    CHECK(inputs.authorities[0].starts_history.ratio(2023) == 1);
    // Those of 2021 were low, in the nation and more so here.
    inputs = taken_with({2021, 2021});
    CHECK(inputs.levels[Flow::starts].published.ratio(2022)[0] == Approx(1.2 / 0.8));
    CHECK(inputs.authorities[0].starts_history.ratio(2020) == Approx(3));
}

TEST_CASE("times in care are those of the nearest year, and of each age they add to 1", "[dated]") {
    const CountyOfTwoYears tables;
    const auto england = tables.start(2020);
    const auto& shares = england->model.inputs.time_in_care.of_all;
    CHECK(shares[0] == std::array{1.0, 0.0, 0.0});
    CHECK(shares[3][2] > 0.6);
    CHECK_THAT(
        tables.fault_with("../time_in_care",
                          [](std::string text) {
                              const std::string row = "1_to_4,under_12_months,0.414";
                              return text.replace(text.find(row), row.size(), "1_to_4,under_12_months,0.914");
                          }),
        Catch::Contains("time_in_care.csv: the shares of 1_to_4 in 2019 add to 1.500 (must be 1). Correct "
                        "them."));
    CHECK_THAT(tables.fault_with("../time_in_care",
                                 [](std::string text) {
                                     const std::string row = "1_to_4,to_30_months";
                                     return text.replace(text.find(row), row.size(),
                                                         "1_to_4,under_12_months");
                                 }),
               Catch::Contains("second row for 1_to_4 and under_12_months in 2019. Remove one."));
}

TEST_CASE("a history is as long as its table, and stays as in its last year", "[unit][dated]") {
    History history;
    CHECK(history.ratio(2030)[0] == 1);
    history = {2020, {{}, {}}};
    history.ratios[0].fill(1.5);
    history.ratios[1].fill(0.5);
    CHECK(history.ratio(2019)[2] == 1);
    CHECK(history.ratio(2020)[2] == 1.5);
    CHECK(history.ratio(2021)[2] == 0.5);
    CHECK(history.ratio(2040)[2] == 0.5);
}
