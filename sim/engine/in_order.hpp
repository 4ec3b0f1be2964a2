#pragma once

#include <atomic>

#include "sim/core/work.hpp"

namespace hearth {

/// As `workers.for_each`, but tasks are begun in the order of their numbers: results that are written in that
/// order then wait for few others, and are freed.
template <class Task>
void for_each_in_order(const Workers& workers, std::size_t count, const Task& task) {
    std::atomic<std::size_t> next{0};
    workers.for_each(count, [&](std::size_t) { task(next++); });
}

}  // namespace hearth
