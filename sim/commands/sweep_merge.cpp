#include <fmt/format.h>

#include "sim/commands/run_options.hpp"
#include "sim/commands/sweep_commands.hpp"
#include "sim/sweep/merge.hpp"

namespace hearth {

void add_sweep_merge(CLI::App& sweep, Chosen& chosen) {
    struct Options {
        std::string folder, output;
        bool is_partial = false;
    };
    auto* command = sweep.add_subcommand("merge", "Put all results of a sweep into one file");
    auto options = std::make_shared<Options>();
    command->add_option("folder", options->folder, "folder of the plan")->required();
    command->add_option("-o,--output", options->output,
                        "results file; the folder's name with .h5 if not given");
    command->add_flag("--partial", options->is_partial,
                      "although runs are missing or failed: they read as -1");
    command->footer(
        "Examples:\n"
        "  hearth sweep merge study -o study.h5\n"
        "  python3 -c 'import xarray; print(xarray.open_dataset(\"study.h5\"))'");
    command->callback([options, &chosen] {
        chosen = [options] {
            const Stopwatch watch;
            const auto plan = read_plan(options->folder);
            const Ledger ledger{plan};
            auto folder = std::filesystem::path{options->folder}.lexically_normal();
            if (!folder.has_filename()) folder = folder.parent_path();
            const auto output = options->output.empty() ? folder.string() + ".h5" : options->output;
            const auto digest = merge(plan, ledger, output, options->is_partial);
            fmt::print("{} of {} runs, from {} parts: {:.2f} s\ndigest  {}\nwritten {}\n",
                       ledger.count(Ledger::State::done), plan.runs.size(), ledger.parts().size(),
                       watch.seconds(), digest, output);
            return int{done};
        };
    });
}

}  // namespace hearth
