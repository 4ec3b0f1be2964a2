#include <fmt/format.h>

#include "sim/commands/apart.hpp"
#include "sim/commands/run_options.hpp"
#include "sim/commands/sweep_commands.hpp"
#include "sim/config/text_file.hpp"
#include "sim/sweep/effects.hpp"
#include "sim/sweep/merge.hpp"

namespace hearth {

void add_sweep_merge(CLI::App& sweep, Chosen& chosen) {
    struct Options {
        std::string folder, output;
        bool is_partial = false, is_compact = false;
    };
    auto* command = sweep.add_subcommand("merge", "Put all results of a sweep into one file");
    auto options = std::make_shared<Options>();
    command->add_option("folder", options->folder, "folder of the plan")->required();
    command->add_option("-o,--output", options->output,
                        "results file; the folder's name with .h5 if not given");
    command->add_flag("--partial", options->is_partial,
                      "although runs are missing or failed: they read as -1");
    command->add_flag("--compact", options->is_compact,
                      "then make one part of all, in the folder of the plan, and remove the others");
    command->footer(
        "Examples:\n"
        "  hearth sweep merge study -o study.h5\n"
        "  hearth sweep merge study -o study.h5 --compact\n"
        "  python3 -c 'import xarray; print(xarray.open_dataset(\"study.h5\"))'");
    command->callback([options, &chosen] {
        chosen = [options] {
            if (const auto code = outcome_of_a_copy(options->folder, Limits::none))
                return Outcome{*code, Said::about_a_file};
            const Stopwatch watch;
            const auto plan = read_plan(options->folder);
            const Ledger ledger{plan};
            auto folder = std::filesystem::path{options->folder}.lexically_normal();
            if (!folder.has_filename()) folder = folder.parent_path();
            const auto output = options->output.empty() ? folder.string() + ".h5" : options->output;
            tidy_up(output);
            const auto digests = merge(plan, ledger, output, options->is_partial);
            say_what_is_damaged(ledger);
            for (const auto& name : without_effect(plan, ledger))
                fmt::print(stderr,
                           "hearth: {} had no effect at all: no run found anything else because of it\n",
                           printable(name));
            fmt::print("{} of {}, from {}: {:.2f} s\ndigest  {}\nwritten {}\n",
                       ledger.count(Ledger::State::done), counted(plan.runs.size(), "run"),
                       counted(ledger.parts().size(), "part"), watch.seconds(), to_text(digests), output);
            if (options->is_compact) {
                const auto removed = compact(plan, ledger);
                fmt::print("one part in {}; {} removed\n", (plan.folder / "parts").string(),
                           counted(removed, "file"));
            }
            return Outcome{done, Said::about_a_file};
        };
    });
}

}  // namespace hearth
