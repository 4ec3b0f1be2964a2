#include "sim/config/config.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>

#include <fmt/format.h>

#include "sim/config/first_day.hpp"
#include "sim/config/merge.hpp"
#include "sim/config/reading.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/scenario.hpp"
#include "sim/config/suggest.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

/// Runs `read`; what it throws joins the other faults, so that all files are looked at before anything is
/// reported.
template <class Read>
void collect(Faults& faults, Read read) {
    try {
        read();
    } catch (const ConfigError& error) {
        for (const auto& fault : error.faults()) faults.add(fault.at, fault.text);
    }
}

constexpr auto scenarios_folder = "scenarios", working_folder = ".";

/// Where configs are looked for by name; the first that has one counts.
std::vector<fs::path> folders_of_configs(const fs::path& installed) {
    std::vector<fs::path> folders{working_folder};
    if (const char* configs = std::getenv("HEARTH_CONFIGS"); configs && *configs)
        folders.emplace_back(configs);
    if (!installed.empty()) folders.push_back(installed);
    return folders;
}

/// In the order of their names; none where there is no such folder.
std::vector<fs::path> yaml_files(const fs::path& folder) {
    std::error_code failed;
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator{folder, failed})
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// A scenario by itself is no config: nothing in it says what is simulated.
void refuse_scenario_as_config(const fs::path& file, const fs::path& name) {
    if (kind_of(file) != FileKind::scenario) return;
    throw ConfigError{
        {{{name.string()},
          fmt::format("is a scenario, which is laid over a config. Write england --scenario {}?",
                      name.string())}}};
}

std::string name_of_scenario(const Document& top) {
    const auto* scenario = top.find("scenario");
    if (!scenario) return "baseline";
    return parse_text(*scenario).value.value_or("baseline");
}

}  // namespace

Config::Config(std::shared_ptr<Reading> reading)
    : reading_{std::move(reading)},
      top_{reading_->has_document ? &reading_->top : nullptr, reading_, reading_->description.top},
      scenario_{name_of_scenario(reading_->top)} {
    if (const auto* processes = reading_->top.find("processes"))
        reading_->description.schedule = processes->keys();
    reading_->first_day = shared_of_first_day(reading_->top, reading_->before);
    top_.text("name", "", "what this configuration is called");
    top_.text("description", "", "what it is for");
    top_.text("evidence", "", "how well the size of what a scenario does is known: its grade, and why");
    top_.text("over", "", "of a scenario: the config that it is for, if it is not england");
    top_.text("extends", "", "what it adds to: a file, seen from this one, or a name such as england");
    const auto name =
        top_.text("scenario", "baseline", "the name under which results are kept; makes the file a scenario");
    if (name.find_first_not_of(' ') == std::string::npos || name.find('\n') != std::string::npos)
        top_.fault(
            "scenario",
            fmt::format("scenario = '{}' is no name (results are kept under it). Write one word?", name));
}

Config Config::load(const ConfigSources& sources) {
    auto reading = std::make_shared<Reading>();
    auto& top = reading->top;
    auto& faults = reading->faults;
    reading->has_document = true;
    bool is_readable = true;
    const auto read = [&](const fs::path& file, ConfigKind kind, auto read_one) {
        Faults fatal;
        collect(fatal, [&] { read_one(find_config(file, sources.installed, kind)); });
        if (fatal.empty()) return;
        is_readable = false;
        collect(faults, [&] { fatal.throw_if_any(); });
    };
    read(sources.file, ConfigKind::config, [&](const fs::path& file) {
        refuse_scenario_as_config(file, sources.file);
        top = read_extended(file, sources.installed, faults);
    });
    std::vector<Document> scenarios;
    for (const auto& scenario : sources.scenarios)
        read(scenario, ConfigKind::scenario, [&](const fs::path& file) {
            scenarios.push_back(read_scenario(file, faults));
            if (sources.scenarios_begin) begin_in(scenarios.back(), *sources.scenarios_begin, faults);
        });
    if (!is_readable) faults.throw_if_any();
    if (!scenarios.empty()) reading->before = shared_as_set(top, sources.assignments);
    overlay_all(top, std::move(scenarios), faults);

    for (const auto& assignment : sources.assignments) assign(top, assignment, faults, reading->notes);
    reading->assignments = sources.assignments;
    return Config{std::move(reading)};
}

Config Config::parse(const std::string& yaml, const std::string& name) {
    auto reading = std::make_shared<Reading>();
    reading->has_document = true;
    reading->top = parse_yaml(yaml, name, reading->faults);
    name_processes(reading->top, reading->faults);
    return Config{std::move(reading)};
}

