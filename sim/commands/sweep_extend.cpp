#include <fmt/format.h>

#include "sim/commands/sweep_commands.hpp"
#include "sim/config/text_file.hpp"

namespace hearth {
namespace {

struct ExtendOptions {
    std::string folder;
    Extension by;
};

int extend(const ExtendOptions& options) {
    const auto& by = options.by;
    if (!by.replicates && !by.points && by.list.empty() && !by.time_limit)
        throw ConfigError{{{{"extend"}, "by what? Give --replicates, --points, --list or --time-limit"}}};
    const auto plan = read_plan(options.folder);
    check_build(plan);
    const auto longer = extended(plan, by);
    replace_plan(longer);
    say_what_is_idle({}, longer);
    const auto added = longer.runs.size() - plan.runs.size();
    fmt::print("{}: {}\n{} more; those that there are stay. Next: hearth sweep run {}\n",
               printable(longer.name), counts_of(longer), counted(added, "run"), options.folder);
    return done;
}

}  // namespace

void add_sweep_extend(CLI::App& sweep, Chosen& chosen) {
    auto* command = sweep.add_subcommand("extend", "More replicates or points of a plan; its runs stay");
    auto options = std::make_shared<ExtendOptions>();
    command->add_option("folder", options->folder, "folder of the plan")->required();
    command->add_option("--replicates", options->by.replicates, "replicates of each point, altogether")
        ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}));
    command
        ->add_option(
            "--points", options->by.points,
            "points of sobol and random, altogether; of morris trajectories, of saltelli base points")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}));
    command->add_option("--list", options->by.list, "a CSV of more points, for the design list");
    command
        ->add_option("--time-limit", options->by.time_limit,
                     "seconds after which a run is given up, from now on; 0: none")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{30} * 86'400));
    command->footer(
        "The sweep is then the one that would have been planned had all been asked for at once, and no run "
        "is\n"
        "made again. Points of lhs and grid can't be added to: more of them are others.\n"
        "Examples:\n"
        "  hearth sweep extend study --replicates 5\n"
        "  hearth sweep extend study --points 128\n"
        "  hearth sweep extend study --list more.csv");
    command->callback([options, &chosen] {
        chosen = [options] { return Outcome{extend(*options), Said::about_a_file}; };
    });
}

}  // namespace hearth
