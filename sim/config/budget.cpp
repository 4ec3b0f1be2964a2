#include "sim/config/budget.hpp"

#include <fmt/format.h>

#include "sim/config/merge.hpp"

namespace hearth {

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
    for (const auto name : instead_of_budget)
        if (const auto* entry = section.entry(name); entry && entry->value.at.file != command_line)
            section.remove(name);
}

}  // namespace hearth
