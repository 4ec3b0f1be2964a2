#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "sim/commands/run_options.hpp"
#include "sim/commands/sweep_commands.hpp"
#include "sim/config/budget.hpp"
#include "sim/config/description.hpp"
#include "sim/config/text_file.hpp"
#include "sim/sweep/idle.hpp"
#include "sim/sweep/planned_world.hpp"
#include "sim/sweep/spec.hpp"

namespace hearth {
namespace {

struct PlanOptions {
    std::string file;
    std::string folder;
    std::vector<std::string> assignments;
    bool without_probe = false;
    bool quiet = false;
};

/// What policies spend changes from point to point: shown for the first.
void print_spending(const Plan& plan, const PlannedWorld& world) {
    for (std::size_t scenario = 0; scenario < plan.scenarios.size(); ++scenario) {
        const auto run = std::ranges::find(plan.runs, scenario, &PlannedRun::scenario);
        for (const auto& line : world.spending_ahead(*run))
            fmt::print("{}\n", printable(plan.scenarios[scenario].name + ", first point: " + line));
    }
}

/// Makes the first run, and says what all of them will cost.
void print_estimate(const Plan& plan) {
    const Workers one{1};
    const PlannedWorld world{plan, one};
    print_spending(plan, world);
    const auto began = std::chrono::steady_clock::now();
    const auto results = world.live(plan.runs.front(), one, [] {});
    const double seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - began).count();
    double bytes = 0;
    for (const auto& name : plan.measures) {
        bytes += static_cast<double>(results.panels[measure(name)].size() * sizeof(std::int32_t));
    }
    const auto runs = static_cast<double>(plan.runs.size());
    constexpr double megabyte = 1e6, gigabyte = 1e9;
    const double whole = runs * bytes;
    fmt::print("about {} of one core ({} for the first run), at most {:.3g} {} before compression\n",
               spoken(runs * seconds), spoken(seconds), whole / (whole < gigabyte ? megabyte : gigabyte),
               whole < gigabyte ? "MB" : "GB");
}

/// Why a policy does nothing in any run, and what to do.
std::string why_idle(const Plan& plan, const std::string& policy) {
    std::vector<std::string> reasons, settings, values;
    for (const auto& wanted : what_keeps_idle(plan, policy)) {
        const auto name = policy + "." + wanted;
        const bool varies =
            std::ranges::find(plan.parameters, name, &SweepParameter::name) != plan.parameters.end();
        const bool is_start = wanted == "start";
        reasons.push_back(is_start ? "it has no start" : "its " + wanted + " is 0");
        if (varies || wanted == budget_key)
            values.push_back(name);
        else
            settings.push_back(name + "=" + (is_start ? to_text(plan.start) : "1"));
    }
    auto text = fmt::format("{} changes nothing in any run, as {}.", policy, fmt::join(reasons, " and "));
    if (!settings.empty()) text += fmt::format(" Add to set: {}?", fmt::join(settings, ", "));
    if (!values.empty()) text += fmt::format(" Give {} a value above 0?", fmt::join(values, " and "));
    return text;
}

int plan_it(const PlanOptions& options) {
    const auto plan = plan_sweep(options.file, options.folder, options.assignments);
    if (options.quiet) return done;
    fmt::print("{}: {}\n", printable(plan.name), counts_of(plan));
    // A run with a first day of its own keeps its file: the first that is made says what they take.
    if (!options.without_probe && plan.first_days == FirstDays::shared) print_estimate(plan);
    fmt::print("planned {}. Next: hearth sweep run {}\n", options.folder, options.folder);
    return done;
}

}  // namespace

Plan plan_sweep(const std::filesystem::path& file, const std::filesystem::path& folder,
                const std::vector<std::string>& assignments) {
    auto spec = SweepSpec::read(file, installed_configs());
    spec.assignments.insert(spec.assignments.end(), assignments.begin(), assignments.end());
    const auto plan = make_plan(spec, file, folder, installed_configs());
    write_plan(plan);
    say_notes(plan.notes);
    say_what_is_idle(spec.unused, plan);
    return read_plan(folder);
}

void say_what_is_idle(const std::vector<std::string>& unused, const Plan& plan) {
    if (!unused.empty())
        fmt::print(stderr, "hearth: columns that are not under parameters, left out: {}\n",
                   printable(fmt::format("{}", fmt::join(unused, ", "))));
    for (const auto& name : plan.unread)
        for (const auto& policy : readers_of(name))
            fmt::print(stderr, "hearth: {}\n", printable(name + " has no effect: " + why_idle(plan, policy)));
    if (plan.first_days == FirstDays::each_point) return;
    for (const auto& [name, distribution] : plan.parameters)
        if (const auto readers = readers_of(name);
            readers.size() > 1 && std::ranges::find(readers, first_day_key) != readers.end())
            fmt::print(
                stderr, "hearth: {}\n",
                printable(name + " varies from the first month on: all runs share one first day, which has "
                                 "the configuration's"));
}

void add_assignments(CLI::App& command, std::vector<std::string>& assignments) {
    command.add_option("--set", assignments, "set one value for all runs: months=24; may be given again")
        ->allow_extra_args(false);
}

std::string counts_of(const Plan& plan) {
    return fmt::format("{}, {}: {} x {} x {} = {} of {}", name_of(plan.design),
                       counted(plan.parameters.size(), "parameter"), counted(plan.points, "point"),
                       counted(plan.scenarios.size(), "scenario"), counted(plan.replicates, "replicate"),
                       counted(plan.runs.size(), "run"),
                       counted(static_cast<std::size_t>(plan.months), "month"));
}

void add_sweep_plan(CLI::App& sweep, Chosen& chosen) {
    auto* command =
        sweep.add_subcommand("plan", "Draw the runs of a study, check each, and say what they will cost");
    auto options = std::make_shared<PlanOptions>();
    command->add_option("sweep", options->file, "a sweep's file")->required();
    command->add_option("-o,--output", options->folder, "folder of the plan, made if need be")->required();
    add_assignments(*command, options->assignments);
    command->add_flag("--no-probe", options->without_probe, "do not make a run to see what it costs");
    command->add_flag("-q,--quiet", options->quiet, "no words, and no run made to see what it costs");
    command->footer(
        "Examples:\n"
        "  hearth sweep plan study.yaml -o study\n"
        "  hearth sweep plan study.yaml -o leeds --set areas=[Leeds] --set months=24");
    command->callback([options, &chosen] {
        chosen = [options] { return Outcome{plan_it(*options), Said::about_a_file}; };
    });
}

}  // namespace hearth
