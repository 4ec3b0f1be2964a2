#include "sim/sweep/slurm.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>

namespace hearth {
namespace {

/// What a job may be called: letters and digits.
std::string job_name(const Plan& plan) {
    std::string name = "hearth-" + plan.name;
    for (char& letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0) letter = '-';
    return name;
}

/// @param log  file in the folder's logs, in which Slurm puts the job's number for %j
std::string head(const std::string& name, const SlurmJob& job, const std::string& log,
                 const std::vector<std::string>& lines) {
    std::string folder;
    for (const char letter : job.folder) folder += letter == '%' ? std::string{"%%"} : std::string{letter};
    std::string text = "#!/bin/bash\n";
    text += fmt::format("#SBATCH --job-name={}\n#SBATCH --output=\"{}/logs/{}\"\n", name, folder, log);
    for (const auto& line : lines) text += "#SBATCH " + line + "\n";
    return text + "\n";
}

/// As sbatch reads a value on its #SBATCH line: in double quotes if it is more than a plain word.
std::string quoted_for_sbatch(const std::string& value) {
    if (value.find_first_of(" \t\"'\\#") == std::string::npos) return value;
    std::string text = "\"";
    for (const char letter : value)
        text += letter == '"' || letter == '\\' ? std::string{'\\', letter} : std::string{letter};
    return text + "\"";
}

/// Numbers with colons between them; nothing if there is anything else.
std::vector<double> numbers_between_colons(const std::string& text) {
    std::vector<double> numbers;
    std::istringstream parts{text};
    for (std::string part; std::getline(parts, part, ':');) {
        int number = 0;
        const auto parsed = std::from_chars(part.data(), part.data() + part.size(), number);
        if (parsed.ec != std::errc{} || parsed.ptr != part.data() + part.size()) return {};
        numbers.push_back(number);
    }
    return numbers;
}

/// MINUTES, MINUTES:SECONDS, HOURS:MINUTES:SECONDS, DAYS-HOURS, DAYS-HOURS:MINUTES,
/// DAYS-HOURS:MINUTES:SECONDS. 0 is no limit.
std::optional<double> seconds_of_time(const std::string& time) {
    constexpr double minute = 60, hour = 3600, day = 86'400;
    const auto dash = time.find('-');
    const auto days =
        dash == std::string::npos ? std::vector<double>{0} : numbers_between_colons(time.substr(0, dash));
    const auto numbers = numbers_between_colons(dash == std::string::npos ? time : time.substr(dash + 1));
    if (days.size() != 1 || numbers.empty() || numbers.size() > 3) return std::nullopt;
    const bool begins_with_hours = dash != std::string::npos || numbers.size() == 3;
    double seconds = days.front() * day, unit = begins_with_hours ? hour : minute;
    for (const double number : numbers) {
        seconds += number * unit;
        unit /= minute;
    }
    return seconds > 0 ? std::optional{seconds} : std::nullopt;
}

}  // namespace

std::string shell_word(const std::string& word) {
    const bool is_plain = !word.empty() && word.find_first_not_of(
                                               "abcdefghijklmnopqrstuvwxyz0123456789_./=-+:"
                                               "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == std::string::npos;
    if (is_plain) return word;
    std::string text = "'";
    for (const char letter : word) text += letter == '\'' ? std::string{"'\\''"} : std::string{letter};
    return text + "'";
}

std::vector<std::string> options_of(const std::vector<std::string>& words) {
    std::vector<std::string> options;
    for (const auto& word : words) {
        if (!word.starts_with("-") && !options.empty()) {
            options.back() += " " + quoted_for_sbatch(word);
            continue;
        }
        const auto equals = word.find('=');
        options.push_back(equals == std::string::npos
                              ? word
                              : word.substr(0, equals + 1) + quoted_for_sbatch(word.substr(equals + 1)));
    }
    return options;
}

std::optional<double> time_limit_in(const std::vector<std::string>& options) {
    for (const auto& option : options)
        for (const std::string_view name : {"--time=", "--time ", "-t ", "-t"})
            if (option.starts_with(name)) return seconds_of_time(option.substr(name.size()));
    return std::nullopt;
}

std::string array_script(const Plan& plan, const SlurmJob& job) {
    auto lines = job.options;
    const auto says_cpus = [](const std::string& option) {
        return option.starts_with("--cpus-per-task") || option.starts_with("-c");
    };
    if (std::ranges::none_of(lines, says_cpus)) lines.insert(lines.begin(), "--cpus-per-task=1");
    lines.insert(lines.begin(), {fmt::format("--array=0-{}", job.tasks - 1), "--signal=B:USR1@90"});
    return head(job_name(plan), job, "%A_%a.log", lines) +
           "# exec, so that the signal is the program's and its exit code the task's.\n" +
           fmt::format("exec {} sweep run {} --quiet --shard $((SLURM_ARRAY_TASK_ID + 1))/{}\n",
                       shell_word(job.program), shell_word(job.folder), job.tasks);
}

std::string merge_script(const Plan& plan, const SlurmJob& job) {
    std::vector<std::string> lines{"--ntasks=1"};
    for (const auto& option : job.options) {
        for (const auto* who : {"--account", "--partition", "--qos", "-A", "-p", "-q"})
            if (option.starts_with(who)) lines.push_back(option);
    }
    return head(job_name(plan) + "-merge", job, "merge_%j.log", lines) +
           fmt::format("exec {} sweep merge {}\n", shell_word(job.program), shell_word(job.folder));
}

}  // namespace hearth
