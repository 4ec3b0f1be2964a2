#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/config/csv.hpp"
#include "sim/config/fault.hpp"
#include "sim/results/measures.hpp"
#include "sim/results/published.hpp"

namespace hearth {
namespace {

constexpr int last_fit_year = 2021, earliest = 1990, latest = 2100;
constexpr double half_of_ten = 5;

/// Published under these names, by the definition of a figure that the summary calls otherwise.
constexpr std::tuple<std::string_view, std::string_view, std::string_view> called_otherwise[] = {
    {"looked_after", "uasc=yes", "uasc"},
    {"starts", "uasc=yes", "uasc_starts"},
};
/// Published by another definition: a change of status only ends a placement, too. `hearth stability` has it.
constexpr std::string_view defined_otherwise = "mean_placement_days";
/// What a run reads from its tables for every year, and does not find out.
constexpr std::string_view input = "uasc_starts";

/// Published label of a split -> the labels that add up to it. A label not listed is called alike.
const std::map<std::string_view, std::vector<std::string_view>>& labels_of() {
    static const std::map<std::string_view, std::vector<std::string_view>> all{
        {"legal_status=care_order", {"C1", "C2"}},
        {"legal_status=care_order_interim", {"C1"}},
        {"legal_status=care_order_full", {"C2"}},
        {"legal_status=placement_order", {"E1"}},
        {"legal_status=voluntary", {"V2"}},
        {"legal_status=youth_justice", {"J1"}},
        {"legal_status=child_protection", {"L1", "L2"}},
        {"reason=returned_home", {"returned_home", "returned_unplanned"}},
        {"reason=returned_home_planned", {"returned_home"}},
        {"reason=returned_home_unplanned", {"returned_unplanned"}},
        {"reason=to_relatives", {"relatives"}},
        {"reason=age_assessed_as_adult", {"age_assessed"}},
    };
    return all;
}

/// Positions of the labels that a published breakdown is made of; none if the measure lacks one.
std::optional<std::vector<std::size_t>> positions(const Measure& about, std::string_view breakdown,
                                                  std::string_view label) {
    if (breakdown.empty()) return std::vector<std::size_t>{0};
    const auto known = labels_of().find(breakdown);
    const auto names = known == labels_of().end() ? std::vector{label} : known->second;
    std::vector<std::size_t> found;
    for (const auto name : names) {
        const auto place = std::ranges::find(about.breakdown.labels, name);
        if (place == about.breakdown.labels.end()) return std::nullopt;
        found.push_back(static_cast<std::size_t>(place - about.breakdown.labels.begin()));
    }
    return found;
}

/// Says which figure of the summary a published one is set against; false if none.
bool pair(std::string_view measure, std::string_view breakdown, PublishedFigure& published) {
    if (measure == defined_otherwise) return false;
    for (const auto& [name, of, ours] : called_otherwise) {
        if (measure != name || breakdown != of) continue;
        measure = ours;
        breakdown = {};
        break;
    }
    const auto equals = std::min(breakdown.find('='), breakdown.size());
    const auto split = breakdown.substr(0, equals);
    const auto label = breakdown.substr(std::min(equals + 1, breakdown.size()));
    for (const auto& figure : figures()) {
        if (figure.name != measure || figure.breakdown != split) continue;
        const auto labels = positions(*find_measure(figure.measure), breakdown, label);
        if (!labels) return false;
        published.figure = &figure;
        published.labels = *labels;
        published.breakdown = breakdown;
        return true;
    }
    return false;
}

constexpr std::string_view england = "England";

Level level_of(std::string_view area) {
    if (area == england) return Level::nation;
    const bool is_code = area.size() > 1 && area[0] == 'E' && area[1] >= '0' && area[1] <= '9';
    return is_code ? Level::la : Level::region;
}

/// Counts of England and the regions are published to the nearest ten, rates to one decimal.
double rounding_of(std::string_view unit, Level level) {
    if (unit == "children") return level == Level::la ? 0 : half_of_ten;
    return unit == "children per 10,000" ? 0.05 : 0;
}

Use use_of(const PublishedFigure& published, Use of_table) {
    if (published.figure->name == input) return Use::input;
    if (of_table == Use::tables && published.year > last_fit_year) return Use::backtest;
    return of_table;
}

using Place = std::tuple<std::string, std::string, std::string, int>;  ///< measure, breakdown, area, year

void read(const std::filesystem::path& file, Use of_table, PublishedFigures& published,
          std::set<Place>& known, Faults& faults) {
    Csv csv{file, faults};
    const auto measure = csv.column("measure"), breakdown = csv.column("breakdown"),
               area = csv.column("area"), year = csv.column("year"), value = csv.column("value"),
               unit = csv.column("unit"), source = csv.column("source"),
               rounding = csv.find_column("rounding");
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        PublishedFigure one;
        one.area = csv.text(row, area);
        one.level = level_of(one.area);
        one.year = static_cast<int>(csv.integer(row, year, earliest, latest));
        one.value = csv.real(row, value);
        one.source = csv.text(row, source);
        if (!pair(csv.text(row, measure), csv.text(row, breakdown), one)) {
            if (one.level == Level::nation) ++published.without_counterpart;
            continue;
        }
        one.rounding =
            rounding == Csv::missing ? rounding_of(csv.text(row, unit), one.level) : csv.real(row, rounding);
        one.use = use_of(one, of_table);
        if (known.emplace(one.figure->name, one.breakdown, one.area, one.year).second)
            published.figures.push_back(std::move(one));
        else
            csv.fault(row, measure,
                      fmt::format("{} {} of {} in {} is published twice. Remove one.", csv.text(row, measure),
                                  csv.text(row, breakdown), one.area, one.year));
    }
}

}  // namespace

PublishedFigures read_published(const std::filesystem::path& targets) {
    PublishedFigures published;
    Faults faults;
    std::set<Place> known;
    const auto read_one = [&](const char* name, Use use) {
        read(targets / name, use, published, known, faults);
    };
    read_one("fit.csv", Use::fit);
    read_one("backtest.csv", Use::backtest);
    read_one("local_practice.csv", Use::fit);
    read_one("present.csv", Use::backtest);
    read_one("by_area.csv", Use::tables);
    faults.throw_if_any();
    return published;
}

}  // namespace hearth
