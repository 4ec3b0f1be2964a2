#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <sstream>
#include <system_error>

#include "sim/commands/commands.hpp"
#include "sim/commands/python_commands.hpp"
#include "sim/commands/streams.hpp"
#include "sim/config/suggest.hpp"
#include "sim/config/text_file.hpp"
#include "sim/core/contracts.hpp"
#include "sim/core/unworkable.hpp"
#include "sim/version.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

constexpr auto footer = R"(Examples:
  hearth run tiny                           a made-up county, in a second
  hearth run england -o england.h5          England, April 2023 to March 2033
  hearth run england_2019 -o past.h5        April 2019 to March 2025: as it is validated
  hearth run england --areas "North East" --months 24 --replicates 10
  hearth run england --set shared.search_terms.strategy=best_match
  hearth compare england --scenario agency_closes
                                            a scenario beside the baseline, on the same random numbers
  hearth sweep run study.yaml -o study      many runs, of many parameters, resumed after a node dies
  hearth summary england.h5 --by region     what happened, by year and region
  hearth describe england                   every number and where it comes from
  hearth stability england.h5               moves, lasting placements, reasons (needs Python)
  hearth episodes england.h5 --ssda903 DIR  the yearly returns of its councils (needs Python)

Exit codes: 0 done, 1 failed while running, 2 bad input, 75 stopped and resumable, 130 interrupted.)";

int say(ExitCode code, const std::string& text) {
    fmt::print(stderr, "{}\n", printable(text));
    return code;
}

/// An answer that can't be given is a failure.
int unless_output_is_lost(int result) {
    const int error = lost_output();
    if (error == 0 || result != done) return result;
    return say(failed,
               fmt::format("hearth: the output can't be written ({}). Is the disk full, or the output "
                           "closed?",
                           std::generic_category().message(error)));
}

/// The command that was asked for, the innermost one.
const CLI::App& chosen_command(const CLI::App& program) {
    const auto commands = program.get_subcommands();
    return commands.empty() ? program : chosen_command(*commands.front());
}

/// "hearth sweep plan --help" for the command of that name.
std::string see_help(const CLI::App& program) {
    std::string words = "hearth ";
    for (const auto* at = &program; !at->get_subcommands().empty();) {
        at = at->get_subcommands().front();
        words += at->get_name() + " ";
    }
    return fmt::format("See '{}--help'.", words);
}

std::string usage_error(const CLI::App& program, const CLI::ParseError& error) {
    return fmt::format("hearth: {}. {}", error.what(), see_help(program));
}

/// Options that there are not, each with the nearest that there is.
std::string unknown_options(const CLI::App& program, const CLI::ParseError& error) {
    const auto& command = chosen_command(program);
    std::vector<std::string> names;
    for (const auto* option : command.get_options())
        for (const auto& name : option->get_lnames()) names.push_back("--" + name);
    for (const auto& word : program.remaining(true)) {
        if (!word.starts_with("--")) continue;
        const auto name = word.substr(0, word.find('='));
        return fmt::format("hearth: {} is no option of {}{}", name, command.get_name(),
                           did_you_mean(name, names, ". " + see_help(program)));
    }
    return usage_error(program, error);
}

}  // namespace

fs::path installed_configs() {
    std::error_code none;
    const auto program = fs::read_symlink("/proc/self/exe", none);
    for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
        for (const auto& configs : {folder / "share/hearth/configs", folder / "configs"}) {
            if (fs::is_regular_file(configs / "england.yaml", none)) return configs;
        }
    }
    return HEARTH_SOURCE_DIR "/configs";  // built in a folder of its own, and not installed
}

void ConfigOptions::add_to(CLI::App& command, const std::string& scenario_meaning) {
    command
        .add_option("config", config, "a YAML file, or the name of one of ours: england, england_2019, tiny")
        ->required();
    command.add_option("--scenario", scenarios, scenario_meaning)->allow_extra_args(false);
    command
        .add_option("--set", assignments,
                    "change one value: process.parameter=1.5 or months=24; may be given again")
        ->allow_extra_args(false);
}

ConfigSources ConfigOptions::sources() const {
    return {.file = config,
            .scenarios = {scenarios.begin(), scenarios.end()},
            .assignments = assignments,
            .installed = installed_configs()};
}

/// `hearth help compare` is `hearth compare --help`.
std::vector<std::string> words_of(int argc, char** argv) {
    std::vector<std::string> words{argv, argv + argc};
    if (words.size() > 1 && words[1] == "help") {
        words.erase(words.begin() + 1);
        words.emplace_back("--help");
    }
    return words;
}

int run_program(int argc, char** argv) {
    auto words = words_of(argc, argv);
    std::vector<char*> as_asked;
    for (auto& word : words) as_asked.push_back(word.data());
    as_asked.push_back(nullptr);
    argv = as_asked.data();
    if (const auto result = run_python_command(argc, argv)) return *result;
    CLI::App program{"Hearth: children's social care in England, simulated month by month.", "hearth"};
    program.set_version_flag("--version", fmt::format("hearth {} ({})", version, commit));
    program.require_subcommand(1);
    Chosen chosen;
    add_run(program, chosen);
    add_compare(program, chosen);
    add_sweep(program, chosen);
    add_check(program, chosen);
    add_describe(program, chosen);
    add_scenarios(program, chosen);
    add_schema(program, chosen);
    add_summary(program, chosen);
    add_python_commands(program);
    program.footer(footer);  // now, or every command without examples of its own would show these
    try {
        program.parse(argc, argv);
        const auto [code, said] = chosen();
        return said == Said::about_a_file ? code : unless_output_is_lost(code);
    } catch (const CLI::Success& asked) {  // --help, --version
        std::ostringstream answer;
        const int result = program.exit(asked, answer, answer);
        fmt::print("{}", answer.str());
        return unless_output_is_lost(result);
    } catch (const CLI::RequiredError& error) {
        const std::string word = argc > 1 ? argv[1] : "";
        std::vector<std::string> names;
        for (const auto* command : program.get_subcommands({})) names.push_back(command->get_name());
        if (word.empty() || word.starts_with("-") ||
            std::find(names.begin(), names.end(), word) != names.end()) {
            return say(bad_input, usage_error(program, error));
        }
        return say(bad_input, fmt::format("hearth: unknown command '{}'{}", word,
                                          did_you_mean(word, names, ". See 'hearth --help'.")));
    } catch (const CLI::ExtrasError& error) {
        return say(bad_input, unknown_options(program, error));
    } catch (const CLI::ParseError& error) {
        return say(bad_input, usage_error(program, error));
    } catch (const ConfigError& error) {
        for (const auto& fault : error.faults()) say(bad_input, to_text(fault));
        return bad_input;
    } catch (const Unworkable& error) {
        return say(bad_input, fmt::format("hearth: {}", error.what()));
    } catch (const Interrupted&) {
        return say(interrupted, "hearth: interrupted; nothing was written.");
    } catch (const std::bad_alloc&) {
        return say(failed, "hearth: out of memory. Use fewer threads, replicates or areas.");
    } catch (const std::exception& error) {
        return say(failed, fmt::format("hearth: {}", error.what()));
    }
}

}  // namespace hearth
