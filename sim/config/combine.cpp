#include <fmt/format.h>

#include <algorithm>

#include "sim/config/budget.hpp"
#include "sim/config/merge.hpp"
#include "sim/config/scalar.hpp"

namespace hearth {
namespace {

/// Words about a file or a number, which two files may choose as they like.
bool is_about(std::string_view key) {
    return key == "source" || key == "description" || key == "evidence";
}

/// "care_entry.rate" for the value of a parameter, as `--set` would name it.
std::string name_of(const std::string& path) {
    std::string name = path;
    if (name.starts_with("processes.")) name = name.substr(std::string_view{"processes."}.size());
    if (name.ends_with(".value")) name.resize(name.size() - std::string_view{".value"}.size());
    return name;
}

void compare(const Document& one, const Document& other, const std::string& path, Faults& faults) {
    if (one.is_mapping() && other.is_mapping()) {
        find_two_amounts(one, other, name_of(path), faults);
        for (const auto& entry : one.entries) {
            const auto* there = other.find(entry.key);
            if (!there || is_about(entry.key) || (path.empty() && entry.key == "scenario")) continue;
            compare(entry.value, *there, join_path(path, entry.key), faults);
        }
        return;
    }
    if (say_the_same(one, other)) return;
    faults.add(one.at, fmt::format("{} is set to {} here and to {} at {}:{}:{}. Combine scenarios that leave "
                                   "each other alone, or drop one",
                                   name_of(path), in_one_line(one), in_one_line(other), other.at.file,
                                   other.at.line, other.at.column));
}

std::string text_of(const Document& top, std::string_view key) {
    const auto* found = top.find(key);
    return found ? parse_text(*found).value.value_or("") : "";
}

}  // namespace

bool say_the_same(const Document& one, const Document& other) {
    if (one.kind != other.kind) return false;
    if (one.is_scalar()) {
        if (one.scalar == other.scalar && one.quoted == other.quoted) return true;
        const auto number = parse_number(one), its_number = parse_number(other);
        return number.value && its_number.value && *number.value == *its_number.value;
    }
    const auto is_same = [](const Document& a, const Document& b) { return say_the_same(a, b); };
    if (!std::equal(one.items.begin(), one.items.end(), other.items.begin(), other.items.end(), is_same))
        return false;
    const auto all_in = [&](const Document& these, const Document& those) {
        return std::all_of(these.entries.begin(), these.entries.end(), [&](const Document::Entry& entry) {
            const auto* there = those.find(entry.key);
            return is_about(entry.key) || (there && say_the_same(entry.value, *there));
        });
    };
    return all_in(one, other) && all_in(other, one);
}

Position first_difference(const Document& one, const Document& other) {
    if (!one.is_mapping() || !other.is_mapping()) return one.at;
    for (const auto& entry : one.entries) {
        if (is_about(entry.key)) continue;
        const auto* there = other.find(entry.key);
        if (!there) return entry.at;
        if (!say_the_same(entry.value, *there)) return first_difference(entry.value, *there);
    }
    return one.at;
}

void find_conflicts(const Document& one, const Document& other, Faults& faults) {
    compare(one, other, "", faults);
}

void overlay_all(Document& base, std::vector<Document> scenarios, Faults& faults) {
    for (std::size_t later = 1; later < scenarios.size(); ++later) {
        for (std::size_t earlier = 0; earlier < later; ++earlier)
            find_conflicts(scenarios[earlier], scenarios[later], faults);
    }
    std::string names, descriptions, evidence;
    Position at;
    for (auto& scenario : scenarios) {
        const auto name = text_of(scenario, "scenario"), description = text_of(scenario, "description");
        names += (names.empty() ? "" : "+") + name;
        if (!description.empty()) descriptions += (descriptions.empty() ? "" : "; ") + description;
        if (const auto grade = text_of(scenario, "evidence"); !grade.empty())
            evidence += (evidence.empty() ? "" : "; ") + grade;
        at = scenario.at;
    }
    const bool are_several = scenarios.size() > 1;
    for (auto& scenario : scenarios) overlay(base, std::move(scenario));
    if (!are_several) return;
    base.put("scenario", text_node(names, at));
    if (!descriptions.empty()) base.put("description", text_node(descriptions, at));
    if (!evidence.empty()) base.put("evidence", text_node(evidence, at));
}

}  // namespace hearth
