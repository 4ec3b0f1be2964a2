#pragma once

#include <algorithm>
#include <atomic>
#include <set>
#include <string>
#include <vector>

#include "sim/core/contracts.hpp"
#include "sim/sweep/merge.hpp"
#include "sim/sweep/worker.hpp"
#include "tests/sweep/sweep_folder.hpp"

namespace hearth::testing {

/// A plan, its world, and workers that make its runs.
struct Sweep {
    SweepFolder folder;
    Plan plan;
    Workers workers{2};
    PlannedWorld world;
    std::set<std::string> known_parts;  ///< that `make` takes to be taken into account

    explicit Sweep(const std::string& lines) : plan{planned(folder, lines)}, world{plan, workers} {}

    static Plan planned(const SweepFolder& folder, const std::string& lines) {
        write_plan(folder.plan(lines));
        return read_plan(folder / "plan");
    }

    /// Makes these runs, in parts of one run each unless told.
    WorkDone make(const std::vector<std::size_t>& to_make, const std::string& name, double flush_seconds = 0,
                  std::size_t stop_after = 1000) {
        std::atomic<std::size_t> next{0}, ended{0};
        return work(plan, world, workers,
                    {.next = [&]() -> std::optional<std::size_t> {
                         const auto position = next++;
                         return position < to_make.size() ? std::optional{to_make[position]} : std::nullopt;
                     },
                     .stop_if_asked =
                         [&] {
                             if (ended >= stop_after) throw Interrupted{};
                         },
                     .each_run = [&](const RunRecord&) { ++ended; },
                     .known_parts = known_parts,
                     .name = name,
                     .flush_seconds = flush_seconds});
    }
    std::vector<std::size_t> all() const {
        std::vector<std::size_t> runs(plan.runs.size());
        for (std::size_t run = 0; run < runs.size(); ++run) runs[run] = run;
        return runs;
    }
    Digests merged(const std::string& name, bool is_partial = false) {
        return merge(plan, Ledger{plan}, folder / name, is_partial);
    }
    std::vector<fs::path> parts() const {
        std::vector<fs::path> files;
        for (const auto& entry : fs::directory_iterator{folder / "plan" / "parts"})
            files.push_back(entry.path());
        std::ranges::sort(files);
        return files;
    }
};

}  // namespace hearth::testing
