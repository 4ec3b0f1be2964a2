#include "sim/core/work.hpp"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

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

}  // namespace hearth
