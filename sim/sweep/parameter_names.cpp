#include "sim/sweep/parameter_names.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/config/description.hpp"
#include "sim/config/suggest.hpp"
#include "sim/engine/model.hpp"

namespace hearth {
namespace {

constexpr std::string_view words_about_numbers[] = {"unit", "source", "plausible"};
constexpr std::string_view files_key = "files";
constexpr std::string_view from_set = " (from --set ";

bool has(const std::vector<std::string>& names, std::string_view name) {
    return std::ranges::find(names, name) != names.end();
}

/// The same message without the value with which the name was tried.
std::string without_value(std::string text) {
    if (const auto at = text.find(from_set); at != std::string::npos)
        text.erase(at, text.find(')', text.find('=', at)) + 1 - at);
    return text;
}

}  // namespace

/// Every fault that a configuration has when it is read as far as parameters may vary.
std::vector<Fault> ParameterNames::faults_of(Config config) const {
    try {
        if (first_days_ == FirstDays::each_point) {
            Model{config};
            return {};
        }
        read_schedule(config);
        config.finish();
        return {};
    } catch (const ConfigError& error) {
        return error.faults();
    }
}

ParameterNames::ParameterNames(const SweepSpec& spec, const std::filesystem::path& file,
                               const std::filesystem::path& installed)
    : first_days_{spec.first_days} {
    auto all = Config::declarations_only();
    declare_all(all);
    settings_ = all.description().top.names();
    for (const auto& section : all.description().top.sections) settings_.push_back(section->name);
    for (const auto& process : all.description().processes.sections) processes_.push_back(process->name);
    try {
        for (const auto& words : spec.scenarios) {
            auto config = Config::load(sources_of(spec, file, words, installed));
            if (!faults_of(config.with({})).empty()) throw ConfigError{{}};
            scenarios_.push_back(std::move(config));
        }
    } catch (const ConfigError&) {
        scenarios_.clear();
    }
}

std::string ParameterNames::why_no_process(const std::string& name) const {
    const auto first = name.substr(0, name.find('.'));
    const bool is_shared = first_days_ == FirstDays::shared;
    const bool is_number = name.find('.') != std::string::npos && first != files_key;
    if (first == shared_key || (!is_shared && is_number)) return "";
    if (first == "scenario") return "scenario is no parameter of a process. Name scenarios under scenarios";
    if (first == "seed" || first == "first_day_seed" || first == "replicates")
        return fmt::format(
            "{} is no parameter of a process. Say what differs by chance with replicates and "
            "seeds of the sweep's file",
            first);
    if (first == "processes")
        return fmt::format("{} is not how --set names it. Write it without 'processes.'", name);
    if (has(settings_, first))
        return fmt::format(
            "{} is of the run{}, so it can't vary. Set it for all with set: [\"{}=...\"], or make two "
            "sweeps{}",
            name, is_shared ? " or of its first day, which all runs of a sweep share" : "", name,
            is_shared && is_number ? ", or write first_day: each_point" : "");
    for (const auto& config : scenarios_)
        if (!has(config.schedule(), first) && has(processes_, first))
            return fmt::format("{} has no process {}, so {} can't vary in it. Add the process to its file",
                               config.scenario(), first, name);
    for (const auto& config : scenarios_)
        if (!has(config.schedule(), first))
            return fmt::format("unknown key {}{}", name, did_you_mean(first, config.schedule()));
    return "";
}

std::string ParameterNames::why_not(const std::string& name, const std::string& value) const {
    if (auto why = why_no_process(name); !why.empty()) return why;
    const auto last = name.substr(name.rfind('.') + 1);
    if (std::ranges::find(words_about_numbers, last) != std::end(words_about_numbers))
        return fmt::format("{} changes no run. Name the number itself", name);
    for (const auto& config : scenarios_)
        for (const auto& fault : faults_of(config.with({name + "=" + value})))
            if (fault.text.starts_with("unknown key")) return without_value(fault.text);
    return "";
}

std::string overlap_in(const std::vector<SweepParameter>& parameters) {
    for (const auto& one : parameters)
        for (const auto& other : parameters)
            if (other.name.starts_with(one.name + "."))
                return fmt::format("{} is part of {}, so one would overwrite the other. Remove one?",
                                   other.name, one.name);
    return "";
}

}  // namespace hearth
