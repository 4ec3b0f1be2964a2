#include "sim/config/description.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace hearth {

ParameterDescription* SectionDescription::find(std::string_view parameter) {
    for (auto& known : parameters)
        if (known.name == parameter) return &known;
    return nullptr;
}

const SectionDescription* SectionDescription::find_section(std::string_view inner) const {
    for (const auto& known : sections)
        if (known->name == inner) return known.get();
    return nullptr;
}

SectionDescription& SectionDescription::section(std::string_view inner, std::string_view its_meaning) {
    for (auto& known : sections)
        if (known->name == inner) return *known;
    auto& added = *sections.emplace_back(std::make_unique<SectionDescription>());
    added.name = inner;
    added.path = path.empty() ? added.name : path + "." + added.name;
    added.meaning = its_meaning;
    return added;
}

std::vector<std::string> SectionDescription::names() const {
    std::vector<std::string> names;
    for (const auto& parameter : parameters) names.push_back(parameter.name);
    for (const auto& inner : sections) names.push_back(inner->name);
    return names;
}

const SectionDescription* Description::shared(std::string_view name) const {
    const auto* all = top.find_section(shared_key);
    return all ? all->find_section(name) : nullptr;
}

bool Description::declares(std::string_view shared_name) const {
    const auto step = [&] {
        const auto dot = shared_name.find('.');
        const auto first = shared_name.substr(0, dot);
        shared_name = dot == std::string_view::npos ? "" : shared_name.substr(dot + 1);
        return first;
    };
    if (step() != shared_key) return false;
    const auto* section = shared(step());
    if (!section || shared_name.empty()) return section;
    const auto names = section->names();
    return std::ranges::find(names, step()) != names.end();
}

std::vector<std::string> Description::readers_of(std::string_view name) const {
    const auto* section = shared(name);
    return section ? section->readers : std::vector<std::string>{};
}

std::string meaning_with_readers(const SectionDescription& section) {
    if (section.readers.empty()) return section.meaning;
    return fmt::format("{}; read by {}", section.meaning, fmt::join(section.readers, ", "));
}

std::string to_text(Range range) {
    const bool has_lowest = std::isfinite(range.lowest);
    const bool has_highest = std::isfinite(range.highest);
    if (!has_lowest && !has_highest) return "";
    const auto lowest = has_lowest ? fmt::format("[{}", range.lowest) : std::string{"(-inf"};
    const auto highest = has_highest ? fmt::format("{}]", range.highest) : std::string{"inf)"};
    return lowest + ", " + highest;
}

}  // namespace hearth
