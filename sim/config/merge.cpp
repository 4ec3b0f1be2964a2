#include "sim/config/merge.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "sim/config/budget.hpp"
#include "sim/config/config.hpp"
#include "sim/config/scalar.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

bool holds_value(const Document& node) {
    return node.find("value") || node.find("values") || node.find("rows");
}

/// "a.yaml -> b.yaml -> a.yaml", if `file` is already being read.
std::string cycle(const std::vector<fs::path>& reading, const fs::path& file) {
    std::error_code failed;
    const auto is_file = [&](const fs::path& other) { return fs::equivalent(other, file, failed); };
    const auto first = std::find_if(reading.begin(), reading.end(), is_file);
    if (first == reading.end()) return "";
    std::string chain;
    for (auto step = first; step != reading.end(); ++step) chain += shown_path(*step) + " -> ";
    return chain + shown_path(file);
}

/// The file of which `extends` speaks: seen from the one that says so, or one of ours by its name.
fs::path extended(const fs::path& file, const fs::path& name, const fs::path& installed) {
    const auto beside = file.parent_path() / name;
    std::error_code failed;
    if (fs::is_regular_file(beside, failed) || name.has_parent_path() || name.has_extension()) return beside;
    try {
        return find_config(name, installed);
    } catch (const ConfigError&) {
        return beside;
    }
}

Document read_chain(const fs::path& file, std::vector<fs::path>& reading, const fs::path& installed,
                    Faults& faults) {
    auto top = read_yaml(file, shown_path(file), faults);
    name_processes(top, faults);
    const auto* extends = top.find("extends");
    if (!extends) return top;

    const auto name = parse_text(*extends);
    const auto refuse = [&](const std::string& text) { faults.add(extends->at, "extends" + text); };
    const auto base_file = extended(file, name.value.value_or(""), installed);
    reading.push_back(file);
    if (!name.value) {
        refuse(name.why_not);
    } else if (std::error_code failed; !fs::is_regular_file(base_file, failed)) {
        refuse(fmt::format(" = '{}' does not exist (looked for {}). Is the name right?", *name.value,
                           shown_path(base_file)));
    } else if (const auto chain = cycle(reading, base_file); !chain.empty()) {
        refuse(fmt::format(" = '{}' makes a cycle ({}). Remove one?", *name.value, chain));
    } else {
        auto base = read_chain(base_file, reading, installed, faults);
        top.remove("extends");
        const auto at = top.at;
        overlay(base, std::move(top));
        base.at = at;  // a missing section is missed in the file that was asked for
        return base;
    }
    faults.throw_if_any();
    return top;
}

}  // namespace

bool is_parameter(const Document& node) {
    return node.is_mapping() && holds_value(node) && (node.find("unit") || node.find("source"));
}

void overlay(Document& base, Document over) {
    if (!base.is_mapping() || !over.is_mapping()) {
        base = std::move(over);
        return;
    }
    if (is_parameter(base)) {
        base.at = over.at;  // whoever touched it last is to be shown its faults
        for (const auto* of_the_old : {"source", "plausible"})
            if (holds_value(over) && !over.find(of_the_old)) base.remove(of_the_old);
    }
    take_back(base, over);
    for (auto& entry : over.entries) {
        if (auto* old = base.find(entry.key))
            overlay(*old, std::move(entry.value));
        else
            base.entries.push_back(std::move(entry));
    }
}

Document read_extended(const fs::path& file, const fs::path& installed, Faults& faults) {
    std::vector<fs::path> reading;
    return read_chain(file, reading, installed, faults);
}

Document read_scenario(const fs::path& file, Faults& faults) {
    auto top = read_yaml(file, shown_path(file), faults);
    name_processes(top, faults);
    if (const auto* extends = top.entry("extends"))
        faults.add(extends->at, "extends is not for scenarios (they are laid over any config). Remove it?");
    if (!top.find("scenario")) faults.add(top.at, "missing scenario (the name under which results are kept)");
    top.remove("extends");
    return top;
}

void name_processes(Document& top, Faults& faults) {
    auto* processes = top.find("processes");
    if (!processes) return;
    Document named;
    named.kind = Document::Kind::mapping;
    named.at = processes->at;
    if (!processes->is_sequence())
        faults.add(processes->at,
                   fmt::format("processes is {} (must be a list, in the order in which they run). "
                               "Write '- name:' for each?",
                               what_it_is(*processes)));
    for (auto& item : processes->items) {
        if (!item.is_mapping() || item.entries.size() != 1) {
            faults.add(item.at, "a process is not one name with its parameters below. Write '- name:'?");
            continue;
        }
        auto& [name, at, section] = item.entries.front();
        if (section.kind == Document::Kind::nothing) {
            section.kind = Document::Kind::mapping;
            section.at = at;
        }
        if (const auto* first = named.entry(name))
            faults.add(
                at, fmt::format("duplicate key {} (already on line {}). Remove one?", name, first->at.line));
        else
            named.entries.push_back(std::move(item.entries.front()));
    }
    *processes = std::move(named);
}

}  // namespace hearth
