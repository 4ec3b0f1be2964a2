#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <fstream>
#include <optional>

#include "sim/commands/commands.hpp"
#include "sim/commands/progress.hpp"
#include "sim/core/contracts.hpp"
#include "sim/engine/run.hpp"
#include "sim/results/results.hpp"
#include "sim/results/summary.hpp"

namespace hearth {
namespace {

using Clock = std::chrono::steady_clock;

std::atomic<bool> asked_to_stop{false};
extern "C" void ask_to_stop(int) {
    asked_to_stop = true;
}

struct RunOptions {
    ConfigOptions config;
    std::string output = "results.h5";
    std::string events = "episodes";
    std::optional<int> months;
    std::optional<std::int64_t> seed;
    std::optional<int> replicates;
    std::vector<std::string> areas;
    unsigned threads = 0;
    bool quiet = false;
};

/// Options with a name of their own are `--set` in disguise: the resolved config in the results says what was
/// run.
ConfigSources sources_of(const RunOptions& options) {
    auto sources = options.config.sources();
    const auto set = [&](const std::string& text) { sources.assignments.push_back(text); };
    if (options.months) set(fmt::format("months={}", *options.months));
    if (options.seed) set(fmt::format("seed={}", *options.seed));
    if (options.replicates) set(fmt::format("replicates={}", *options.replicates));
    if (!options.areas.empty()) {
        std::string list;
        for (const auto& area : options.areas)
            list += fmt::format("{}\"{}\"", list.empty() ? "" : ", ", area);
        set(fmt::format("areas=[{}]", list));
    }
    return sources;
}

Events events_of(const RunOptions& options) {
    if (options.events == "none") return Events::none;
    return options.events == "all" ? Events::all : Events::episodes;
}

/// Memory in use at its highest [MB].
double peak_memory_mb() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// The command line, word by word as it was typed.
std::string command_line() {
    std::ifstream words{"/proc/self/cmdline"};
    std::string line, word;
    while (std::getline(words, word, '\0')) line += (line.empty() ? "" : " ") + word;
    return line;
}

Diary diary_of(std::chrono::system_clock::time_point started, double seconds, unsigned threads) {
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    return {{{"started", fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(started))},
             {"seconds", fmt::format("{:.2f}", seconds)},
             {"peak_memory_mb", fmt::format("{:.0f}", peak_memory_mb())},
             {"threads", std::to_string(threads)},
             {"host", host},
             {"command", command_line()},
             {"compiler", __VERSION__}}};
}

int run(const RunOptions& options) {
    const auto started = std::chrono::system_clock::now();
    const auto began = Clock::now();
    std::signal(SIGINT, ask_to_stop);
    std::signal(SIGTERM, ask_to_stop);

    auto config = Config::load(sources_of(options));
    Model model{config};
    const Workers workers{options.threads};
    const auto country = model.build(workers);
    const auto layout =
        layout_of(config, model, country, std::filesystem::path{options.config.config}.stem().string());
    ResultsWriter writer{options.output, layout};
    {
        const auto replicates = static_cast<std::size_t>(model.settings.replicates);
        Progress progress{"months", static_cast<std::int64_t>(replicates) * model.settings.months};
        workers.for_each(replicates, [&](std::size_t replicate) {
            writer.write(run_replicate(model, country, layout, replicate, events_of(options), workers, [&] {
                if (asked_to_stop) throw Interrupted{};
                progress.step();
            }));
        });
    }
    const auto seconds = [&] { return std::chrono::duration<double>(Clock::now() - began).count(); };
    const auto digest = writer.finish(diary_of(started, seconds(), workers.threads()));
    if (options.quiet) return done;

    const ResultsReader results{options.output};
    fmt::print("{}\n", summary_table(summarise(results, Level::nation), layout.replicates));
    fmt::print("{} authorities, {} months, {} replicates: {:.2f} s, {:.0f} MB, {} threads\n",
               country.authorities.size(), model.settings.months, model.settings.replicates, seconds(),
               peak_memory_mb(), workers.threads());
    fmt::print("digest  {}\nwritten {}\n", digest, options.output);
    return done;
}

}  // namespace

void add_run(CLI::App& program, Chosen& chosen) {
    auto* command = program.add_subcommand("run", "Simulate a config and write results.h5");
    auto options = std::make_shared<RunOptions>();
    options->config.add_to(*command);
    command->add_option("-o,--output", options->output, "results file")->capture_default_str();
    command->add_option("--months", options->months, "months to simulate")->check(CLI::Range(1, 600));
    command->add_option("--seed", options->seed, "seed of all random numbers")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{9007199254740991}));
    command->add_option("--replicates", options->replicates, "runs that differ in their random numbers only")
        ->check(CLI::Range(1, 10'000));
    command->add_option("--areas", options->areas, "regions, local authorities or codes, separated by commas")
        ->delimiter(',')
        ->allow_extra_args(false);
    command->add_option("--threads", options->threads, "threads to use; 0: all that this process may use")
        ->check(CLI::Range(0, 1024));
    command->add_option("--events", options->events, "event tables to write; all: missing and searches too")
        ->check(CLI::IsMember({"none", "episodes", "all"}))
        ->capture_default_str();
    command->add_flag("-q,--quiet", options->quiet, "no table at the end");
    command->footer(
        "Examples:\n  hearth run tiny\n  hearth run england --months 24 --areas Leeds,Bradford -o leeds.h5");
    command->callback([options, &chosen] { chosen = [options] { return run(*options); }; });
}

}  // namespace hearth
