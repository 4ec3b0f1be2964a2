#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <map>

#include "sim/commands/progress.hpp"
#include "sim/commands/run_options.hpp"
#include "sim/commands/sweep_commands.hpp"
#include "sim/config/text_file.hpp"
#include "sim/sweep/worker.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

/// "3/40": every fortieth run, the third first.
struct Shard {
    std::size_t number = 1;
    std::size_t of = 1;

    static Shard parse(const std::string& text) {
        Shard shard;
        const auto slash = text.find('/');
        const char *begin = text.data(), *end = text.data() + text.size();
        const auto number = std::from_chars(begin, end, shard.number);
        const auto of = slash == std::string::npos
                            ? std::from_chars_result{begin, std::errc::invalid_argument}
                            : std::from_chars(begin + slash + 1, end, shard.of);
        const bool is_whole =
            number.ec == std::errc{} && of.ec == std::errc{} && number.ptr == begin + slash && of.ptr == end;
        if (!is_whole || shard.number < 1 || shard.number > shard.of)
            throw ConfigError{
                {{{"--shard"}, fmt::format("'{}' is no shard. Write 3/40: the third of forty", text)}}};
        return shard;
    }
    bool has(std::size_t run) const { return run % of == number - 1; }
};

/// Which of the runs without a result are made.
struct Asked {
    bool missing = true;
    bool failed = false;
};

std::vector<std::size_t> runs_to_make(const Ledger& ledger, const Shard& shard, Asked asked) {
    using State = Ledger::State;
    auto runs = ledger.runs_that_are(
        {asked.missing ? State::missing : State::failed, asked.failed ? State::failed : State::missing});
    std::erase_if(runs, [&](std::size_t run) { return !shard.has(run); });
    return runs;
}

/// The time that a worker has: no run begins that would end after it, going by the longest so far. The first
/// one always begins, or nothing would ever get done.
class Slice {
   public:
    /// @param seconds  since the watch began; 0: no limit
    Slice(const Stopwatch& watch, double seconds) : watch_{watch}, seconds_{seconds} {}

    bool has_time() {
        if (seconds_ <= 0 || !has_begun_.exchange(true) || watch_.seconds() + longest_ < seconds_)
            return true;
        is_over_ = true;
        return false;
    }
    void has_seen(double seconds) {
        auto longest = longest_.load();
        while (seconds > longest && !longest_.compare_exchange_weak(longest, seconds)) {
        }
    }
    bool is_over() const { return is_over_; }

   private:
    const Stopwatch& watch_;
    double seconds_;
    std::atomic<double> longest_{0};
    std::atomic<bool> has_begun_{false}, is_over_{false};
};

/// The runs that failed, by their reason.
void say_what_failed(const Ledger& ledger) {
    std::map<std::string, std::vector<std::size_t>> by_reason;
    for (const auto run : ledger.runs_that_are(Ledger::State::failed))
        by_reason[ledger.record(run)->message].push_back(run);
    for (const auto& [reason, runs] : by_reason)
        fmt::print(stderr, "made again because they failed ({}): {}\n", printable(reason), some_of(runs));
}

/// As many as were asked for, else as Slurm has given this task, and then no more than this process may use.
unsigned threads_of(const SweepRunOptions& options) {
    const char* given = std::getenv("SLURM_CPUS_PER_TASK");
    if (options.threads > 0 || !given) return options.threads;
    const auto slurm = static_cast<unsigned>(std::max(std::atoi(given), 0));
    return std::min(slurm, Workers{}.threads());
}

