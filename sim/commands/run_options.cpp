#include "sim/commands/run_options.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <fstream>

#include "sim/config/scalar.hpp"
#include "sim/config/text_file.hpp"
#include "sim/core/contracts.hpp"
#include "sim/inputs/years_of_tables.hpp"
#include "sim/results/unfinished_file.hpp"

namespace hearth {
namespace {

std::atomic<int> asked_to_stop{0};  ///< the signal
extern "C" void ask_to_stop(int signal) {
    asked_to_stop = signal;
}

/// The command line, word by word as it was typed.
std::vector<std::string> command_words() {
    std::ifstream typed{"/proc/self/cmdline"};
    std::vector<std::string> words;
    for (std::string word; std::getline(typed, word, '\0');) words.push_back(word);
    return words;
}

std::string without_folder(const std::string& path) {
    const auto slash = path.find_last_of('/');
    return slash == std::string::npos ? path : path.substr(slash + 1);
}

/// An option and its value in one word, `--output=/home/me/a.h5`, or a word of its own.
std::string without_folders(const std::string& word) {
    const auto equals = word.starts_with("--") ? word.find('=') : std::string::npos;
    if (equals == std::string::npos) return without_folder(word);
    return word.substr(0, equals + 1) + without_folder(word.substr(equals + 1));
}

/// What --set is told: units have a slash, and only files have folders.
std::string without_folders_of_files(const std::string& assignment) {
    const auto equals = assignment.find('=');
    const bool is_file = assignment.starts_with("files.") && equals != std::string::npos;
    return is_file ? assignment.substr(0, equals + 1) + without_folder(assignment.substr(equals + 1))
                   : assignment;
}

/// Files by their names alone: results are passed on, and folders may say whose they are.
std::vector<std::string> without_folders(const std::vector<std::string>& words) {
    const std::string joined = "--set=";
    std::vector<std::string> shorter;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at].starts_with(joined))
            shorter.push_back(joined + without_folders_of_files(words[at].substr(joined.size())));
        else if (at > 0 && words[at - 1] == "--set")
            shorter.push_back(without_folders_of_files(words[at]));
        else
            shorter.push_back(without_folders(words[at]));
    }
    return shorter;
}

std::string command_line(bool is_full) {
    const auto words = command_words();
    return fmt::format("{}", fmt::join(is_full ? words : without_folders(words), " "));
}

}  // namespace

void RunOptions::add_to(CLI::App& command, const std::string& scenario_meaning) {
    config.add_to(command, scenario_meaning);
    command.add_option("-o,--output", output, "results file")->capture_default_str();
    command.add_option("--months", months, "months to simulate")->check(CLI::Range(1, longest_run_months));
    command.add_option("--seed", seed, "seed of all random numbers")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{9007199254740991}));
    command.add_option("--replicates", replicates, "runs that differ in their random numbers only")
        ->check(CLI::Range(1, 10'000));
    command
        .add_option("--areas", areas,
                    "regions, local authorities or codes, separated by commas, as summary prints them")
        ->delimiter(',')
        ->allow_extra_args(false);
    command.add_option("--start", scenarios_begin,
                       "a month: move each scenario's policies as a whole, so that its first starts then; "
                       "every end moves with its start");
    command.add_option("--threads", threads, "threads to use; 0: all that this process may use")
        ->check(CLI::Range(0, 1024));
    command.add_option("--events", events, "event tables to write; all: missing and searches too")
        ->check(CLI::IsMember(std::vector<std::string>{std::begin(events_names), std::end(events_names)}))
        ->capture_default_str();
    command
        .add_option("--diary", diary,
                    "what /diary says of this computer; full: its name, folders of files too")
        ->check(CLI::IsMember({"brief", "full"}))
        ->capture_default_str();
    command.add_flag("-q,--quiet", quiet, "no table at the end");
}

ConfigSources RunOptions::sources() const {
    auto sources = config.sources();
    const auto set = [&](const std::string& text) { sources.assignments.push_back(text); };
    if (!scenarios_begin.empty()) sources.scenarios_begin = month_of_scenarios();
    if (months) set(fmt::format("months={}", *months));
    if (seed) set(fmt::format("seed={}", *seed));
    if (replicates) set(fmt::format("replicates={}", *replicates));
    if (!areas.empty()) {
        std::string list;
        for (const auto& area : areas) list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", area);
        set(fmt::format("areas=[{}]", list));
    }
    return sources;
}

Month RunOptions::month_of_scenarios() const {
    const auto refuse = [](std::string text) { throw ConfigError{{{{"--start"}, std::move(text)}}}; };
    const auto month = parse_month(scenarios_begin);
    if (!month) refuse(fmt::format("'{}' is not a month. Write it as 2026-04", scenarios_begin));
    if (config.scenarios.empty())
        refuse("moves the policies of scenarios, and none is given. Name one: --scenario national_campaign");
    return *month;
}

Events RunOptions::events_kept() const {
    const auto* const word = std::ranges::find(events_names, events);
    expects(word != std::end(events_names), "a word that --events takes");
    return static_cast<Events>(word - std::begin(events_names));
}

std::string RunOptions::config_name() const {
    return std::filesystem::path{config.config}.stem().string();
}

Diary Stopwatch::diary(unsigned threads, const std::string& how) const {
    const bool is_full = how == "full";
    Diary diary{{{"started", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(started_))},
                 {"seconds", fmt::format("{:.2f}", seconds())},
                 {"peak_memory_mb", fmt::format("{:.0f}", peak_memory_mb())},
                 {"threads", std::to_string(threads)},
                 {"command", command_line(is_full)},
                 {"compiler", __VERSION__}}};
    if (is_full) {
        char host[256] = "";
        gethostname(host, sizeof host - 1);
        diary.entries.emplace_back("host", host);
    }
    return diary;
}

void say_notes(const std::vector<std::string>& notes) {
    for (const auto& note : notes) fmt::print(stderr, "{}\n", note);
}

void tidy_up(const std::filesystem::path& output) {
    for (const auto& file : remove_leftovers(output))
        fmt::print(stderr, "removed {}, which a run that was killed had left\n", printable(file.string()));
}

double peak_memory_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

void listen_for_stops() {
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGTERM, ask_to_stop);
    std::signal(SIGUSR1, ask_to_stop);
}

void stop_if_asked() {
    if (is_asked_to_stop()) throw Interrupted{};
}

bool is_asked_to_stop() {
    return asked_to_stop != 0;
}

bool is_asked_by_hand() {
    return asked_to_stop == SIGINT;
}

}  // namespace hearth
