// hearth-mpi: `mpirun hearth-mpi FOLDER` or `srun --mpi=pmix hearth-mpi FOLDER` makes the runs of a sweep's
// plan. Rank 0 hands out one run after another, the others make them and write parts of their own. Each can
// die: what is in a part is done, and `hearth sweep resume` or another hearth-mpi makes the rest.
#include <fmt/format.h>
#include <mpi.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>

#include "sim/commands/progress.hpp"
#include "sim/commands/run_options.hpp"
#include "sim/commands/streams.hpp"
#include "sim/commands/sweep_commands.hpp"
#include "sim/config/text_file.hpp"
#include "sim/sweep/worker.hpp"

namespace hearth {
namespace {

enum Tag : int { asks = 1, answers = 2, ends = 3 };
constexpr long no_run = -1;

struct MpiOptions {
    std::string folder;
    unsigned threads = 0;
    double flush_seconds = 10;
    bool failed_too = false;
};

/// What a rank reports when it ends: done, failed, stopped.
using Report = std::array<long, 3>;

/// Rank 0: hands out runs until every other rank has ended. Waits without keeping a core busy, as MPI's own
/// calls would.
Report hand_out(const std::vector<std::size_t>& to_make, int ranks) {
    Progress progress{"runs", static_cast<std::int64_t>(to_make.size())};
    Report all{};
    std::size_t next = 0;
    for (int left = ranks - 1; left > 0;) {
        int is_there = 0;
        MPI_Status status{};
        MPI_Iprobe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &is_there, &status);
        if (is_there == 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds{1});
            continue;
        }
        if (status.MPI_TAG == ends) {
            Report report{};
            MPI_Recv(report.data(), 3, MPI_LONG, status.MPI_SOURCE, ends, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
            for (std::size_t part = 0; part < 3; ++part) all[part] += report[part];
            --left;
            continue;
        }
        long has_made_one = 0;
        MPI_Recv(&has_made_one, 1, MPI_LONG, status.MPI_SOURCE, asks, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
        if (has_made_one != 0) progress.step();
        const bool is_over = next >= to_make.size() || is_asked_to_stop();
        const long run = is_over ? no_run : static_cast<long>(to_make[next++]);
        MPI_Send(&run, 1, MPI_LONG, status.MPI_SOURCE, answers, MPI_COMM_WORLD);
    }
    return all;
}

/// Every other rank: asks for a run, makes it, asks for the next.
///
/// @param known_parts  parts that were there before rank 0 looked what is missing
Report make_runs(const Plan& plan, const MpiOptions& options, const std::set<std::string>& known_parts,
                 int rank, int ranks) {
    const Workers workers{options.threads};
    const PlannedWorld world{plan, workers};
    std::mutex mutex;
    long made = 0;
    const auto done = work(plan, world, workers,
                           {.next = [&]() -> std::optional<std::size_t> {
                                const std::scoped_lock lock{mutex};
                                long run = no_run;
                                MPI_Send(&made, 1, MPI_LONG, 0, asks, MPI_COMM_WORLD);
                                MPI_Recv(&run, 1, MPI_LONG, 0, answers, MPI_COMM_WORLD, MPI_STATUS_IGNORE);
                                made = 1;
                                if (run == no_run) return std::nullopt;
                                return static_cast<std::size_t>(run);
                            },
                            .stop_if_asked = [] { stop_if_asked(); },
                            .each_run = [](const RunRecord&) {},
                            .known_parts = known_parts,
                            .name = fmt::format("rank{:05}of{:05}_{}", rank, ranks, this_worker()),
                            .flush_seconds = options.flush_seconds});
    return {static_cast<long>(done.done), static_cast<long>(done.failed), done.is_stopped ? 1 : 0};
}

Plan checked_plan(const MpiOptions& options, int ranks) {
    auto plan = read_plan(options.folder);
    check_build(plan);
    if (ranks < 2)
        throw ConfigError{{{{"hearth-mpi"},
                            "has one rank, which only hands out runs. Start two or more, or use "
                            "hearth sweep run"}}};
    return plan;
}

/// Can rank 0 read what all are going to read? One rank says what is wrong, and all end.
bool can_begin(const MpiOptions& options, int rank, int ranks) {
    int is_good = 1;
    if (rank == 0) {
        try {
            checked_plan(options, ranks);
        } catch (const ConfigError& error) {
            for (const auto& fault : error.faults()) fmt::print(stderr, "{}\n", to_text(fault));
            is_good = 0;
        }
    }
    MPI_Bcast(&is_good, 1, MPI_INT, 0, MPI_COMM_WORLD);
    return is_good != 0;
}

std::set<std::string> parts_in(const std::string& folder) {
    std::set<std::string> names;
    std::error_code failed;
    for (std::filesystem::directory_iterator entry{std::filesystem::path{folder} / "parts", failed}, end;
         !failed && entry != end; entry.increment(failed))
        names.insert(entry->path().filename().string());
    return names;
}

int run(const MpiOptions& options, int rank, int ranks) {
    listen_for_stops();
    const auto known_parts = parts_in(options.folder);
    // Rank 0 looks what is missing when all have listed the parts: else a slow rank would know of a part that
    // rank 0 has not seen, and rank 0 would hand out its runs again.
    MPI_Barrier(MPI_COMM_WORLD);
    if (!can_begin(options, rank, ranks)) return bad_input;
    const auto plan = checked_plan(options, ranks);
    if (rank != 0) {
        const auto report = make_runs(plan, options, known_parts, rank, ranks);
        MPI_Send(report.data(), 3, MPI_LONG, 0, ends, MPI_COMM_WORLD);
        return done;
    }
    const Stopwatch watch;
    const Ledger ledger{plan};
    say_what_is_damaged(ledger);
    ledger.remove_left_behind();
    using State = Ledger::State;
    const auto to_make =
        ledger.runs_that_are({State::missing, options.failed_too ? State::failed : State::missing});
    const auto [runs, fails, stopped] = hand_out(to_make, ranks);
    fmt::print("{}: {} runs to make: {} done, {} failed: {:.2f} s, {} ranks\n", printable(plan.name),
               to_make.size(), runs, fails, watch.seconds(), ranks - 1);
    if (stopped > 0 || is_asked_to_stop()) return stopped_resumable;
    return fails > 0 ? failed : done;
}

unsigned threads_of_rank() {
    const char* given = std::getenv("SLURM_CPUS_PER_TASK");
    return given ? static_cast<unsigned>(std::max(std::atoi(given), 1)) : 1;
}

}  // namespace
}  // namespace hearth

