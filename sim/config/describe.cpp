#include <algorithm>
#include <array>
#include <span>

#include <fmt/format.h>

#include "sim/config/description.hpp"

namespace hearth {
namespace {

constexpr std::size_t columns = 7;
using Line = std::array<std::string, columns>;  // parameter, value, unit, plausible, allowed, meaning, source

/// How many characters a terminal shows, for UTF-8 text.
std::size_t width(const std::string& text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char byte) { return (byte & 0xC0) != 0x80; }));
}

/// The lines in columns, the first as their header; a column with nothing below its header is left out.
std::string aligned(const std::vector<Line>& lines) {
    std::array<std::size_t, columns> widths{};
    for (std::size_t column = 0; column < widths.size(); ++column) {
        for (const auto& line : std::span{lines}.subspan(1))
            widths[column] = std::max(widths[column], width(line[column]));
        if (widths[column] > 0) widths[column] = std::max(widths[column], width(lines.front()[column]));
    }
    std::string text;
    for (const auto& line : lines) {
        std::string row = " ";
        for (std::size_t column = 0; column < line.size(); ++column)
            if (widths[column] > 0)
                row += " " + line[column] + std::string(widths[column] - width(line[column]) + 1, ' ');
        row.erase(row.find_last_not_of(' ') + 1);
        text += row + "\n";
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

void add_section(std::string& text, const SectionDescription& section, std::string_view title, Count& count) {
    if (!section.parameters.empty()) {
        text += fmt::format("\n{}{}{}\n", title, section.meaning.empty() ? "" : ": ", section.meaning);
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
        text += aligned(lines);
    }
    for (const auto& inner : section.sections) add_section(text, *inner, inner->path, count);
}

}  // namespace

std::string describe(const Description& description) {
    std::string text = "schedule: each month, in this order\n";
    std::size_t turn = 0;
    for (const auto& process : description.schedule) text += fmt::format("  {:2}  {}\n", ++turn, process);
    Count count;
    add_section(text, description.top, "settings", count);
    for (const auto& process : description.processes.sections)
        add_section(text, *process, process->path, count);
    text += fmt::format("\n{} parameters, {} without source\n", count.parameters, count.without_source);
    return text;
}

}  // namespace hearth
