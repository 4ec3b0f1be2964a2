#include "sim/sweep/slurm.hpp"

#include <fmt/format.h>

#include <cctype>

namespace hearth {
namespace {

/// In single quotes, which a path may hold, too.
std::string quoted(const std::string& word) {
    std::string text = "'";
    for (const char letter : word) text += letter == '\'' ? std::string{"'\\''"} : std::string{letter};
    return text + "'";
}

/// What a job may be called: letters and digits.
std::string job_name(const Plan& plan) {
    std::string name = "hearth-" + plan.name;
    for (char& letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '-';
    return name;
}

std::string head(const std::string& name, const std::string& log, const std::vector<std::string>& lines) {
    std::string text = "#!/bin/bash\n";
    text += fmt::format("#SBATCH --job-name={}\n#SBATCH --output={}\n", name, log);
    for (const auto& line : lines) text += "#SBATCH " + line + "\n";
    return text + "\n";
}

}  // namespace

std::string array_script(const Plan& plan, const SlurmJob& job) {
    auto lines = job.options;
    lines.insert(lines.begin(), {fmt::format("--array=0-{}", job.tasks - 1), "--signal=B:USR1@90"});
    return head(job_name(plan), job.folder + "/logs/%A_%a.log", lines) +
           "# exec, so that the signal is the program's and its exit code the task's.\n" +
           fmt::format("exec {} sweep run {} --quiet --shard $((SLURM_ARRAY_TASK_ID + 1))/{}\n",
                       quoted(job.program), quoted(job.folder), job.tasks);
}

std::string merge_script(const Plan& plan, const SlurmJob& job) {
    return head(job_name(plan) + "-merge", job.folder + "/logs/merge_%j.log", {"--ntasks=1"}) +
           fmt::format("exec {} sweep merge {}\n", quoted(job.program), quoted(job.folder));
}

}  // namespace hearth
