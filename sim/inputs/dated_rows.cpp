#include "sim/inputs/dated_rows.hpp"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "sim/config/scalar.hpp"
#include "sim/config/text_file.hpp"

namespace hearth {

std::string in_words(const std::set<int>& years) {
    std::string words;
    for (auto year = years.begin(); year != years.end();) {
        const int first = *year;
        int last = first;
        while (++year != years.end() && *year == last + 1) ++last;
        words += fmt::format("{}{}", words.empty() ? "" : ", ", first);
        if (last > first) words += fmt::format("{}{}", last == first + 1 ? ", " : " to ", last);
    }
    return words;
}

DatedRows::DatedRows(Csv& csv, Dated dated, int year) : takes_(csv.rows(), 0) {
    const auto column = csv.find_column("year");
    if (column == Csv::missing) return;  // a fault already
    std::vector<YearsTold> told;
    for (std::size_t row = 0; row < csv.rows(); ++row) told.push_back(years_in(csv, row, column));

    int nearest = dated == Dated::steady ? std::numeric_limits<int>::max() : 0;
    if (dated == Dated::steady)
        for (const auto& one : told)
            if (one.last != 0) nearest = std::min(nearest, one.distance(year));
    const YearsTold* taken = nullptr;
    for (std::size_t row = 0; row < told.size(); ++row) {
        const auto& one = told[row];
        if (one.last == 0 || one.distance(year) != nearest) continue;
        if (taken == nullptr || (dated == Dated::steady && one.last < taken->first)) taken = &one;
        if (one.first == taken->first && one.last == taken->last) continue;
        if (one.hold(year))
            csv.fault(
                row, column,
                fmt::format("year = {} (rows of {}-{} are of {} as well). Let each year be in one mean.",
                            csv.text(row, column), taken->first, taken->last, year));
    }
    if (taken == nullptr) {
        tell_that_none_is_of(year, dated, told, csv);
        return;
    }
    taken_ = *taken;
    for (std::size_t row = 0; row < told.size(); ++row)
        takes_[row] = told[row].first == taken->first && told[row].last == taken->last ? 1 : 0;
}

/// The years of a cell, 2019 or 2019-2021; none, and a fault, if it names no years.
YearsTold DatedRows::years_in(Csv& csv, std::size_t row, std::size_t column) const {
    const auto text = csv.text(row, column);
    if (text.empty()) return {};  // a fault already, or a broken row
    const auto dash = text.find('-');
    const auto first = parse_whole_number(text.substr(0, dash));
    const auto last = dash == std::string_view::npos ? first : parse_whole_number(text.substr(dash + 1));
    if (first.value && last.value && *first.value >= earliest_year_told && *first.value <= *last.value &&
        *last.value <= latest_year_told)
        return {static_cast<int>(*first.value), static_cast<int>(*last.value)};
    csv.fault(row, column,
              fmt::format("year = '{}' (must be a year, 2019, or the first and last of a mean, 2019-2021)",
                          shown(text)));
    return {};
}

void DatedRows::tell_that_none_is_of(int year, Dated dated, const std::vector<YearsTold>& told,
                                     Csv& csv) const {
    std::set<int> years;
    for (const auto& one : told)
        for (int known = one.first; known <= one.last && known != 0; ++known) years.insert(known);
    if (years.empty()) return;  // faults already
    const auto nearest = *std::ranges::min_element(years, {}, [&](int known) {
        return std::pair{std::abs(known - year), known};
    });
    csv.fault(fmt::format("no rows for {}31 March {} (it has {}). Start in {}-04, or add them.",
                          dated == Dated::on_the_day ? "" : "the year to ", year, in_words(years), nearest));
}

}  // namespace hearth
