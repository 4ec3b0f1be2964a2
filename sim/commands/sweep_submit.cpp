#include <fmt/format.h>

#include <array>
#include <cstdio>

#include "sim/commands/sweep_commands.hpp"
#include "sim/config/scalar.hpp"
#include "sim/sweep/plan_files.hpp"
#include "sim/sweep/slurm.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t usual_array_size = 1001;
constexpr double shortest_useful_limit = 180;  // seconds

struct SubmitOptions {
    std::string folder;
    bool is_slurm = false;
    std::size_t tasks = 1;
    bool only_print = false;
    std::vector<std::string> sbatch;
};

/// What a command prints, and whether it went well.
std::pair<std::string, bool> output_of(const std::string& command) {
    std::string text;
    FILE* pipe = popen(command.c_str(), "r");
    if (!pipe) return {"", false};
    std::array<char, 4096> block{};
    while (const auto read = std::fread(block.data(), 1, block.size(), pipe)) text.append(block.data(), read);
    return {text, pclose(pipe) == 0};
}

/// How many tasks an array may have here; the usual number where nobody can be asked.
std::size_t most_tasks() {
    const auto [text, is_known] = output_of("scontrol show config 2>/dev/null");
    const auto at = text.find("MaxArraySize");
    if (!is_known || at == std::string::npos) return usual_array_size;
    const auto equals = text.find('=', at);
    return static_cast<std::size_t>(std::atoll(text.c_str() + equals + 1));
}

/// Submits a script; the number of its job, or what to do if sbatch refuses it.
std::string job_of(const std::string& options, const fs::path& script, const std::string& if_refused) {
    const auto [text, is_done] =
        output_of(fmt::format("sbatch --parsable {} {}", options, shell_word(script.string())));
    const auto number = text.substr(0, text.find_first_not_of("0123456789"));
    if (!is_done || number.empty())
        throw std::runtime_error{
            fmt::format("sbatch refused {} (its words are above). {}", script.string(), if_refused)};
    return number;
}

Outcome submit(const SubmitOptions& options) {
    if (!options.is_slurm)
        throw ConfigError{
            {{{"submit"}, "needs the name of a scheduler. Write --slurm (for others see docs/sweeps.md)"}}};
    const auto plan = read_plan(options.folder);
    check_build(plan);
    const auto most = most_tasks();
    if (options.tasks >= most)
        throw ConfigError{
            {{{"--tasks"},
              fmt::format("{} is more than this cluster lets an array have (MaxArraySize is {}). "
                          "Take {} or fewer: each makes several runs",
                          options.tasks, most, most - 1)}}};
    const SlurmJob job{.program = fs::read_symlink("/proc/self/exe").string(),
                       .folder = fs::absolute(options.folder).lexically_normal().string(),
                       .tasks = options.tasks,
                       .options = options_of(options.sbatch)};
    const bool merges = plan.first_days == FirstDays::shared;
    const auto array = array_script(plan, job), merge = merges ? merge_script(plan, job) : std::string{};
    if (const auto limit = time_limit_in(job.options); limit && *limit < shortest_useful_limit)
        fmt::print(stderr,
                   "hearth: {} is too short for a task: it is told to end a minute and a half before, and "
                   "Slurm is a minute late at times. Ask for three minutes or more: --time=00:03:00\n",
                   spoken(*limit));
    if (options.only_print) {
        fmt::print("{}\n{}", array, merge);
        return {done, Said::answer};
    }
    const fs::path folder{job.folder};
    fs::create_directories(folder / "logs");  // Slurm fails without a word if it is not there
    plan_files::write_text(folder / "array.sh", array);
    const auto first = job_of("", folder / "array.sh", "Add what it asks for after --, and submit again");
    if (!merges) {
        fmt::print("submitted: array {} of {} tasks\nsee how far: hearth sweep status {} --watch\n", first,
                   options.tasks, options.folder);
        return {done, Said::about_a_file};
    }
    plan_files::write_text(folder / "merge.sh", merge);
    const auto second =
        job_of("--dependency=afterany:" + first, folder / "merge.sh",
               fmt::format("Array {} is submitted; merge when it has ended: hearth sweep merge {}", first,
                           options.folder));
    fmt::print("submitted: array {} of {} tasks, merge {}\nsee how far: hearth sweep status {} --watch\n",
               first, options.tasks, second, options.folder);
    return {done, Said::about_a_file};
}

}  // namespace

void add_sweep_submit(CLI::App& sweep, Chosen& chosen) {
    auto* command =
        sweep.add_subcommand("submit", "Let Slurm make the runs as an array, and merge them afterwards");
    auto options = std::make_shared<SubmitOptions>();
    command->add_option("folder", options->folder, "folder of the plan")->required();
    command->add_flag("--slurm", options->is_slurm, "with Slurm");
    command->add_option("--tasks", options->tasks, "tasks of the array; each makes one shard of the runs")
        ->required()
        ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}));
    command->add_flag("--print", options->only_print, "only print the scripts");
    command->add_option("sbatch", options->sbatch, "after --: options for sbatch, for the array");
    command->footer(
        "Example:\n"
        "  hearth sweep submit study --slurm --tasks 40 -- --cpus-per-task=4 --time=02:00:00 --mem=2G");
    command->callback([options, &chosen] { chosen = [options] { return submit(*options); }; });
}

}  // namespace hearth
