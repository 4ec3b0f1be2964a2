#include <catch2/catch.hpp>

#include "agents/age_bands.hpp"
#include "agents/date.hpp"

using namespace hearth;

TEST_CASE("a reporting year begins on 1 April and is named by the March in which it ends", "[unit][date]") {
    CHECK(reporting_year(day_of(2019, 3, 31)) == 2019);
    CHECK(reporting_year(day_of(2019, 4, 1)) == 2020);
    CHECK(reporting_year(day_of(2020, 1, 1)) == 2020);
    CHECK(ends_reporting_year(month_of(2020, 3)));
    CHECK_FALSE(ends_reporting_year(month_of(2020, 4)));
}

TEST_CASE("months know their days, leap years included", "[unit][date]") {
    CHECK(days_in(month_of(2020, 2)) == 29);
    CHECK(days_in(month_of(2019, 2)) == 28);
    CHECK(days_in(month_of(2019, 12)) == 31);
    CHECK(last_day(month_of(2020, 3)) == day_of(2020, 3, 31));
    CHECK(to_text(month_of(2019, 4)) == "2019-04");
    CHECK(to_text(day_of(2020, 2, 29)) == "2020-02-29");
}

TEST_CASE("a month is a year of up to four digits and a number", "[unit][date]") {
    CHECK(parse_month("2019-04") == month_of(2019, 4));
    for (const auto* text : {"2147483647-01", "10000-01", "0-01", "-5-01", "2019-13", "2019-4x", "2019"})
        CHECK_FALSE(parse_month(text));
}

TEST_CASE("months count on through the years, before 1970 too", "[unit][date]") {
    for (const int value : {-25, -13, -12, -1, 0, 11, 12, 591}) {
        const Month month{value};
        CHECK(month_of(year_of(month), month_in_year(month)) == month);
        CHECK(month_of(first_day(month)) == month);
        CHECK(month_of(last_day(month)) == month);
    }
}

TEST_CASE("a leap-day child has its birthday on 1 March of common years", "[unit][date]") {
    const Day born = day_of(2004, 2, 29);
    CHECK(birthday(born, 16) == day_of(2020, 2, 29));
    CHECK(birthday(born, 18) == day_of(2022, 3, 1));
    CHECK(age_on(born, day_of(2022, 2, 28)) == 17);
    CHECK(age_on(born, day_of(2022, 3, 1)) == 18);
}

TEST_CASE("age changes on the birthday, not the day before", "[unit][date]") {
    const Day born = day_of(2001, 4, 15);
    CHECK(age_on(born, day_of(2019, 4, 14)) == 17);
    CHECK(age_on(born, day_of(2019, 4, 15)) == 18);
}

TEST_CASE("age bands by birth date agree with ages for every birth date and any day", "[property][date]") {
    for (const Day day :
         {day_of(2020, 2, 28), day_of(2020, 2, 29), day_of(2021, 3, 1), day_of(2019, 3, 31)}) {
        const AgeBandsOn bands{day};
        for (int back = -400; back < 19 * 366; ++back) {
            const Day born = day - back;
            const auto band = bands.find(born);
            if (born > day || birthday(born, 18) <= day) {
                REQUIRE_FALSE(band);
            } else {
                REQUIRE(band == age_band(age_on(born, day)));
            }
        }
    }
}