int make_runs(const SweepRunOptions& options, Plan plan, Asked asked, bool is_resumed) {
    const Stopwatch watch;
    if (options.time_limit) plan.time_limit = *options.time_limit;
    listen_for_stops();
    check_build(plan);
    const auto shard = Shard::parse(options.shard);
    const Ledger ledger{plan};
    say_what_is_damaged(ledger);
    ledger.remove_left_behind();

    const auto to_make = runs_to_make(ledger, shard, asked);
    if (!options.quiet) {
        fmt::print(stderr, "{}: {}; {} done, {} failed, {} missing{}\n", printable(plan.name),
                   counts_of(plan), ledger.count(Ledger::State::done), ledger.count(Ledger::State::failed),
                   ledger.count(Ledger::State::missing),
                   shard.of == 1 ? "" : fmt::format("; shard {} of {}", shard.number, shard.of));
        if (is_resumed && asked.failed) say_what_failed(ledger);
        if (is_resumed && asked.missing && ledger.count(Ledger::State::missing) > 0)
            fmt::print(stderr, "made because no part has them: {}\n",
                       some_of(ledger.runs_that_are(Ledger::State::missing)));
    }
    if (to_make.empty()) {
        const bool merges = plan.first_days == FirstDays::shared;
        if (!options.quiet)
            fmt::print("nothing to do. {}{}\n", merges ? "Next: hearth sweep merge " : "What was found: ",
                       (merges ? plan.folder : plan.folder / "results").string());
        return done;
    }

    const Workers workers{threads_of(options)};
    const PlannedWorld world{plan, workers};
    std::optional<Progress> progress;
    if (!options.quiet) progress.emplace("runs", static_cast<std::int64_t>(to_make.size()));
    std::atomic<std::size_t> next{0};
    Slice slice{watch, 60 * options.minutes};
    const auto made = work(plan, world, workers,
                           {.next = [&]() -> std::optional<std::size_t> {
                                const auto position = next++;
                                const bool is_one = position < to_make.size() && slice.has_time();
                                return is_one ? std::optional{to_make[position]} : std::nullopt;
                            },
                            .stop_if_asked = [] { stop_if_asked(); },
                            .each_run =
                                [&](const RunRecord& record) {
                                    slice.has_seen(record.seconds);
                                    if (progress) progress->step();
                                },
                            .known_parts = ledger.names(),
                            .name = fmt::format("{:05}of{:05}_{}", shard.number, shard.of, this_worker()),
                            .at_once = options.at_once,
                            .flush_seconds = options.flush_seconds});
    if (made.is_stopped) {
        fmt::print(stderr, "hearth: stopped; {} {} on the disk. Go on: hearth sweep resume {}\n",
                   counted(made.done + made.failed, "run"), made.done + made.failed == 1 ? "is" : "are",
                   plan.folder.string());
        return is_asked_by_hand() ? interrupted : stopped_resumable;
    }
    if (!options.quiet) {
        fmt::print("{} done, {} failed: {:.2f} s, {:.0f} MB, {}\n", made.done, made.failed, watch.seconds(),
                   peak_memory_mb(), counted(workers.threads(), "thread"));
        if (made.left_to_others > 0)
            fmt::print("{} left to other workers, who were at it\n", counted(made.left_to_others, "run"));
        if (made.failed > 0)
            fmt::print("why: hearth sweep status {}; again: hearth sweep resume {} --failed\n",
                       plan.folder.string(), plan.folder.string());
    }
    if (slice.is_over() && made.failed == 0) {
        if (!options.quiet)
            fmt::print(stderr, "hearth: the time is over. Go on: hearth sweep resume {}\n",
                       plan.folder.string());
        return stopped_resumable;
    }
    return made.failed > 0 ? failed : done;
}

int run_sweep(const SweepRunOptions& options) {
    std::error_code ignored;
    if (fs::is_directory(options.what, ignored)) {
        if (!options.assignments.empty())
            throw ConfigError{
                {{{"--set"},
                  fmt::format("{} is planned already, and runs are made as they were planned. Leave "
                              "it out, or plan again in another folder",
                              options.what)}}};
        if (!options.folder.empty())
            throw ConfigError{
                {{{"-o"},
                  fmt::format("{} is planned already, and runs stay in its folder. Leave -o out",
                              options.what)}}};
        return make_runs(options, read_plan(options.what), {.missing = true, .failed = false}, false);
    }
    if (options.folder.empty())
        throw ConfigError{{{{options.what}, "needs a folder for its plan and its runs. Add -o FOLDER"}}};
    return make_runs(options, plan_sweep(options.what, options.folder, options.assignments),
                     {.missing = true, .failed = false}, false);
}

}  // namespace

