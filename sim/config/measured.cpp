// The reads of Section that carry a unit and a source: numbers, rows and tables.
#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "sim/config/reading.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/section.hpp"
#include "sim/config/suggest.hpp"

namespace hearth {
namespace {

AxisDescription described(const Axis& axis) {
    return {std::string{axis.name}, {axis.labels.begin(), axis.labels.end()}};
}

/// "value: 0.5", as a hint how to write a parameter of this shape.
std::string_view example(Shape shape) {
    if (shape == Shape::row) return "values: {...}";
    if (shape == Shape::by_year) return "values: {\"2020\": ...}";
    if (shape == Shape::table) return "columns: [...], rows: {...}";
    return "value: ...";
}

std::vector<std::string> scalars(const Document& sequence) {
    std::vector<std::string> words;
    for (const auto& item : sequence.items) words.push_back(item.scalar);
    return words;
}

/// The part of a unit up to its comma, and the part after: braces end a word at a comma.
std::pair<std::string_view, std::string_view> around_comma(std::string_view unit) {
    const auto comma = unit.find(',');
    if (comma == std::string_view::npos) return {unit, ""};
    return {unit.substr(0, comma), unit.substr(comma + 1)};
}

/// Is the unit the right one, cut in two because it is not in quotes?
bool lost_at_a_comma(const ParameterDescription& declared, const Document& parameter) {
    const auto [before, after] = around_comma(declared.unit);
    const auto* unit = parameter.find("unit");
    return !after.empty() && unit && unit->scalar == before && parameter.find(after);
}

/// What a read returns where there is nothing good to return: nothing will run, but the reader goes on.
double harmless(Range range) {
    return std::isfinite(range.lowest) ? range.lowest : std::min(0.0, range.highest);
}

}  // namespace

double Section::real(std::string_view name, std::string_view unit, Range range, std::string_view meaning) {
    auto& declared = declare(name, Shape::number, unit, range, meaning);
    constexpr std::array<std::string_view, 1> contents{"value"};
    const auto* parameter = measured(declared, contents);
    if (!parameter) return harmless(range);
    const double value = number(declared, *parameter->find("value"), path_of(declared));
    return as_drawn(declared, *parameter, value);
}

std::optional<double> Section::amount(std::string_view name, std::string_view unit, Range range,
                                      std::string_view meaning) {
    auto& declared = declare(name, Shape::amount, unit, range, meaning);
    declared.has_default = true;
    if (!has(name)) return std::nullopt;
    constexpr std::array<std::string_view, 1> contents{"value"};
    const auto* parameter = measured(declared, contents);
    if (!parameter) return harmless(range);
    return number(declared, *parameter->find("value"), path_of(declared));
}

std::int64_t Section::integer(std::string_view name, std::string_view unit, Range range,
                              std::string_view meaning) {
    auto& declared = declare(name, Shape::whole_number, unit, range, meaning);
    const auto otherwise = static_cast<std::int64_t>(std::ceil(harmless(range)));
    constexpr std::array<std::string_view, 1> contents{"value"};
    const auto* parameter = measured(declared, contents);
    return parameter ? whole_number(declared, *parameter->find("value"), otherwise) : otherwise;
}

std::vector<double> Section::row(std::string_view name, std::string_view unit, const Axis& axis, Range range,
                                 std::string_view meaning) {
    auto& declared = declare(name, Shape::row, unit, range, meaning);
    declared.axes = {described(axis)};
    std::vector<double> numbers(axis.labels.size(), harmless(range));
    constexpr std::array<std::string_view, 1> contents{"values"};
    const auto* parameter = measured(declared, contents);
    if (!parameter) return numbers;

    const auto& values = *parameter->find("values");
    check_labels(declared, values);
    for (std::size_t label = 0; label < axis.labels.size(); ++label)
        if (const auto* value = values.find(axis.labels[label]))
            numbers[label] = number(declared, *value, join_path(path_of(declared), axis.labels[label]));
    return numbers;
}

ByYear Section::by_year(std::string_view name, std::string_view unit, Range range, std::string_view meaning) {
    auto& declared = declare(name, Shape::by_year, unit, range, meaning);
    declared.axes = {{"reporting year", {}}};
    const ByYear nothing{0, {harmless(range)}};
    constexpr std::array<std::string_view, 1> contents{"values"};
    const auto* parameter = measured(declared, contents);
    if (!parameter) return nothing;

    const auto& values = *parameter->find("values");
    const auto years = years_of(declared, values);
    if (years.empty()) return nothing;
    ByYear known{years.front(), {}};
    for (const int year : years) {
        const auto& label = declared.axes.front().labels.emplace_back(std::to_string(year));
        known.numbers.push_back(number(declared, *values.find(label), join_path(path_of(declared), label)));
    }
    return known;
}

Table Section::table(std::string_view name, std::string_view unit, const Axis& rows, const Axis& columns,
                     Range range, std::string_view meaning) {
    auto& declared = declare(name, Shape::table, unit, range, meaning);
    declared.axes = {described(rows), described(columns)};
    const auto width = columns.labels.size();
    Table table{width, std::vector<double>(rows.labels.size() * width, harmless(range))};
    constexpr std::array<std::string_view, 2> contents{"columns", "rows"};
    const auto* parameter = measured(declared, contents);
    if (!parameter) return table;

    const auto path = path_of(declared);
    const auto wanted = fmt::format("{}", fmt::join(columns.labels, ", "));
    const auto& named = *parameter->find("columns");
    if (!named.is_sequence() || scalars(named) != declared.axes[1].labels) {
        fault(declared, named.at,
              fmt::format("{}.columns = [{}] (must be [{}], by {})", path, fmt::join(scalars(named), ", "),
                          wanted, columns.name));
        return table;
    }
    const auto& listed = *parameter->find("rows");
    check_labels(declared, listed);
    for (std::size_t row = 0; row < rows.labels.size(); ++row) {
        const auto* numbers = listed.find(rows.labels[row]);
        if (!numbers) continue;
        const auto row_path = join_path(path, rows.labels[row]);
        if (!numbers->is_sequence() || numbers->items.size() != width) {
            const auto has = numbers->is_sequence() ? fmt::format("has {} numbers", numbers->items.size())
                                                    : fmt::format("is {}", what_it_is(*numbers));
            fault(declared, numbers->at, fmt::format("{} {} (must be {}: {})", row_path, has, width, wanted));
            continue;
        }
        for (std::size_t column = 0; column < width; ++column)
            table.cells[row * width + column] =
                number(declared, numbers->items[column], join_path(row_path, columns.labels[column]));
    }
    return table;
}

/// The mapping of a parameter with all of its `contents` there; nullptr where it is not.
const Document* Section::measured(ParameterDescription& declared,
                                  std::span<const std::string_view> contents) {
    if (!node_) return nullptr;
    const auto path = path_of(declared);
    const auto* parameter = node_->find(declared.name);
    if (!parameter) {
        fault(declared, node_->at, fmt::format("missing {} [{}]", path, declared.unit));
        return nullptr;
    }
    declared.is_set = true;
    if (!parameter->is_mapping()) {
        const auto* needs_source = declared.shape == Shape::amount ? "" : ", source: \"assumed: ...\"";
        fault(declared, parameter->at,
              fmt::format("{} has no unit{}. Write {{{}, unit: \"{}\"{}}}?", path,
                          *needs_source ? " and no source" : "", example(declared.shape), declared.unit,
                          needs_source));
        return nullptr;
    }
    check_unit_and_source(declared, *parameter);

    std::vector<std::string> allowed{contents.begin(), contents.end()};
    for (const auto* beside : {"unit", "source"}) allowed.emplace_back(beside);
    if (declared.shape == Shape::number) allowed.emplace_back("plausible");
    if (lost_at_a_comma(declared, *parameter)) allowed.emplace_back(around_comma(declared.unit).second);
    for (const auto& entry : parameter->entries)
        if (std::find(allowed.begin(), allowed.end(), entry.key) == allowed.end())
            fault(declared, entry.at,
                  fmt::format("unknown key {}.{}{}", path, entry.key,
                              did_you_mean(entry.key, allowed,
                                           fmt::format(" (must be {})", fmt::join(allowed, ", ")))));
    bool is_complete = true;
    for (const auto& content : contents)
        if (!parameter->find(content)) {
            fault(declared, parameter->at, fmt::format("missing {}.{} [{}]", path, content, declared.unit));
            is_complete = false;
        }
    return is_complete ? parameter : nullptr;
}

void Section::check_unit_and_source(ParameterDescription& declared, const Document& parameter) {
    const auto path = path_of(declared);
    const auto* unit = parameter.find("unit");
    if (!unit || unit->kind == Document::Kind::nothing)
        fault(declared, parameter.at,
              fmt::format("{} has no unit (the model needs '{}')", path, declared.unit));
    else if (!unit->is_scalar())
        fault(declared, unit->at,
              fmt::format("{}.unit is {} (must be '{}')", path, what_it_is(*unit), declared.unit));
    else if (lost_at_a_comma(declared, parameter))
        fault(declared, unit->at,
              fmt::format("{}.unit holds a comma. Put it in quotes: unit: \"{}\"", path, declared.unit));
    else if (unit->scalar != declared.unit)
        fault(declared, parameter.at,
              fmt::format("{} has unit '{}' (the model needs '{}')", path, unit->scalar, declared.unit));

    const auto* source = parameter.find("source");
    if (source) declared.source = source->scalar;
    if (!source && declared.shape == Shape::amount) return;
    if (!source || source->kind == Document::Kind::nothing || (source->is_scalar() && source->scalar.empty()))
        fault(declared, parameter.at, fmt::format("{} has no source ({})", path, how_a_source_starts));
    else if (!source->is_scalar() || !says_where_from(source->scalar))
        fault(declared, parameter.at,
              fmt::format("{} has source '{}' ({}: and say where it is from)", path, source->scalar,
                          how_a_source_starts));
}

/// Reports labels that are missing from, or unknown to, the first axis.
void Section::check_labels(ParameterDescription& declared, const Document& labelled) {
    const auto path = path_of(declared);
    const auto& [axis, labels] = declared.axes.front();
    if (!labelled.is_mapping()) {
        fault(declared, labelled.at,
              fmt::format("{} is {} (must have a value for each {}: {})", path, what_it_is(labelled), axis,
                          fmt::join(labels, ", ")));
        return;
    }
    for (const auto& label : labels)
        if (!labelled.find(label))
            fault(declared, labelled.at,
                  fmt::format("missing {}.{} [{}] ({})", path, label, declared.unit, axis));
    for (const auto& entry : labelled.entries)
        if (std::find(labels.begin(), labels.end(), entry.key) == labels.end())
            fault(declared, entry.at,
                  fmt::format("unknown key {}.{}{}", path, entry.key,
                              did_you_mean(entry.key, labels,
                                           fmt::format(" (must be one of: {})", fmt::join(labels, ", ")))));
}

/// The keys of a mapping by year, in order; none where one is no year, or one is left out.
std::vector<int> Section::years_of(ParameterDescription& declared, const Document& labelled) {
    const auto path = path_of(declared);
    if (!labelled.is_mapping() || labelled.entries.empty()) {
        fault(declared, labelled.at,
              fmt::format("{} is {} (must have a value for each reporting year). Write {{\"2020\": ...}}?",
                          path, labelled.is_mapping() ? "empty" : what_it_is(labelled)));
        return {};
    }
    std::vector<int> years;
    for (const auto& entry : labelled.entries) {
        constexpr std::size_t digits = 4;
        const auto year = parse_whole_number(std::string_view{entry.key}).value;
        if (year && entry.key.size() == digits && *year > 0) {
            years.push_back(static_cast<int>(*year));
            continue;
        }
        fault(declared, entry.at,
              fmt::format(
                  "unknown key {}.{} (must be a reporting year, the one in which it ends). Write \"2020\"?",
                  path, entry.key));
    }
    if (declared.is_faulty) return {};
    std::ranges::sort(years);
    const auto gap = std::ranges::adjacent_find(years, [](int year, int next) { return next != year + 1; });
    if (gap == years.end()) return years;
    fault(declared, labelled.at,
          fmt::format("missing {}.{} [{}] (years have no gaps)", path, *gap + 1, declared.unit));
    return {};
}

/// The value, or what is drawn for it from the plausible range, if it has one and draws are wanted.
double Section::as_drawn(ParameterDescription& declared, const Document& parameter, double value) {
    const auto* written = parameter.find("plausible");
    if (!written || declared.is_faulty) return value;
    const auto path = path_of(declared);
    const auto refuse = [&](const std::string& why) {
        fault(declared, written->at, fmt::format("{}.plausible {} [{}]", path, why, declared.unit));
        return value;
    };
    if (!written->is_sequence() || written->items.size() != 2)
        return refuse("is not the lowest and the highest it may be: write [0.5, 1.5]");
    const auto lowest = parse_number(written->items[0]), highest = parse_number(written->items[1]);
    if (!lowest.value) return refuse(".0" + lowest.why_not);
    if (!highest.value) return refuse(".1" + highest.why_not);
    const Range plausible{*lowest.value, *highest.value};
    const auto shown = to_text(plausible);
    if (!plausible.holds(value)) return refuse(fmt::format("= {} does not hold the value, {}", shown, value));
    if (!declared.range.holds(plausible.lowest) || !declared.range.holds(plausible.highest))
        return refuse(fmt::format("= {} (must be in {})", shown, to_text(declared.range)));
    declared.plausible = plausible;
    return reading_->draw ? reading_->draw(path, value, plausible) : value;
}

double Section::number(ParameterDescription& declared, const Document& node, const std::string& path) {
    declared.values.push_back(node.scalar);
    const auto parsed = parse_number(node);
    if (!parsed.value) {
        fault(declared, node.at, path + parsed.why_not);
        return harmless(declared.range);
    }
    if (declared.range.holds(*parsed.value)) return *parsed.value;
    fault(declared, node.at,
          fmt::format("{} = {} (must be in {})", path, *parsed.value, to_text(declared.range)));
    return harmless(declared.range);
}

std::int64_t Section::whole_number(ParameterDescription& declared, const Document& node,
                                   std::int64_t otherwise) {
    declared.values = {node.scalar};
    const auto path = path_of(declared);
    const auto parsed = parse_whole_number(node);
    if (!parsed.value) {
        fault(declared, node.at, path + parsed.why_not);
        return otherwise;
    }
    if (declared.range.holds(static_cast<double>(*parsed.value))) return *parsed.value;
    fault(declared, node.at,
          fmt::format("{} = {} (must be in {})", path, *parsed.value, to_text(declared.range)));
    return otherwise;
}

}  // namespace hearth
