#include <fmt/format.h>

#include "sim/commands/commands.hpp"
#include "sim/commands/terminal.hpp"
#include "sim/config/scenario.hpp"

namespace hearth {
namespace {

int list_scenarios() {
    for (const auto& file : known_scenarios(installed_configs())) {
        const auto about = about_scenario(file);
        fmt::print("{}\n", file.stem().string());
        print_wrapped(about.description, 2);
        if (!about.evidence.empty()) print_wrapped("evidence: " + about.evidence, 2);
        if (!about.over.empty()) print_wrapped("over " + about.over, 2);
        for (const auto& process : about.processes)
            print_wrapped(process.name + (process.when.empty() ? "" : ", " + process.when), 2);
    }
    fmt::print(
        "\nWith other dates: --start 2026-04 moves a scenario as a whole. All its numbers: "
        "docs/scenarios.md\n");
    return done;
}

}  // namespace

void add_scenarios(CLI::App& program, Chosen& chosen) {
    auto* command = program.add_subcommand(
        "scenarios",
        "List the scenarios that come with Hearth: what each is, how well known, what it changes");
    command->footer(
        "Examples:\n  hearth scenarios\n  hearth compare england --scenario peer_support --start 2026-04");
    command->callback([&chosen] { chosen = list_scenarios; });
}

}  // namespace hearth
