#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/sweep/plan.hpp"

namespace hearth {

/// A word as a shell takes it: in single quotes unless it is plain.
std::string shell_word(const std::string& word);

/// What Slurm is asked for.
struct SlurmJob {
    std::string program;  ///< path of hearth
    std::string folder;   ///< of the plan, absolute
    std::size_t tasks = 1;
    std::vector<std::string> options;  ///< for sbatch, one each: --time=02:00:00, -p long
};

/// The words after -- as options: a word that begins with no dash belongs to the one before. Values with
/// blanks are put in quotes, as the shell has taken off those that were there.
std::vector<std::string> options_of(const std::vector<std::string>& words);

/// The time limit [s] that the options ask for, in any way that Slurm has of writing it; nothing if there is
/// none, or it can't be read.
std::optional<double> time_limit_in(const std::vector<std::string>& options);

/// The script of the array: each task makes one shard, and is told by SIGUSR1, a minute and a half before its
/// time is over, to end in order.
std::string array_script(const Plan& plan, const SlurmJob& job);

/// The script that merges, for the same account, partition and quality of service, when all tasks have ended,
/// however they did: merge itself refuses gaps.
std::string merge_script(const Plan& plan, const SlurmJob& job);

}  // namespace hearth
