#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "sim/config/csv_line.hpp"
#include "sim/results/summary.hpp"

namespace hearth {

namespace {

constexpr std::size_t columns_on_screen = 100;

struct Row {
    std::string label;
    std::vector<std::string> medians;
    std::vector<std::string> ranges;
};

/// The totals of one scenario and area as rows of cells, one cell per year; "-" where there is no figure.
std::vector<Row> rows_of(std::span<const SummaryRecord> records, const std::vector<int>& years) {
    std::vector<Row> rows;
    for (const auto& what : figures()) {
        if (what.label.empty()) continue;
        Row row{std::string{what.label}, std::vector<std::string>(years.size(), "-"),
                std::vector<std::string>(years.size())};
        for (const auto& record : records) {
            if (record.measure != what.name || !record.breakdown.empty()) continue;
            const auto year = static_cast<std::size_t>(std::ranges::find(years, record.year) - years.begin());
            row.medians[year] = for_people(record.median, what.decimals);
            row.ranges[year] =
                for_people(record.p05, what.decimals) + "-" + for_people(record.p95, what.decimals);
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

/// As many years side by side as fit, then the next ones below.
std::string grid(const std::vector<Row>& rows, const std::vector<int>& years, bool with_ranges) {
    std::size_t label_width = 0;
    std::size_t width = 4;
    for (const auto& row : rows) {
        label_width = std::max(label_width, row.label.size());
        for (const auto& cell : row.medians) width = std::max(width, cell.size());
        if (!with_ranges) continue;
        for (const auto& cell : row.ranges) width = std::max(width, cell.size());
    }
    const auto per_block = std::max<std::size_t>((columns_on_screen - label_width) / (width + 2), 1);
    std::string text;
    const auto line = [&](std::string_view label, auto cell, std::size_t from, std::size_t to) {
        auto whole = fmt::format("{:<{}}", label, label_width);
        for (auto year = from; year < to; ++year) whole += fmt::format("  {:>{}}", cell(year), width);
        text += whole.substr(0, whole.find_last_not_of(' ') + 1) + "\n";
    };
    for (std::size_t from = 0; from < years.size(); from += per_block) {
        const auto to = std::min(from + per_block, years.size());
        if (from > 0) text += "\n";
        line(
            "year ending 31 March", [&](std::size_t year) { return std::to_string(years[year]); }, from, to);
        for (const auto& row : rows) {
            line(
                row.label, [&](std::size_t year) { return row.medians[year]; }, from, to);
            if (with_ranges)
                line(
                    "", [&](std::size_t year) { return row.ranges[year]; }, from, to);
        }
    }
    return text;
}

/// The code point that begins at `at`, which moves past it; U+FFFD for a byte that is no UTF-8.
char32_t next_code_point(std::string_view text, std::size_t& at) {
    const auto byte = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
    const auto first = byte(at++);
    if (first < 0x80U) return first;
    const std::size_t more = first >= 0xF0U ? 3 : first >= 0xE0U ? 2 : 1;
    if (first < 0xC2U || first > 0xF4U || at + more > text.size()) return 0xFFFDU;
    char32_t point = first & (0x3FU >> more);
    for (std::size_t step = 0; step < more; ++step) {
        if ((byte(at + step) & 0xC0U) != 0x80U) return 0xFFFDU;
        point = (point << 6U) | (byte(at + step) & 0x3FU);
    }
    at += more;
    return point;
}

}  // namespace

std::string quoted_for_json(std::string_view text) {
    std::string quoted = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const auto point = static_cast<std::uint32_t>(next_code_point(text, at));
        if (point == '"' || point == '\\') {
            quoted += {'\\', static_cast<char>(point)};
        } else if (point >= 0x20U && point < 0x7FU) {
            quoted += static_cast<char>(point);
        } else if (point < 0x10000U) {
            quoted += fmt::format("\\u{:04x}", point);
        } else {
            const auto rest = point - 0x10000U;
            quoted += fmt::format("\\u{:04x}\\u{:04x}", 0xD800U + (rest >> 10U), 0xDC00U + (rest & 0x3FFU));
        }
    }
    return quoted + "\"";
}

std::string for_people(double value, int decimals) {
    auto text = fmt::format("{:.{}f}", value, decimals);
    const auto point = text.find('.');
    const auto digits = point == std::string::npos ? text.size() : point;
    const std::size_t first = text.front() == '-' ? 1 : 0;
    for (auto place = digits; place > first + 3; place -= 3) text.insert(place - 3, ",");
    return text;
}

std::string summary_table(std::span<const SummaryRecord> records, std::size_t replicates) {
    if (records.empty())
        return "No figures: no whole reporting year (April to March), or no area of this level.\n";
    std::string text =
        replicates > 1
            ? fmt::format("Medians of {} replicates; below them the 5th to 95th percentile.\n", replicates)
            : "One replicate, one course that chance can take: no percentiles. How far courses differ shows "
              "with\n"
              "--replicates 10.\n";
    std::vector<std::pair<std::string, std::string>> groups;
    std::vector<int> years;
    for (const auto& record : records) {
        const std::pair group{record.scenario, record.area};
        if (std::ranges::find(groups, group) == groups.end()) groups.push_back(group);
        if (std::ranges::find(years, record.year) == years.end()) years.push_back(record.year);
    }
    std::ranges::sort(years);
    for (const auto& group : groups) {
        const auto& scenario = group.first;
        const auto& area = group.second;
        std::vector<SummaryRecord> of_group;
        std::ranges::copy_if(records, std::back_inserter(of_group), [&](const auto& record) {
            return record.scenario == scenario && record.area == area && record.breakdown.empty();
        });
        if (of_group.empty()) continue;
        const auto& name = of_group.front().area_name;
        text += fmt::format("\n{}{} - {}\n", name, name == area ? "" : " (" + area + ")", scenario);
        text += grid(rows_of(of_group, years), years, replicates > 1);
    }
    return text;
}

std::string summary_csv(std::span<const SummaryRecord> records) {
    std::string text = "scenario,year,area,area_name,measure,breakdown,unit,median,p05,p95\n";
    for (const auto& record : records) {
        text +=
            fmt::format("{},{},{},{},{},{},{},{},{},{}\n", quoted_for_csv(record.scenario), record.year,
                        quoted_for_csv(record.area), quoted_for_csv(record.area_name), record.measure,
                        record.breakdown, quoted_for_csv(record.unit), record.median, record.p05, record.p95);
    }
    return text;
}

std::string summary_json(std::span<const SummaryRecord> records) {
    std::string text = "[";
    for (const auto& record : records) {
        text += text.size() == 1 ? "\n" : ",\n";
        text += fmt::format(
            R"({{"scenario": {}, "year": {}, "area": {}, "area_name": {}, "measure": {}, "breakdown": {}, "unit": {}, )"
            R"("median": {}, "p05": {}, "p95": {}}})",
            quoted_for_json(record.scenario), record.year, quoted_for_json(record.area),
            quoted_for_json(record.area_name), quoted_for_json(record.measure),
            quoted_for_json(record.breakdown), quoted_for_json(record.unit), record.median, record.p05,
            record.p95);
    }
    return text + (records.empty() ? "]\n" : "\n]\n");
}

}  // namespace hearth
