#include "sim/core/work.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

namespace hearth {

struct Workers::Threads {
    unsigned count;
    tbb::global_control limit;
    mutable tbb::task_arena arena;

    explicit Threads(unsigned threads)
        : count{threads},
          limit{tbb::global_control::max_allowed_parallelism, threads},
          arena{static_cast<int>(threads)} {}
};

Workers::Workers(unsigned threads)
    : threads_{std::make_unique<Threads>(
          threads > 0 ? threads : static_cast<unsigned>(tbb::this_task_arena::max_concurrency()))} {}
Workers::~Workers() = default;

unsigned Workers::threads() const {
    return threads_->count;
}

#ifdef __SANITIZE_THREAD__

/// The thread sanitizer cannot see into libtbb and takes its hand-over of tasks for races. Under it the same
/// tasks run on plain threads, so that it judges what they touch, and nothing needs to be suppressed.
void Workers::for_each(std::size_t count, const std::function<void(std::size_t)>& task) const {
    std::atomic<std::size_t> next{0};
    std::mutex failing;
    std::exception_ptr failure;
    const auto work = [&] {
        try {
            for (auto index = next++; index < count; index = next++) task(index);
        } catch (...) {
            const std::lock_guard lock{failing};
            if (!failure) failure = std::current_exception();
        }
    };
    std::vector<std::thread> others;
    for (unsigned thread = 1; thread < threads(); ++thread) others.emplace_back(work);
    work();
    for (auto& thread : others) thread.join();
    if (failure) std::rethrow_exception(failure);
}

#else

void Workers::for_each(std::size_t count, const std::function<void(std::size_t)>& task) const {
    // Isolation: without it a thread that waits for its own inner tasks could start another replicate on top
    // of its stack, and hold two replicates in memory.
    threads_->arena.execute([&] {
        tbb::this_task_arena::isolate([&] {
            tbb::parallel_for(
                std::size_t{0}, count, [&task](std::size_t index) { task(index); },
                tbb::simple_partitioner{});
        });
    });
}

#endif

}  // namespace hearth