std::shared_ptr<Reading> Config::unread() const {
    auto reading = std::make_shared<Reading>();
    reading->has_document = reading_->has_document;
    reading->top = reading_->top;
    reading->before = reading_->before;
    reading->assignments = reading_->assignments;
    return reading;
}

Config Config::drawn(DrawNumber draw) const {
    auto reading = unread();
    reading->draw = std::move(draw);
    return Config{std::move(reading)};
}

Config Config::with(const std::vector<std::string>& more) const {
    auto reading = unread();
    for (const auto& assignment : more) assign(reading->top, assignment, reading->faults, reading->notes);
    reading->assignments.insert(reading->assignments.end(), more.begin(), more.end());
    return Config{std::move(reading)};
}

Config Config::declarations_only() {
    return Config{std::make_shared<Reading>()};
}

Section& Config::top() {
    return top_;
}

const std::vector<std::string>& Config::schedule() const {
    return reading_->description.schedule;
}

Section Config::process(std::string_view name) {
    const auto* processes = reading_->top.find("processes");
    auto& described = reading_->description.processes.section(name, "");
    Section section{processes ? processes->find(name) : nullptr, reading_, described};
    if (section.node_ && !section.node_->is_mapping()) {
        reading_->faults.add(section.node_->at,
                             fmt::format("{} is {} (must be a section with parameters below)", name,
                                         what_it_is(*section.node_)));
        section.node_ = nullptr;
    }
    return section;
}

void Config::fault_in_schedule(std::string_view name, std::string text) {
    const auto* processes = reading_->top.find("processes");
    const auto* entry = processes ? processes->entry(name) : nullptr;
    if (entry)
        reading_->faults.add(entry->at, std::move(text));
    else if (reading_->has_document)
        reading_->faults.add(processes ? processes->at : reading_->top.at, std::move(text));
}

const std::string& Config::scenario() const {
    return scenario_;
}

Faults& Config::faults() {
    return reading_->faults;
}

void Config::finish() {
    reading_->faults.throw_if_any();
}

std::vector<std::string> Config::notes() const {
    return reading_->notes;
}

const Description& Config::description() const {
    return reading_->description;
}

std::vector<fs::path> scenario_files(const std::string& words) {
    std::error_code ignored;
    if (fs::exists(words, ignored)) return {words};
    std::vector<fs::path> files;
    for (std::size_t from = 0; from <= words.size();) {
        const auto plus = std::min(words.find('+', from), words.size());
        files.emplace_back(words.substr(from, plus - from));
        from = plus + 1;
    }
    return files;
}

fs::path find_config(const fs::path& name, const fs::path& installed, ConfigKind kind) {
    std::error_code failed;
    if (fs::exists(name, failed)) return name;
    const bool is_bare = !name.has_parent_path() && (!name.has_extension() || name.extension() == ".yaml");
    if (!is_bare) throw ConfigError{{{{name.string()}, "does not exist. Is the name right?"}}};

    const auto file = name.has_extension() ? name : fs::path{name.string() + ".yaml"};
    std::vector<std::string> known;
    for (const auto& folder : folders_of_configs(installed)) {
        for (const auto& place : {folder / file, folder / scenarios_folder / file})
            if (fs::is_regular_file(place, failed)) return place;
        const auto there = yaml_files(kind == ConfigKind::config ? folder : folder / scenarios_folder);
        for (const auto& one : there) known.push_back(one.stem().string());
    }
    const auto* others =
        kind == ConfigKind::config ? ". Name a YAML file, or england, england_2019 or tiny" : ".";
    const auto* listed = kind == ConfigKind::scenario ? " 'hearth scenarios' lists ours." : "";
    throw ConfigError{{{{name.string()},
                        fmt::format("does not exist, here or among the {} of Hearth{}{}",
                                    kind == ConfigKind::config ? "configs" : "scenarios",
                                    did_you_mean(file.stem().string(), known, others), listed)}}};
}

std::vector<fs::path> known_scenarios(const fs::path& installed) {
    std::map<std::string, fs::path> found;
    for (const auto& folder : folders_of_configs(installed)) {
        if (folder == working_folder) continue;  // whatever is called scenarios there is not ours
        for (const auto& file : yaml_files(folder / scenarios_folder))
            found.emplace(file.stem().string(), file);
    }
    std::vector<fs::path> files;
    for (const auto& [name, file] : found) files.push_back(file);
    return files;
}

}  // namespace hearth
