#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/config/config.hpp"

namespace hearth {

/// What a command returns to the shell.
enum ExitCode : int { done = 0, failed = 1, bad_input = 2, stopped_resumable = 75, interrupted = 130 };

/// What a command prints: the answer that was asked for, or words about a file that it has written.
enum class Said { answer, about_a_file };

/// How a command ended. An answer that nobody could hear is a failure; lost words about a file are not.
struct Outcome {
    int code;
    Said said;

    Outcome(int ended, Said what = Said::answer) : code{ended}, said{what} {}
};

/// A subcommand adds itself to the program; what it does when chosen goes to `chosen`.
using Chosen = std::function<Outcome()>;

void add_run(CLI::App& program, Chosen& chosen);
void add_compare(CLI::App& program, Chosen& chosen);
void add_check(CLI::App& program, Chosen& chosen);
void add_describe(CLI::App& program, Chosen& chosen);
void add_scenarios(CLI::App& program, Chosen& chosen);
void add_schema(CLI::App& program, Chosen& chosen);
void add_summary(CLI::App& program, Chosen& chosen);
void add_sweep(CLI::App& program, Chosen& chosen);

/// The whole program: parses, runs the chosen command, and turns every failure into one clear message and
/// exit code.
int run_program(int argc, char** argv);

/// Options shared by the commands that read a config.
struct ConfigOptions {
    std::string config;
    std::vector<std::string> scenarios;
    std::vector<std::string> assignments;

    static constexpr const char* laid_over = "a YAML file laid over the config; may be given again";

    /// @param scenario_meaning  what --scenario does in this command
    void add_to(CLI::App& command, const std::string& scenario_meaning = laid_over);
    ConfigSources sources() const;
};

/// configs beside the installed program, or those of the source tree it was built in.
std::filesystem::path installed_configs();

}  // namespace hearth