void say_what_is_damaged(const Ledger& ledger) {
    for (const auto& [file, why] : ledger.refused())
        fmt::print(stderr, "hearth: {}. Its runs count as missing unless another part has them\n",
                   printable(file.string() + ": " + why));
}

void SweepRunOptions::add_to(CLI::App& command) {
    command.add_option("--shard", shard, "3/40: every fortieth run, from the third on")
        ->capture_default_str();
    command
        .add_option("--threads", threads,
                    "threads to use; 0: SLURM_CPUS_PER_TASK, or all that this process may use")
        ->check(CLI::Range(0, 1024));
    command
        .add_option(
            "--flush", flush_seconds,
            "seconds after which finished runs are brought to the disk: what a killed worker can lose")
        ->check(CLI::Range(0.0, 86'400.0))
        ->capture_default_str();
    command
        .add_option("--at-once", at_once,
                    "runs at the same time, which share the threads; 0: one for each thread. Fewer need less "
                    "memory")
        ->check(CLI::Range(0, 1024));
    command
        .add_option("--minutes", minutes,
                    "begin no run that would end later than this, going by the longest so far, and end with "
                    "exit code 75; 0: no limit")
        ->check(CLI::Range(0.0, 100'000.0));
    command.add_flag("-q,--quiet", quiet, "no words but of trouble");
}

void add_sweep_run(CLI::App& sweep, Chosen& chosen) {
    auto* command = sweep.add_subcommand("run", "Make the runs of a plan that nobody has made yet");
    auto options = std::make_shared<SweepRunOptions>();
    command->add_option("sweep", options->what, "a sweep's file, or the folder of a plan")->required();
    command->add_option("-o,--output", options->folder, "folder of the plan, for a sweep's file");
    add_assignments(*command, options->assignments);
    options->add_to(*command);
    command->footer(
        "Runs that are done are not made again, and those that failed only by resume. SIGTERM and SIGUSR1 "
        "end it\n"
        "in order, with exit code 75.\n"
        "Examples:\n"
        "  hearth sweep run study.yaml -o study\n"
        "  hearth sweep run study --shard $((SLURM_ARRAY_TASK_ID + 1))/40\n"
        "  parallel hearth sweep run study --threads 1 --shard {}/8 ::: 1 2 3 4 5 6 7 8");
    command->callback([options, &chosen] {
        chosen = [options] { return Outcome{run_sweep(*options), Said::about_a_file}; };
    });
}

void add_sweep_resume(CLI::App& sweep, Chosen& chosen) {
    struct ResumeOptions : SweepRunOptions {
        bool only_failed = false;
        bool only_missing = false;
    };
    auto* command = sweep.add_subcommand("resume", "Make what is missing and what failed, and say why");
    auto options = std::make_shared<ResumeOptions>();
    command->add_option("folder", options->what, "folder of the plan")->required();
    command->add_flag("--failed", options->only_failed,
                      "only runs that failed, unless --missing is given, too");
    command->add_flag("--missing", options->only_missing, "only runs that no part has");
    command
        ->add_option("--time-limit", options->time_limit,
                     "seconds after which a run is given up, instead of the plan's limit; 0: none")
        ->check(CLI::Range(std::int64_t{0}, std::int64_t{30} * 86'400));
    options->add_to(*command);
    command->footer(
        "Examples:\n"
        "  hearth sweep resume study\n"
        "  hearth sweep resume study --failed --time-limit 600");
    command->callback([options, &chosen] {
        chosen = [options] {
            const bool all = !options->only_failed && !options->only_missing;
            const Asked asked{.missing = all || options->only_missing, .failed = all || options->only_failed};
            return Outcome{make_runs(*options, read_plan(options->what), asked, true), Said::about_a_file};
        };
    });
}

}  // namespace hearth
