#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/commands/commands.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// What every command that simulates can be told.
struct RunOptions {
    ConfigOptions config;
    std::string output = "results.h5";
    std::string events = "episodes";
    std::string diary = "brief";
    std::optional<int> months;
    std::optional<std::int64_t> seed;
    std::optional<int> replicates;
    std::vector<std::string> areas;
    std::string scenarios_begin;  ///< a month, as it was written
    unsigned threads = 0;
    bool quiet = false;

    /// Adds all of them; those set before are the defaults.
    ///
    /// @param scenario_meaning  what --scenario does in this command
    void add_to(CLI::App& command, const std::string& scenario_meaning);

    /// Options with a name of their own are `--set` in disguise: the resolved config in the results says what
    /// was run.
    ConfigSources sources() const;
    /// Of --start.
    Month month_of_scenarios() const;
    Events events_kept() const;

    /// England's file england.yaml is called england.
    std::string config_name() const;
};

/// On standard error, what of a configuration is no fault and should be said.
void say_notes(const std::vector<std::string>& notes);

/// When a command began, for its diary.
class Stopwatch {
   public:
    double seconds() const { return std::chrono::duration<double>(Clock::now() - began_).count(); }

    /// What is to be said of the run so far.
    ///
    /// @param how  "full": with the computer's name and the folders of files; "brief": without
    Diary diary(unsigned threads, const std::string& how) const;

   private:
    using Clock = std::chrono::steady_clock;
    std::chrono::system_clock::time_point started_ = std::chrono::system_clock::now();
    Clock::time_point began_ = Clock::now();
};

/// Removes what runs that were killed have left of a file to be written, and says so.
void tidy_up(const std::filesystem::path& output);

/// Memory in use at its highest [MB].
double peak_memory_mb();

/// From now on Ctrl-C and requests to end (SIGTERM, and SIGUSR1, which Slurm sends before the time is over)
/// are remembered; `stop_if_asked` then throws Interrupted.
void listen_for_stops();
void stop_if_asked();
bool is_asked_to_stop();

/// Was it somebody at the keyboard who asked?
bool is_asked_by_hand();

}  // namespace hearth
