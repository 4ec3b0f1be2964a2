#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "sim/commands/sweep_commands.hpp"
#include "sim/config/csv.hpp"
#include "sim/config/description.hpp"
#include "sim/engine/model.hpp"

namespace hearth {
namespace {

/// All faults of all files together, each file judged by itself: a table by its shape, a config as `run`
/// would, a sweep as `sweep plan`.
int check_files(const std::vector<std::string>& files) {
    int result = done;
    for (const auto& file : files) {
        try {
            if (file.ends_with(".csv")) {
                Faults faults;
                const Csv csv{file, faults};
                faults.throw_if_any();
                fmt::print("{}: no faults ({} rows)\n", file, csv.rows());
                continue;
            }
            auto config = Config::load(
                {.file = file, .scenarios = {}, .assignments = {}, .installed = installed_configs()});
            if (const auto keys = config.top().keys(); std::ranges::find(keys, "sweep") != keys.end()) {
                const auto plan =
                    make_plan(SweepSpec::read(file, installed_configs()), file, "", installed_configs());
                fmt::print("{}: no faults ({})\n", file, counts_of(plan));
                continue;
            }
            const Model model{config};
            fmt::print("{}: no faults ({} authorities, {} processes)\n", file, model.chosen.size(),
                       model.schedule.size());
        } catch (const ConfigError& error) {
            for (const auto& fault : error.faults()) fmt::print(stderr, "{}\n", to_text(fault));
            result = bad_input;
        }
    }
    return result;
}

}  // namespace

void add_check(CLI::App& program, Chosen& chosen) {
    auto* command = program.add_subcommand(
        "check", "Find every fault of configs, sweeps and data tables, without running");
    auto files = std::make_shared<std::vector<std::string>>();
    command->add_option("file", *files, "YAML configs, names of ours, sweeps, or CSV tables")->required();
    command->footer("Examples:\n  hearth check england my_county.yaml my_children.csv");
    command->callback([files, &chosen] { chosen = [files] { return check_files(*files); }; });
}

void add_describe(CLI::App& program, Chosen& chosen) {
    auto* command =
        program.add_subcommand("describe", "Print schedule and parameters with unit, range and source");
    auto options = std::make_shared<ConfigOptions>();
    options->add_to(*command);
    command->footer(
        "Examples:\n  hearth describe england\n  hearth describe tiny --set "
        "complexity_of_need.unsettled_share=0.2");
    command->callback([options, &chosen] {
        chosen = [options] {
            auto config = Config::load(options->sources());
            const Model model{config};
            fmt::print("{}", describe(config.description()));
            return int{done};
        };
    });
}

void add_schema(CLI::App& program, Chosen& chosen) {
    auto* command = program.add_subcommand("schema", "Print the JSON Schema of configs, for editors");
    command->footer("Examples:\n  hearth schema > hearth.schema.json");
    command->callback([&chosen] {
        chosen = [] {
            auto config = Config::declarations_only();
            declare_all(config);
            fmt::print("{}", json_schema(config.description()));
            return int{done};
        };
    });
}

}  // namespace hearth
