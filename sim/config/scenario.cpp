#include "sim/config/scenario.hpp"

#include <fmt/format.h>

#include "sim/config/description.hpp"
#include "sim/config/merge.hpp"

namespace hearth {
namespace {

std::string text_of(const Document& node, std::string_view key) {
    const auto* found = node.find(key);
    return found && found->is_scalar() ? found->scalar : "";
}

std::string when(const Document& section) {
    std::string words;
    const auto add = [&](const std::string& more) { words += (words.empty() ? "" : ", ") + more; };
    const auto start = text_of(section, "start"), end = text_of(section, "end"),
               ramp = text_of(section, "ramp");
    if (!start.empty()) add("from " + start + (end.empty() ? "" : " to " + end));
    if (!ramp.empty() && ramp != "0") add("in full after " + ramp + " months");
    if (const auto* reach = section.find("reach"); reach && !reach->items.empty()) {
        std::string areas;
        for (const auto& area : reach->items) areas += (areas.empty() ? "" : ", ") + area.scalar;
        add("in " + areas);
    }
    return words;
}

}  // namespace

FileKind kind_of(const std::filesystem::path& file) {
    Faults ignored;
    const auto top = read_yaml(file, shown_path(file), ignored);
    if (top.find("sweep")) return FileKind::sweep;
    if (top.find("targets") && top.find("parameters")) return FileKind::calibration;
    return top.find("scenario") && !top.find("extends") && !top.find("files") ? FileKind::scenario
                                                                              : FileKind::config;
}

AboutScenario about_scenario(const std::filesystem::path& file) {
    Faults faults;
    const auto top = read_scenario(file, faults);
    faults.throw_if_any();
    AboutScenario about{text_of(top, "description"), text_of(top, "evidence"), text_of(top, "over"), {}};
    if (const auto* processes = top.find("processes"))
        for (const auto& [name, at, section] : processes->entries)
            about.processes.push_back({name, when(section)});
    if (const auto* shared = top.find(shared_key))
        for (const auto& name : shared->keys()) about.processes.push_back({join_path(shared_key, name), ""});
    return about;
}

}  // namespace hearth
