#include <algorithm>
#include <array>
#include <span>
#include <sstream>

#include <fmt/format.h>

#include "sim/config/description.hpp"
#include "sim/config/suggest.hpp"

namespace hearth {
namespace {

constexpr std::size_t columns = 7;
using Line = std::array<std::string, columns>;  // parameter, value, unit, plausible, allowed, meaning, source

/// How many characters a terminal shows, for UTF-8 text.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

/// A cell in lines of at most so many letters, broken at blanks; a longer word stands as it is.
std::vector<std::string> broken(const std::string& cell, std::size_t letters) {
    if (width(cell) <= letters) return {cell};
    std::vector<std::string> lines;
    const auto indent = cell.find_first_not_of(' ');
    std::string line = cell.substr(0, indent);
    bool is_empty = true;
    std::istringstream words{cell};
    for (std::string word; words >> word; is_empty = false) {
        if (!is_empty && width(line) + 1 + width(word) > letters) {
            lines.push_back(line);
            line = std::string(indent, ' ');
            is_empty = true;
        }
        line += (is_empty ? "" : " ") + word;
    }
    lines.push_back(line);
    return lines;
}

/// The longest word of a cell: a column can't be narrower.
std::size_t longest_word(const std::string& cell) {
    std::size_t longest = 0;
    std::istringstream words{cell};
    for (std::string word; words >> word;) longest = std::max(longest, width(word));
    return longest;
}

using Widths = std::array<std::size_t, columns>;

/// Takes from the widest columns, letter by letter, until a line fits, and no column is narrower than its
/// words.
void narrow(Widths& widths, const Widths& least, std::size_t gap, std::size_t line) {
    const auto all = [&] {
        std::size_t sum = 1;
        for (const auto one : widths)
            if (one > 0) sum += one + gap;
        return sum;
    };
    while (all() > line) {
        std::size_t widest = columns;
        for (std::size_t column = 0; column < columns; ++column)
            if (widths[column] > least[column] && (widest == columns || widths[column] > widths[widest]))
                widest = column;
        if (widest == columns) return;
        --widths[widest];
    }
}

/// The lines in columns, the first as their header; a column with nothing below its header is left out.
std::string aligned(const std::vector<Line>& lines, std::size_t line_width) {
    Widths widths{}, least{};
    for (std::size_t column = 0; column < columns; ++column) {
        for (const auto& line : std::span{lines}.subspan(1))
            widths[column] = std::max(widths[column], width(line[column]));
        if (widths[column] > 0) widths[column] = std::max(widths[column], width(lines.front()[column]));
        for (const auto& line : lines) least[column] = std::max(least[column], longest_word(line[column]));
        least[column] = std::min(least[column], widths[column]);
    }
    // Two blanks between columns, one where their longest words leave no room for two.
    std::size_t words = 0, count = 0;
    for (const auto one : least) {
        words += one;
        count += one > 0 ? 1 : 0;
    }
    const std::size_t gap = words + 2 * count > line_width ? 1 : 2;
    narrow(widths, least, gap, line_width);
    std::string text;
    for (const auto& line : lines) {
        std::array<std::vector<std::string>, columns> cells;
        std::size_t height = 1;
        for (std::size_t column = 0; column < columns; ++column) {
            cells[column] = broken(line[column], widths[column]);
            height = std::max(height, cells[column].size());
        }
        for (std::size_t at = 0; at < height; ++at) {
            std::string row = " ";
            for (std::size_t column = 0; column < columns; ++column) {
                if (widths[column] == 0) continue;
                const auto cell = at < cells[column].size() ? cells[column][at] : std::string{};
                row += " " + cell +
                       std::string(widths[column] - std::min(widths[column], width(cell)) + gap - 1, ' ');
            }
            row.erase(row.find_last_not_of(' ') + 1);
            text += row + "\n";
        }
    }
    return text;
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
    return fmt::format("{}", fmt::join(words, between));
}

std::string value_in_one_cell(const ParameterDescription& parameter) {
    if (!parameter.axes.empty()) {
        std::string axes;
        for (const auto& axis : parameter.axes) axes += (axes.empty() ? "by " : " and ") + axis.name;
        return axes;
    }
    if (!parameter.is_set && parameter.has_default)
        return parameter.otherwise.empty() ? "" : parameter.otherwise + " (default)";
    return joined(parameter.values, ", ");
}

std::string allowed(const ParameterDescription& parameter) {
    return parameter.shape == Shape::choice ? joined(parameter.options, ", ") : to_text(parameter.range);
}

/// The numbers of a row, one line each; of a table, a line for each of its rows, below one with the columns'
/// labels.
void add_values(std::vector<Line>& lines, const ParameterDescription& parameter) {
    if (parameter.axes.empty() || parameter.values.empty()) return;
    const bool is_table = parameter.axes.size() == 2;
    const auto per_row = is_table ? parameter.axes[1].labels.size() : 1;
    if (is_table) lines.push_back({"", joined(parameter.axes[1].labels, ", "), "", "", "", "", ""});
    for (std::size_t row = 0; row < parameter.axes[0].labels.size(); ++row) {
        std::vector<std::string> numbers;
        for (std::size_t column = 0; column < per_row; ++column)
            if (row * per_row + column < parameter.values.size())
                numbers.push_back(parameter.values[row * per_row + column]);
        lines.push_back({"  " + parameter.axes[0].labels[row], joined(numbers, ", "), "", "", "", "", ""});
    }
}

struct Count {
    std::size_t parameters = 0;
    std::size_t without_source = 0;
};

std::string title_of(const SectionDescription& section, std::string_view name) {
    std::string title{name};
    if (!section.meaning.empty()) title += ": " + meaning_with_readers(section);
    return title;
}

void add_section(std::string& text, const SectionDescription& section, std::string_view title, Count& count,
                 std::size_t line_width) {
    if (!section.parameters.empty()) {
        text += fmt::format("\n{}\n", title_of(section, title));
        std::vector<Line> lines{{"parameter", "value", "unit", "plausible", "allowed", "meaning", "source"}};
        for (const auto& parameter : section.parameters) {
            lines.push_back({parameter.name, value_in_one_cell(parameter), parameter.unit,
                             parameter.plausible ? to_text(*parameter.plausible) : "", allowed(parameter),
                             parameter.meaning, parameter.source});
            add_values(lines, parameter);
            if (!is_measured(parameter.shape)) continue;
            ++count.parameters;
            if (parameter.source.empty()) ++count.without_source;
        }
        text += aligned(lines, line_width);
    }
    for (const auto& inner : section.sections) add_section(text, *inner, inner->path, count, line_width);
}

/// Every section that can be asked for, with those that stand once for several.
std::vector<const SectionDescription*> sections_of(const Description& description) {
    std::vector<const SectionDescription*> all;
    for (const auto& section : description.top.sections) {
        if (section->name != shared_key) {
            all.push_back(section.get());
            continue;
        }
        for (const auto& shared : section->sections) all.push_back(shared.get());
    }
    for (const auto& process : description.processes.sections) all.push_back(process.get());
    return all;
}

/// Is it asked for by name, with all that is shared, or with somebody who reads it?
bool is_asked_for(const SectionDescription& section, const std::vector<std::string>& only) {
    return std::ranges::any_of(only, [&](const std::string& name) {
        const bool reads = std::ranges::find(section.readers, name) != section.readers.end();
        return name == section.path || reads || (name == shared_key && !section.readers.empty());
    });
}

}  // namespace

std::string describe(const Description& description, const std::vector<std::string>& only,
                     std::size_t width) {
    std::string text;
    Count count;
    if (only.empty()) {
        text = "schedule: each month, in this order\n";
        std::size_t turn = 0;
        for (const auto& process : description.schedule) text += fmt::format("  {:2}  {}\n", ++turn, process);
        add_section(text, description.top, "settings", count, width);
        for (const auto& process : description.processes.sections)
            add_section(text, *process, process->path, count, width);
    }
    const auto all = sections_of(description);
    std::vector<std::string> names{std::string{shared_key}};
    for (const auto* section : all) names.push_back(section->path);
    Faults faults;
    for (const auto& name : only)
        if (std::ranges::find(names, name) == names.end())
            faults.add({name}, "is no process or section of this config" +
                                   did_you_mean(name, names, ". 'hearth describe CONFIG' lists them"));
    faults.throw_if_any();
    for (const auto* section : all)
        if (is_asked_for(*section, only)) add_section(text, *section, section->path, count, width);
    if (!only.empty()) text.erase(0, text.find_first_not_of('\n'));
    text += fmt::format("\n{} parameter{}, {} without source\n", count.parameters,
                        count.parameters == 1 ? "" : "s", count.without_source);
    return text;
}

}  // namespace hearth
