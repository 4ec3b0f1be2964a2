#include "sim/commands/python_commands.hpp"
#include "sim/commands/sweep_commands.hpp"

namespace hearth {

void add_sweep(CLI::App& program, Chosen& chosen) {
    auto* sweep =
        program.add_subcommand("sweep", "Run a study of parameters: plan, run, resume, merge, analyse");
    sweep->require_subcommand(1);
    add_sweep_plan(*sweep, chosen);
    add_sweep_run(*sweep, chosen);
    add_sweep_resume(*sweep, chosen);
    add_sweep_extend(*sweep, chosen);
    add_sweep_status(*sweep, chosen);
    add_sweep_show(*sweep, chosen);
    add_sweep_merge(*sweep, chosen);
    add_sweep_submit(*sweep, chosen);
    add_python_commands_of_sweep(*sweep);
    sweep->footer(
        "Examples:\n"
        "  hearth sweep run study.yaml -o study           plan it and make all runs here\n"
        "  hearth sweep plan study.yaml -o study          or first see how many, and what they cost\n"
        "  hearth sweep run study --shard 3/40            one of forty workers\n"
        "  hearth sweep submit study --slurm --tasks 40   or let Slurm start them\n"
        "  hearth sweep status study --watch              how far are they?\n"
        "  hearth sweep resume study                      make what is missing, and what failed\n"
        "  hearth sweep extend study --replicates 5       more runs, without making those that there are "
        "again\n"
        "  hearth sweep merge study -o study.h5           one file, for xarray\n"
        "  hearth sweep analyse study study.h5 --measure looked_after");
}

}  // namespace hearth
