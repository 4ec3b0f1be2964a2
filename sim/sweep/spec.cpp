#include "sim/sweep/spec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/config/config.hpp"
#include "sim/config/suggest.hpp"
#include "sim/results/measures.hpp"
#include "sim/sweep/limits.hpp"
#include "sim/sweep/parameter_names.hpp"
#include "sim/sweep/points.hpp"

namespace hearth {
namespace {

constexpr double most(std::int64_t limit) {
    return static_cast<double>(limit);
}

/// Of a parameter whose values stand in a CSV.
const Distribution listed{.kind = Distribution::Kind::listed, .numbers = {}, .words = {}};

/// A path of the sweep's file that exists is seen from there; else it is one of ours, by name.
std::filesystem::path seen_from(const std::filesystem::path& file, const std::string& name) {
    const auto beside = file.parent_path() / name;
    std::error_code failed;
    return std::filesystem::is_regular_file(beside, failed) ? beside : std::filesystem::path{name};
}

bool has_key(const Section& section, std::string_view key) {
    const auto keys = section.keys();
    return std::ranges::find(keys, key) != keys.end();
}

void read_parameters(Section& top, SweepSpec& spec, const ParameterNames& names) {
    auto section = top.section("parameters", "what varies: the name, as --set has it, and a distribution");
    for (const auto& name : section.keys()) {
        auto own = section.section(name, "");
        const bool is_only_named = spec.design == Design::list && own.keys().empty();
        spec.parameters.push_back({name, is_only_named ? listed : read_distribution(own)});
        const auto why = is_only_named ? names.why_not(name, "0")
                                       : names.why_not(name, spec.parameters.back().distribution.at(0));
        if (!why.empty()) section.fault(name, why);
    }
    if (spec.parameters.empty())
        top.fault("parameters", "parameters has none. Write name: {uniform: [0, 1]} below it");
}

/// The points of a list, and its parameters, unless the file itself names those that count.
void read_list(Section& top, SweepSpec& spec, const ParameterNames& names) {
    std::vector<std::string> wanted;
    for (const auto& parameter : spec.parameters) wanted.push_back(parameter.name);
    const auto file = top.file("list", "a CSV with a column for each parameter and a row for each point");
    std::error_code failed;
    if (!std::filesystem::is_regular_file(file, failed)) return;  // which is a fault already
    auto found = read_points(
        file, wanted,
        [&](const std::string& name, const std::string& value) { return names.why_not(name, value); },
        top.faults());
    spec.listed = std::move(found.points);
    spec.places = std::move(found.places);
    spec.unused = std::move(found.unused);
    if (!wanted.empty()) return;
    for (const auto& name : found.names) spec.parameters.push_back({name, listed});
}

/// Those without breakdown, if none are named.
std::vector<std::string> read_measures(Section& top) {
    auto names = top.list("measures", "measures to keep; all without breakdown when absent");
    std::vector<std::string> known;
    for (const auto& measure : measures()) known.emplace_back(measure.name);
    std::set<std::string> once;
    for (const auto& name : names) {
        if (std::ranges::find(known, name) == known.end())
            top.fault("measures", fmt::format("measures: '{}' is not recorded{}", name,
                                              did_you_mean(name, known, ". See docs/results.md")));
        else if (!once.insert(name).second)
            top.fault("measures", fmt::format("measures: '{}' is there twice. Remove one?", name));
    }
    if (names.empty())
        for (const auto& measure : measures())
            if (measure.labels() == 1) names.emplace_back(measure.name);
    return names;
}

/// One of the words, which may be left out: then the first.
template <std::size_t Count>
std::size_t one_of(Section& top, std::string_view key, const std::string_view (&words)[Count],
                   const std::string& meaning) {
    const auto word = top.text(key, words[0], meaning);
    const auto found = std::ranges::find(words, word);
    if (found == std::end(words))
        top.fault(key, fmt::format("{} = '{}' (must be {})", key, word, fmt::join(words, " or ")));
    return found == std::end(words) ? 0 : static_cast<std::size_t>(found - std::begin(words));
}

/// Whose first day runs start from, and what that brings with it.
void read_first_days(Section& top, SweepSpec& spec) {
    spec.first_days = static_cast<FirstDays>(one_of(
        top, "first_day", first_days_names,
        "shared: one for all runs; each_point: each run builds its own, with its parameters, and keeps "
        "its results file"));
    spec.events = static_cast<Events>(
        one_of(top, "events", events_names, "of each_point: event tables in the results files"));
    const bool is_shared = spec.first_days == FirstDays::shared;
    if (is_shared && has_key(top, "events"))
        top.fault("events", "events is for first_day: each_point, whose runs keep results files. Remove it?");
    if (is_shared) return;
    for (const auto* key : {"replicates", "seeds", "measures"})
        if (has_key(top, key))
            top.fault(key, fmt::format("{} is not for first_day: each_point, whose runs are those of hearth "
                                       "run, with whole results files. {}",
                                       key,
                                       std::string_view{key} == "replicates" ? "Write set: [\"replicates=4\"]"
                                                                             : "Remove it?"));
}

/// What goes with one design and not with another.
void check_design(Section& top, const SweepSpec& spec) {
    const bool is_drawn = spec.design != Design::grid && spec.design != Design::list;
    const auto has = [&](std::string_view key) { return has_key(top, key); };
    if (is_drawn && !has("points"))
        top.fault("design", fmt::format("design = {} needs points. Write points: 64", name_of(spec.design)));
    if (!is_drawn && has("points"))
        top.fault("points", fmt::format("points is not for the design {}. Remove it?", name_of(spec.design)));
    if (has("list") != (spec.design == Design::list))
        top.fault(has("list") ? "list" : "design",
                  "list: FILE.csv and design: list belong together. Write both?");
    if (has("second_order") && spec.design != Design::saltelli)
        top.fault("second_order", "second_order is for the design saltelli. Remove it?");
    for (const auto& [name, distribution] : spec.parameters) {
        if (spec.design == Design::grid && distribution.kind != Distribution::Kind::values)
            top.fault("design",
                      fmt::format("design = grid takes values only, and {} is {}. Write values: [a, b, c]?",
                                  name, distribution.name()));
    }
}

/// How points are chosen, and what varies. A design that nobody knows says nothing about what goes with it.
void read_design(Section& top, SweepSpec& spec, const ParameterNames& names) {
    const auto faults_before = top.faults().size();
    spec.design = static_cast<Design>(
        std::ranges::find(design_names, top.choice("design", design_names, "how points are chosen")) -
        std::begin(design_names));
    const bool is_known = top.faults().size() == faults_before;
    spec.base_points = static_cast<std::size_t>(
        top.setting("points", 1, {1, most(sweep_limits::points)},
                    "of lhs, sobol and random; of morris trajectories, of saltelli base points"));
    spec.orders =
        top.flag("second_order", false, "of saltelli: points for indices of pairs of parameters, too")
            ? Orders::second_too
            : Orders::first_and_total;
    if (has_key(top, "parameters") || !has_key(top, "list")) read_parameters(top, spec, names);
    if (has_key(top, "list")) read_list(top, spec, names);
    if (const auto why = overlap_in(spec.parameters); !why.empty()) top.fault("parameters", why);
    if (is_known) check_design(top, spec);
}

}  // namespace

ConfigSources sources_of(const SweepSpec& spec, const std::filesystem::path& file, const std::string& words,
                         const std::filesystem::path& installed) {
    ConfigSources sources{.file = seen_from(file, spec.config),
                          .scenarios = {},
                          .assignments = spec.assignments,
                          .installed = installed};
    if (spec.first_days == FirstDays::shared) sources.assignments.emplace_back("replicates=1");
    if (words == "baseline") return sources;
    for (const auto& one : scenario_files(words)) sources.scenarios.push_back(seen_from(file, one.string()));
    return sources;
}

SweepSpec SweepSpec::read(const std::filesystem::path& file, const std::filesystem::path& installed) {
    auto config = Config::load({.file = file, .scenarios = {}, .assignments = {}, .installed = {}});
    auto& top = config.top();
    SweepSpec spec;
    spec.name = top.text("sweep", "", "what this study is called; makes the file a sweep");
    spec.description = top.text("description", "", "what it is for");
    if (spec.name.empty()) top.fault("sweep", "missing sweep (the study's name). Is this a sweep's file?");
    spec.config =
        top.text("config", "england", "a config: a path seen from this file, or the name of one of ours");
    spec.scenarios =
        top.list("scenarios", "each is run at every point: files or names, A+B, baseline for none");
    if (spec.scenarios.empty()) spec.scenarios = {"baseline"};
    spec.assignments = top.list("set", "what is set for all runs, as with --set: [\"months=84\"]");
    read_first_days(top, spec);
    read_design(top, spec, ParameterNames{spec, file, installed});
    spec.design_seed = static_cast<std::uint64_t>(top.setting(
        "design_seed", 1, {0, most(sweep_limits::seed)}, "of the points; the runs have the config's seed"));
    spec.replicates =
        static_cast<std::size_t>(top.setting("replicates", 1, {1, most(sweep_limits::replicates)},
                                             "runs of each point that differ in their random numbers"));
    spec.seeds = static_cast<Seeds>(
        one_of(top, "seeds", seeds_names,
               "common: replicate r of all points shares random numbers; independent: none do"));
    spec.measures = read_measures(top);
    if (spec.first_days == FirstDays::each_point) spec.measures.clear();
    spec.time_limit = top.setting("time_limit", 0, {0, most(sweep_limits::time_limit)},
                                  "seconds after which a run is given up; 0: none");
    top.close();
    config.finish();
    return spec;
}

}  // namespace hearth
