#include "sim/config/budget.hpp"

#include <fmt/format.h>

#include "sim/config/merge.hpp"

namespace hearth {
namespace {

/// Has --set said what it is, all of it or its value alone?
bool is_from_command_line(const Document& parameter) {
    const auto* value = parameter.find("value");
    return (value ? *value : parameter).at.file == command_line;
}

void set_to_one(Document& strength, const Position& at) {
    auto one = text_node("1", at);
    one.quoted = false;
    strength.put("value", std::move(one));
    strength.put("source", text_node("assumed: set on the command line, by a budget", at));
    strength.remove("plausible");
}

}  // namespace

void take_back(Document& base, const Document& over) {
    if (over.find(budget_key)) {
        for (const auto name : instead_of_budget)
            if (!over.find(name)) base.remove(name);
    } else if (base.find(budget_key) && (over.find("spending") || over.find("households"))) {
        base.remove(budget_key);
    }
}

void find_two_amounts(const Document& one, const Document& other, const std::string& path, Faults& faults) {
    const auto compare = [&](std::string_view here, std::string_view there) {
        const auto *mine = one.entry(here), *its = other.entry(there);
        if (!mine || !its || one.find(there) || other.find(here)) return;
        faults.add(mine->at,
                   fmt::format("{} is set here and {} at {}:{}:{} (a budget takes its place). "
                               "Combine scenarios that leave each other alone, or drop one",
                               join_path(path, here), there, its->at.file, its->at.line, its->at.column));
    };
    for (const auto name : instead_of_budget) {
        compare(budget_key, name);
        compare(name, budget_key);
    }
}

void assign_budget(Document& section, const Document& value) {
    auto budget = value;
    if (value.is_scalar()) {
        budget = {};
        budget.kind = Document::Kind::mapping;
        budget.at = value.at;
        budget.put("value", value);
        budget.put("unit", text_node(std::string{budget_unit}, value.at));
    }
    section.put(budget_key, std::move(budget));
    for (const auto name : instead_of_budget) {
        const auto* entry = section.entry(name);
        if (!entry || is_from_command_line(entry->value)) continue;
        if (name == "strength")
            set_to_one(*section.find(name), value.at);  // and stays a parameter that --set can set
        else
            section.remove(name);
    }
}

}  // namespace hearth
