#pragma once

#include <charconv>
#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace hearth {

/// A calendar day: days since 1970-01-01.
struct Day {
    std::int32_t value{};

    constexpr auto operator<=>(const Day&) const = default;
    constexpr Day operator+(std::int32_t days) const { return {value + days}; }
    constexpr Day operator-(std::int32_t days) const { return {value - days}; }
    constexpr std::int32_t operator-(Day other) const { return value - other.value; }
};

/// The end date of what has not ended yet.
constexpr Day open_ended{INT32_MAX};

/// A calendar month: months since January 1970.
struct Month {
    std::int32_t value{};

    constexpr auto operator<=>(const Month&) const = default;
    constexpr Month operator+(std::int32_t months) const { return {value + months}; }
    constexpr std::int32_t operator-(Month other) const { return value - other.value; }
};

/// Mean length of a month in the Gregorian calendar [days]: turns a rate per month into one per day.
constexpr double days_per_month = 365.2425 / 12;
constexpr double days_per_year = 365.2425;

constexpr std::chrono::year_month_day civil(Day day) {
    return std::chrono::sys_days{std::chrono::days{day.value}};
}

constexpr Day day_of(int year, unsigned month, unsigned day) {
    using namespace std::chrono;
    return {static_cast<std::int32_t>(
        sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day}}
            .time_since_epoch()
            .count())};
}

constexpr Month month_of(int year, unsigned month) {
    return {(year - 1970) * 12 + static_cast<std::int32_t>(month) - 1};
}

constexpr Month month_of(Day day) {
    const auto date = civil(day);
    return month_of(static_cast<int>(date.year()), static_cast<unsigned>(date.month()));
}

constexpr int year_of(Month month) {
    return 1970 + (month.value >= 0 ? month.value : month.value - 11) / 12;
}
constexpr unsigned month_in_year(Month month) {
    return static_cast<unsigned>(month.value - (year_of(month) - 1970) * 12) + 1;
}
constexpr Day first_day(Month month) {
    return day_of(year_of(month), month_in_year(month), 1);
}
constexpr Day last_day(Month month) {
    return first_day(month + 1) - 1;
}
constexpr int days_in(Month month) {
    return first_day(month + 1) - first_day(month);
}

/// A day of the month, all alike likely.
///
/// @param uniform  in [0, 1)
constexpr Day day_in(Month month, double uniform) {
    return first_day(month) + static_cast<std::int32_t>(uniform * days_in(month));
}

/// The reporting year a day belongs to: years end on 31 March and are named by the year in which they end.
constexpr int reporting_year(Day day) {
    const auto month = month_of(day);
    return year_of(month) + (month_in_year(month) >= 4 ? 1 : 0);
}

/// Does a reporting year end with this month?
constexpr bool ends_reporting_year(Month month) {
    return month_in_year(month) == 3;
}

/// The day on which somebody born on `born` turns `age`; a leap-day child does so on 1 March of a common
/// year.
constexpr Day birthday(Day born, int age) {
    const auto date = civil(born);
    const auto year = static_cast<int>(date.year()) + age;
    const auto day = std::chrono::year{year} / date.month() / date.day();
    return day.ok() ? Day{static_cast<std::int32_t>(std::chrono::sys_days{day}.time_since_epoch().count())}
                    : day_of(year, 3, 1);
}

/// Completed years of age on `day` [years].
constexpr int age_on(Day born, Day day) {
    const auto from = civil(born);
    const auto to = civil(day);
    const int years = static_cast<int>(to.year()) - static_cast<int>(from.year());
    const bool had_birthday = to.month() != from.month() ? to.month() > from.month() : to.day() >= from.day();
    return had_birthday ? years : years - 1;
}

/// "2019-04-01".
inline std::string to_text(Day day) {
    const auto date = civil(day);
    const auto two = [](unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); };
    return std::to_string(static_cast<int>(date.year())) + "-" + two(static_cast<unsigned>(date.month())) +
           "-" + two(static_cast<unsigned>(date.day()));
}

/// "2019-04".
inline std::string to_text(Month month) {
    return to_text(first_day(month)).substr(0, 7);
}

/// "2019-04"; nothing if it is not a month.
inline std::optional<Month> parse_month(const std::string& text) {
    int year = 0;
    unsigned number = 0;
    const char* const end = text.data() + text.size();
    const auto dash = std::from_chars(text.data(), end, year);
    if (dash.ec != std::errc{} || dash.ptr == end || *dash.ptr != '-') return std::nullopt;
    const auto rest = std::from_chars(dash.ptr + 1, end, number);
    if (rest.ec != std::errc{} || rest.ptr != end || number < 1 || number > 12) return std::nullopt;
    if (year < 1 || year > 9999) return std::nullopt;
    return month_of(year, number);
}

}  // namespace hearth
