#include "sim/config/description.hpp"

#include <cmath>

#include <fmt/format.h>

namespace hearth {

ParameterDescription* SectionDescription::find(std::string_view parameter) {
    for (auto& known : parameters)
        if (known.name == parameter) return &known;
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

std::string to_text(Range range) {
    const bool has_lowest = std::isfinite(range.lowest);
    const bool has_highest = std::isfinite(range.highest);
    if (!has_lowest && !has_highest) return "";
    const auto lowest = has_lowest ? fmt::format("[{}", range.lowest) : std::string{"(-inf"};
    const auto highest = has_highest ? fmt::format("{}]", range.highest) : std::string{"inf)"};
    return lowest + ", " + highest;
}

}  // namespace hearth
