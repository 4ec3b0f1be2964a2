#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "sim/results/published.hpp"

namespace hearth {
namespace {

constexpr auto uses = std::size(use_names);
/// On screen, beside a figure; what was kept for the back-test has no letter.
constexpr std::string_view letters[] = {"f", "t", "i", ""};
constexpr std::string_view told[] = {"fitted to (f)", "known when the tables were made (t)",
                                     "input of the run (i)", "kept back, not fitted to"};

/// Cells of a line: label, year, model, its percentiles, published, difference, percent or points, marks.
using Line = std::array<std::string, 8>;

std::string with_sign(double value, int decimals) {
    const auto text = for_people(value, decimals);
    if (text.find_first_of("123456789") == std::string::npos) return for_people(0, decimals);
    return value > 0 ? "+" + text : text;
}

/// Words of a name: "care_order_full" as "care order full".
std::string spaced(std::string_view name) {
    std::string text{name};
    std::ranges::replace(text, '_', ' ');
    return text;
}

/// What a line is called: everyone as in the summary, of a breakdown its label.
std::string label_of(const PublishedRecord& record) {
    if (record.breakdown.empty()) return std::string{record.figure->label};
    return "  " + spaced(record.breakdown.substr(record.breakdown.find('=') + 1));
}

/// What the lines of a breakdown stand under: "looked after, 31 March by age: missed".
std::string heading_of(const PublishedRecord& record) {
    std::string_view everyone = record.figure->name;
    for (const auto& figure : figures())
        if (figure.name == record.figure->name && !figure.label.empty()) everyone = figure.label;
    return fmt::format("{} by {}: missed", everyone,
                       spaced(record.breakdown.substr(0, record.breakdown.find('='))));
}

Line line_of(const PublishedRecord& record, bool with_label) {
    const int decimals = record.figure->decimals;
    Line line{with_label ? label_of(record) : "", std::to_string(record.year), "-", "", "-", "-", "", ""};
    if (record.model) {
        line[2] = for_people(*record.model, decimals);
        if (record.p05 != record.p95)
            line[3] = for_people(record.p05, decimals) + "-" + for_people(record.p95, decimals);
    }
    if (record.published) {
        line[4] = for_people(*record.published, decimals);
        line[7] = letters[static_cast<std::size_t>(record.use)];
    }
    if (const auto difference = record.difference()) {
        line[5] = with_sign(*difference, decimals);
        if (record.is_share()) line[6] = "points";
    }
    if (const auto percent = record.difference_percent()) line[6] = with_sign(*percent, 1) + "%";
    if (record.is_shared_out) line[7] += "~";
    if (record.is_missed().value_or(false)) line[7] += "*";
    return line;
}

/// Lines under one another; the label and the marks at the left of their columns, numbers at the right. A
/// heading has a label only, and goes on over the other columns.
std::string columns(const std::vector<Line>& lines) {
    std::array<std::size_t, std::tuple_size_v<Line>> widths{};
    const auto is_heading = [](const Line& line) { return line[2].empty(); };
    for (const auto& line : lines)
        for (std::size_t column = 0; column < line.size(); ++column)
            if (!is_heading(line)) widths[column] = std::max(widths[column], line[column].size());
    std::string text;
    for (const auto& line : lines) {
        auto whole = fmt::format("{:<{}}", line[0], widths[0]);
        for (std::size_t column = 1; column + 1 < line.size(); ++column)
            if (widths[column] > 0) whole += fmt::format("  {:>{}}", line[column], widths[column]);
        whole += " " + line.back();
        text += whole.substr(0, whole.find_last_not_of(' ') + 1) + "\n";
    }
    return text;
}

using RecordsOfArea = std::vector<const PublishedRecord*>;

/// Figures without breakdown, then the breakdowns of which one is missed, in the years in which it is.
std::string of_area(const RecordsOfArea& records) {
    std::vector<Line> lines{{"year ending 31 March", "", "model", "5th-95th", "published", "off by", "", ""}};
    std::string last_label;
    const auto add = [&](const PublishedRecord& record) {
        lines.push_back(line_of(record, label_of(record) != last_label));
        last_label = label_of(record);
    };
    for (const auto* record : records)
        if (record->breakdown.empty()) add(*record);
    std::string heading;
    for (const auto* record : records) {
        if (record->breakdown.empty() || !record->is_missed().value_or(false)) continue;
        if (heading != heading_of(*record)) {
            heading = heading_of(*record);
            last_label.clear();
            lines.push_back({heading, "", "", "", "", "", "", ""});
        }
        add(*record);
    }
    const auto has_interval = [](const PublishedRecord* record) { return record->p05 != record->p95; };
    if (std::ranges::none_of(records, has_interval)) lines.front()[3].clear();
    return columns(lines);
}

/// How many were compared and missed, by what the published figures were used for.
std::string tally(const std::vector<PublishedRecord>& records) {
    struct Counts {
        int compared = 0, missed = 0, splits = 0, missed_splits = 0;
    };
    std::array<Counts, uses> counts{};
    int not_published = 0, not_judged = 0;
    for (const auto& record : records) {
        if (!record.published) ++not_published;
        const auto missed = record.is_missed();
        if (record.published && !missed) ++not_judged;
        if (!missed) continue;
        auto& of = counts[static_cast<std::size_t>(record.use)];
        const bool is_split = !record.breakdown.empty();
        ++(is_split ? of.splits : of.compared);
        if (*missed) ++(is_split ? of.missed_splits : of.missed);
    }
    auto text = fmt::format("{:<37}{:>10}{:>10}{:>12}{:>10}\n", "Published figures", "compared", "missed *",
                            "splits", "missed *");
    for (std::size_t use = 0; use < uses; ++use) {
        const auto& of = counts[use];
        if (of.compared + of.splits == 0) continue;
        text += fmt::format("{:<37}{:>10}{:>10}{:>12}{:>10}\n", told[use], of.compared, of.missed, of.splits,
                            of.missed_splits);
    }
    if (not_published > 0)
        text += fmt::format("{:<37}{:>10}\n", "not published for the area (-)", not_published);
    if (not_judged > 0)
        text += fmt::format("{:<37}{:>10}\n", "not judged (~, or no bound known)", not_judged);
    return text;
}

}  // namespace

std::string published_table(const std::vector<PublishedRecord>& records, Level level, const Layout& layout,
                            const PublishedFigures& published) {
    auto text = layout.replicates > 1
                    ? fmt::format(
                          "Means of {} replicates with their 5th to 95th percentile, beside the published "
                          "figures.\n",
                          layout.replicates)
                    : std::string{"One replicate beside the published figures.\n"};
    for (auto first = records.begin(); first != records.end();) {
        RecordsOfArea of_one;
        auto next = first;
        for (; next != records.end() && next->area == first->area; ++next) of_one.push_back(&*next);
        text += fmt::format("\n{}{} - {}\n", first->area_name,
                            first->area == first->area_name ? "" : " (" + first->area + ")", first->scenario);
        text += of_area(of_one);
        first = next;
    }
    return text + "\n" + tally(records) + "\n" + published_notes(records, level, layout, published);
}

}  // namespace hearth
