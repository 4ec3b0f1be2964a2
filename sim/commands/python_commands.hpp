#pragma once

#include <CLI/CLI.hpp>

#include <filesystem>
#include <optional>

namespace hearth {

/// Lists the commands that the Python package carries out, with a line on each, in the program's help.
void add_python_commands(CLI::App& program);
void add_python_commands_of_sweep(CLI::App& sweep);

/// Lets `hearth calibrate --check` read a calibration; its exit code.
int check_calibration(const std::filesystem::path& file);

/// If the first word names one of them, Python takes this process over, and every later word goes to it as it
/// is: exit code, Ctrl-C and --help are the Python command's own.
///
/// @return  an exit code if Python could not be started; nothing if the word names no Python command
std::optional<int> run_python_command(int argc, char** argv);

}  // namespace hearth
