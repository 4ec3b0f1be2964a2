#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "sim/commands/python_commands.hpp"
#include "sim/commands/sweep_commands.hpp"
#include "sim/commands/terminal.hpp"
#include "sim/config/csv.hpp"
#include "sim/config/description.hpp"
#include "sim/config/scenario.hpp"
#include "sim/config/words.hpp"
#include "sim/engine/model.hpp"
#include "sim/sweep/check_points.hpp"

namespace hearth {
namespace {

struct CheckOptions {
    std::vector<std::string> files;
    std::string over;  ///< "": england, or what a scenario says

    /// The config over which a file is laid that says nothing of it.
    std::string any() const { return over.empty() ? "england" : over; }
};

/// What was found in a file without faults: "7,412 rows", "12 points of 2 parameters, over england".
std::string check_table(const std::string& file, const std::string& over) {
    Faults of_shape;
    if (names_points(Csv{file, of_shape, RowSources::none}.header())) {
        const auto points = checked_points(file, over, installed_configs());
        return fmt::format("{} of {}, over {}", counted(points.points.size(), "point"),
                           counted(points.names.size(), "parameter"), over);
    }
    Faults faults;
    const Csv csv{file, faults};
    faults.throw_if_any();
    return counted(csv.rows(), "row");
}

std::string check_config(Config config) {
    const Model model{config};
    return counted(model.chosen.size(), "authority") + ", " +
           fmt::format("{} processes", model.schedule.size());
}

std::string check_scenario(const std::filesystem::path& file, const CheckOptions& options) {
    const auto its_own = about_scenario(file).over;
    const auto over = options.over.empty() && !its_own.empty() ? its_own : options.any();
    return check_config(Config::load(
               {.file = over, .scenarios = {file}, .assignments = {}, .installed = installed_configs()})) +
           ", over " + over;
}

std::string check_yaml(const std::string& name, const CheckOptions& options) {
    const auto file = find_config(name, installed_configs());
    switch (kind_of(file)) {
        case FileKind::sweep:
            return counts_of(
                make_plan(SweepSpec::read(file, installed_configs()), file, "", installed_configs()));
        case FileKind::scenario:
            return check_scenario(file, options);
        default:
            return check_config(Config::load(
                {.file = file, .scenarios = {}, .assignments = {}, .installed = installed_configs()}));
    }
}

bool is_calibration(const std::string& name) {
    return !name.ends_with(".csv") &&
           kind_of(find_config(name, installed_configs())) == FileKind::calibration;
}

/// All faults of all files together, each file judged by itself: a table by its shape, a list of points and a
/// scenario over a config, a config as `run` would, a sweep as `sweep plan`, a calibration as `calibrate`.
int check_files(const CheckOptions& options) {
    int result = done;
    for (const auto& file : options.files) {
        try {
            if (is_calibration(file)) {
                std::fflush(stdout);
                result = std::max(result, check_calibration(find_config(file, installed_configs())));
                continue;
            }
            const auto found =
                file.ends_with(".csv") ? check_table(file, options.any()) : check_yaml(file, options);
            fmt::print("{}: no faults ({})\n", file, found);
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
        "check", "Find every fault of configs, scenarios, sweeps and data tables, without running");
    auto options = std::make_shared<CheckOptions>();
    command
        ->add_option(
            "file", options->files,
            "YAML configs, scenarios, sweeps or calibrations, names of ours, CSV tables or lists of points")
        ->required();
    command->add_option("--over", options->over,
                        "the config over which scenarios are laid to be checked, and whose parameters points "
                        "name: england if not given, or the one that the scenario is for");
    command->footer(
        "Examples:\n"
        "  hearth check england my_county.yaml my_children.csv\n"
        "  hearth check my_campaign.yaml --over my_county.yaml");
    command->callback([options, &chosen] { chosen = [options] { return check_files(*options); }; });
}

void add_describe(CLI::App& program, Chosen& chosen) {
    auto* command =
        program.add_subcommand("describe", "Print schedule and parameters with unit, range and source");
    auto options = std::make_shared<ConfigOptions>();
    auto only = std::make_shared<std::vector<std::string>>();
    options->add_to(*command);
    command->add_option("process", *only, "processes or sections, of which alone is printed");
    command->footer(
        "Examples:\n"
        "  hearth describe england\n"
        "  hearth describe england recruitment_campaign peer_support\n"
        "  hearth describe tiny --set shared.need_growth.unsettled_share=0.2");
    command->callback([options, only, &chosen] {
        chosen = [options, only] {
            auto config = Config::load(options->sources());
            const Model model{config};
            fmt::print("{}", describe(config.description(), *only, terminal_width()));
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
