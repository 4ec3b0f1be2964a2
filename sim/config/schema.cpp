#include <cmath>

#include <fmt/format.h>

#include "sim/config/description.hpp"
#include "sim/config/json_text.hpp"

namespace hearth {
namespace {

void add_range(JsonText& json, Range range) {
    if (std::isfinite(range.lowest)) json.key("minimum").number(range.lowest);
    if (std::isfinite(range.highest)) json.key("maximum").number(range.highest);
}

void add_number(JsonText& json, const ParameterDescription& parameter) {
    json.begin_object();
    json.key("type").text(parameter.shape == Shape::whole_number ? "integer" : "number");
    add_range(json, parameter.range);
    json.end();
}

/// `add_one` writes the schema of each label's value.
template <class AddOne>
void add_labels(JsonText& json, const AxisDescription& axis, AddOne add_one) {
    json.begin_object();
    json.key("type").text("object");
    json.key("description").text("by " + axis.name);
    json.key("properties").begin_object();
    for (const auto& label : axis.labels) {
        json.key(label);
        add_one();
    }
    json.end();
    json.key("additionalProperties").flag(false);
    json.end();
}

/// The same where labels are years, whichever they are.
void add_years(JsonText& json, const ParameterDescription& parameter) {
    json.begin_object();
    json.key("type").text("object");
    json.key("description").text("by " + parameter.axes[0].name);
    json.key("patternProperties").begin_object().key("^[0-9]{4}$");
    add_number(json, parameter);
    json.end();
    json.key("minProperties").number(1);
    json.key("additionalProperties").flag(false);
    json.end();
}

/// What stands beside unit and source: `value`, `values`, or `columns` and `rows`.
void add_values(JsonText& json, const ParameterDescription& parameter) {
    if (parameter.axes.empty()) {
        json.key("value");
        return add_number(json, parameter);
    }
    if (parameter.axes.size() == 1) {
        json.key("values");
        if (parameter.shape == Shape::by_year) return add_years(json, parameter);
        return add_labels(json, parameter.axes[0], [&] { add_number(json, parameter); });
    }
    const auto& columns = parameter.axes[1];
    json.key("columns")
        .begin_object()
        .key("description")
        .text(columns.name)
        .key("const")
        .texts(columns.labels)
        .end();
    json.key("rows");
    add_labels(json, parameter.axes[0], [&] {
        const auto count = static_cast<double>(columns.labels.size());
        json.begin_object().key("type").text("array").key("items");
        add_number(json, parameter);
        json.key("minItems").number(count).key("maxItems").number(count).end();
    });
}

void add_measured(JsonText& json, const ParameterDescription& parameter) {
    json.key("type").text("object");
    json.key("properties").begin_object();
    add_values(json, parameter);
    json.key("unit").begin_object();
    if (parameter.unit == "1")  // unquoted, it reads as a number
        json.key("enum").begin_array().text("1").number(1).end();
    else
        json.key("const").text(parameter.unit);
    json.end();
    if (parameter.shape == Shape::number) {
        json.key("plausible").begin_object().key("description").text("the lowest and the highest it may be");
        json.key("type").text("array").key("items");
        add_number(json, parameter);
        json.key("minItems").number(2).key("maxItems").number(2).end();
    }
    json.key("source").begin_object();
    json.key("type").text("string").key("pattern").text("^(measured|derived|calibrated|assumed):\\s*\\S");
    json.end().end();
    if (parameter.shape == Shape::amount) json.key("required").texts({"value", "unit"});
    json.key("additionalProperties").flag(false);
}

void add_plain(JsonText& json, const ParameterDescription& parameter) {
    switch (parameter.shape) {
        case Shape::flag:
            json.key("type").text("boolean");
            break;
        case Shape::setting:
            json.key("type").text("integer");
            add_range(json, parameter.range);
            break;
        case Shape::choice:
            json.key("enum").texts(parameter.options);
            break;
        case Shape::list:
            json.key("type").text("array").key("items").begin_object().key("type").text("string").end();
            break;
        default:
            json.key("type").text("string");
    }
    if (!parameter.has_default) return;
    json.key("default");
    if (parameter.shape == Shape::flag)
        json.flag(parameter.otherwise == "true");
    else if (parameter.shape == Shape::setting)
        json.number(std::stod(parameter.otherwise));
    else if (parameter.shape == Shape::list)
        json.texts({});
    else
        json.text(parameter.otherwise);
}

/// The inside of a section's schema; the caller may add more properties.
void add_properties(JsonText& json, const SectionDescription& section) {
    for (const auto& parameter : section.parameters) {
        json.key(parameter.name).begin_object();
        json.key("description").text(parameter.meaning);
        if (is_measured(parameter.shape) || parameter.shape == Shape::amount)
            add_measured(json, parameter);
        else
            add_plain(json, parameter);
        json.end();
    }
    for (const auto& inner : section.sections) {
        json.key(inner->name).begin_object();
        json.key("description").text(meaning_with_readers(*inner));
        const bool may_be_empty = inner->parameters.empty() && inner->sections.empty();
        json.key("type").texts(may_be_empty ? std::vector<std::string>{"object", "null"}
                                            : std::vector<std::string>{"object"});
        json.key("properties").begin_object();
        add_properties(json, *inner);
        if (inner->path == first_day_key) {
            json.key(shared_key).begin_object().key("type").text("object").key("description");
            json.text("what the first day has of shared, where it is not what processes read").end();
        }
        json.end().key("additionalProperties").flag(false).end();
    }
}

void add_required_values(JsonText& json, const ParameterDescription& parameter) {
    json.key(parameter.name).begin_object();
    if (parameter.axes.empty()) {
        json.key("required").texts({"value", "unit", "source"}).end();
        return;
    }
    const auto& labels = parameter.axes[0].labels;
    const bool is_table = parameter.axes.size() == 2;
    const auto* values = is_table ? "rows" : "values";
    json.key("required")
        .texts(is_table ? std::vector<std::string>{"columns", "rows", "unit", "source"}
                        : std::vector<std::string>{"values", "unit", "source"});
    if (parameter.shape == Shape::by_year) {
        json.end();
        return;
    }
    json.key("properties").begin_object().key(values).begin_object();
    json.key("required").texts(labels).end().end().end();
}

/// What a file that stands alone must have, without repeating what it looks like.
void add_completeness(JsonText& json, const SectionDescription& section,
                      const SectionDescription* processes) {
    std::vector<std::string> names;
    for (const auto& parameter : section.parameters)
        if (!parameter.has_default) names.push_back(parameter.name);
    for (const auto& inner : section.sections) names.push_back(inner->name);
    if (processes) names.emplace_back("processes");
    json.key("required").texts(names);
    json.key("properties").begin_object();
    for (const auto& parameter : section.parameters)
        if (is_measured(parameter.shape)) add_required_values(json, parameter);
    for (const auto& inner : section.sections) {
        json.key(inner->name).begin_object();
        add_completeness(json, *inner, nullptr);
        json.end();
    }
    if (processes) {
        json.key("processes").begin_object().key("items").begin_object().key("properties").begin_object();
        for (const auto& process : processes->sections) {
            json.key(process->name).begin_object();
            add_completeness(json, *process, nullptr);
            json.end();
        }
        json.end().end().end();
    }
    json.end();
}

}  // namespace

std::string json_schema(const Description& description) {
    JsonText json;
    json.begin_object();
    json.key("$schema").text("http://json-schema.org/draft-07/schema#");
    json.key("title").text("Configuration of Hearth");
    json.key("type").text("object");
    json.key("properties").begin_object();
    add_properties(json, description.top);
    json.key("processes").begin_object();
    json.key("description").text("what runs each month, in this order");
    json.key("type").text("array").key("items").begin_object();
    json.key("type").text("object").key("minProperties").number(1).key("maxProperties").number(1);
    json.key("properties").begin_object();
    add_properties(json, description.processes);
    json.end().key("additionalProperties").flag(false).end().end().end();
    json.key("additionalProperties").flag(false);

    json.key("if").begin_object().key("not").begin_object().key("anyOf").begin_array();
    json.begin_object().key("required").texts({"extends"}).end();
    json.begin_object().key("required").texts({"scenario"}).end();
    json.end().end().end();
    json.key("then").begin_object();
    add_completeness(json, description.top, &description.processes);
    json.end().end();
    return json.written();
}

}  // namespace hearth