int main(int argc, char** argv) {
    using namespace hearth;
    take_standard_streams();
    std::signal(SIGXFSZ, SIG_IGN);
    CLI::App program{
        "Makes the runs of a sweep's plan on all ranks of MPI but the first, which hands them out.",
        "hearth-mpi"};
    MpiOptions options;
    program
        .add_option("folder", options.folder, "folder of the plan: hearth sweep plan STUDY.yaml -o FOLDER")
        ->required();
    program.add_option("--threads", options.threads, "threads of each rank; SLURM_CPUS_PER_TASK, or 1");
    program
        .add_option("--flush", options.flush_seconds,
                    "seconds after which finished runs are brought to the disk")
        ->check(CLI::Range(0.0, 86'400.0));
    program.add_flag("--failed", options.failed_too, "runs that failed, too");
    program.footer(
        "Examples:\n  mpirun -np 33 hearth-mpi study\n  srun --mpi=pmix --ntasks=33 hearth-mpi study");
    CLI11_PARSE(program, argc, argv);
    if (options.threads == 0) options.threads = threads_of_rank();

    int level = 0, rank = 0, ranks = 1;
    MPI_Init_thread(&argc, &argv, MPI_THREAD_SERIALIZED, &level);
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks);
    int code = failed;
    try {
        code = run(options, rank, ranks);
        MPI_Finalize();
        return code;
    } catch (const ConfigError& error) {
        code = bad_input;
        for (const auto& fault : error.faults()) fmt::print(stderr, "{}\n", to_text(fault));
    } catch (const std::exception& error) {
        fmt::print(stderr, "hearth-mpi: {}\n", printable(error.what()));
    }
    std::fflush(nullptr);
    MPI_Abort(MPI_COMM_WORLD, code);  // the other ranks wait for this one
    return code;
}
