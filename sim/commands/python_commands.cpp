#include "sim/commands/python_commands.hpp"

#include <fmt/format.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/commands/apart.hpp"
#include "sim/commands/commands.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

struct PythonCommand {
    const char* name;
    const char* module;
    const char* needs;  ///< packages of Python besides those with which results are read, each after a blank
    const char* about;
};

/// A new command is a line here and a module of the package that can be run by `python -m`.
constexpr std::array commands{
    PythonCommand{"stability", "hearth.stability", " scipy statsmodels matplotlib",
                  "Placement stability as the statistics define it, of a run or of SSDA903 returns"},
    PythonCommand{"episodes", "hearth.episodes", "", "Write a run's episodes as yearly SSDA903 returns"},
    PythonCommand{"campaign", "hearth.campaign", " scipy yaml matplotlib",
                  "What a policy did, against the baseline of a comparison: carers, children, money"},
    PythonCommand{"calibrate", "hearth.calibrate", " yaml matplotlib",
                  "Fit named parameters to published figures, and say how well each is determined"},
};

/// `hearth sweep export` and `hearth sweep analyse`; all else of a sweep is this program's.
constexpr PythonCommand of_sweep{"sweep", "hearth.sweep", " scipy matplotlib xxhash", ""};

constexpr auto needed_to_read_results = "numpy pandas xarray h5py";

/// Runs the module as `python -m` would, once all it needs is known to be there: one line instead of a
/// traceback. Its words: the module, the packages it needs, then the command's own.
constexpr auto launcher = R"(import sys
from importlib.util import find_spec
from runpy import run_module

module = sys.argv.pop(1)
lacking = [name for name in sys.argv.pop(1).split() if find_spec(name) is None]
if lacking:
    packages = " ".join("python3-" + name for name in lacking)
    print(f"hearth: {sys.executable} lacks {', '.join(lacking)}. Install it: apt-get install {packages}. "
          "Or point HEARTH_PYTHON to an interpreter that has it?", file=sys.stderr)
    sys.exit(2)
try:
    run_module(module, run_name="__main__", alter_sys=True)
except KeyboardInterrupt:
    print("hearth: interrupted.", file=sys.stderr)
    sys.exit(130)
)";

/// The folder that holds the package `hearth`: beside the installed program, or in the source tree it was
/// built in.
fs::path package_folder() {
    std::error_code none;
    const auto program = fs::read_symlink("/proc/self/exe", none);
    for (auto folder = program.parent_path(); folder.has_relative_path(); folder = folder.parent_path()) {
        for (const auto& packages : {folder / "share/hearth/python", folder / "analysis"}) {
            if (fs::is_regular_file(packages / "hearth/__init__.py", none)) return packages;
        }
    }
    return HEARTH_SOURCE_DIR "/analysis";  // built in a folder of its own, and not installed
}

/// What the user chose, else what CMake found, else (the program may be on another machine by now) Debian's.
std::string interpreter() {
    const char* chosen = std::getenv("HEARTH_PYTHON");
    if (chosen != nullptr && *chosen != '\0') return chosen;
    return access(HEARTH_PYTHON_FOUND, X_OK) == 0 ? HEARTH_PYTHON_FOUND : "/usr/bin/python3";
}

/// Programs that the command starts are this one, unless the user chose another.
void name_this_program() {
    std::error_code none;
    const auto program = fs::read_symlink("/proc/self/exe", none);
    if (!none) setenv("HEARTH_BINARY", program.c_str(), 0);
}

void put_first_on_python_path(const fs::path& folder) {
    const char* others = std::getenv("PYTHONPATH");
    const bool alone = others == nullptr || *others == '\0';
    setenv("PYTHONPATH", alone ? folder.c_str() : fmt::format("{}:{}", folder.string(), others).c_str(), 1);
    // Otherwise a statistics.py in the user's folder would be imported instead of Python's own.
    setenv("PYTHONSAFEPATH", "1", 1);
}

[[noreturn]] void become(std::vector<std::string>& words) {
    std::vector<char*> arguments;
    for (auto& argument : words) arguments.push_back(argument.data());
    arguments.push_back(nullptr);
    execvp(arguments.front(), arguments.data());
    fmt::print(stderr,
               "hearth: the Python interpreter '{}' can't be started ({}). Install it (apt-get install "
               "python3), or point HEARTH_PYTHON to another?\n",
               words.front(), std::strerror(errno));
    std::fflush(nullptr);
    _exit(bad_input);
}

/// In a process of its own: a file can be damaged so that HDF5 ends it, and then somebody must say so.
int run_in_python(std::vector<std::string>& words) {
    std::fflush(nullptr);
    const int child = fork();
    if (child < 0) become(words);
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        become(words);
    }
    std::string fault;
    const int code = wait_for(child, fault);
    if (fault.empty()) return code;
    fmt::print(
        stderr,
        "hearth: Python ended with '{}'. Is a file that it read damaged? Copy it again, or run again\n",
        fault);
    return bad_input;
}

int run_module(const PythonCommand& command, const std::vector<std::string>& more) {
    const auto package = package_folder();
    if (!fs::is_directory(package / "hearth")) {
        fmt::print(stderr, "hearth: no Python package at {}. Install Hearth again (cmake --install)?\n",
                   package.string());
        return bad_input;
    }
    put_first_on_python_path(package);
    name_this_program();
    std::vector<std::string> words{interpreter(), "-c", launcher, command.module,
                                   std::string{needed_to_read_results} + command.needs};
    words.insert(words.end(), more.begin(), more.end());
    return run_in_python(words);
}

const PythonCommand* find_command(std::string_view name) {
    const auto* found = std::ranges::find_if(commands, [&](const auto& known) { return name == known.name; });
    return found == commands.end() ? nullptr : found;
}

}  // namespace

void add_python_commands(CLI::App& program) {
    for (const auto& command : commands) program.add_subcommand(command.name, command.about);
}

void add_python_commands_of_sweep(CLI::App& sweep) {
    sweep.add_subcommand("export", "A table with a row for each run: parameters, status, measures");
    sweep.add_subcommand("analyse", "Which parameters matter: indices, regression, correlations");
}

int check_calibration(const fs::path& file) {
    return run_module(*find_command("calibrate"), {file.string(), "--check"});
}

std::optional<int> run_python_command(int argc, char** argv) {
    const std::string word = argc > 1 ? argv[1] : "", second = argc > 2 ? argv[2] : "";
    const auto* command = find_command(word);
    if (word == "sweep" && (second == "export" || second == "analyse")) command = &of_sweep;
    if (!command) return std::nullopt;
    return run_module(*command, {argv + 2, argv + argc});
}

}  // namespace hearth
