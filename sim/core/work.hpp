#pragma once

#include <cstddef>
#include <functional>
#include <memory>

namespace hearth {

/// Runs tasks on a given number of threads. The tasks of one call must not share anything they write; then
/// the result does not depend on how many threads there are or who came first.
class Workers {
   public:
    /// @param threads  0: as many as this process may use (its affinity mask)
    explicit Workers(unsigned threads = 0);
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers();

    unsigned threads() const;

    /// Calls `task(0)` ... `task(count - 1)`, each once, and returns when all are done. The first exception
    /// is rethrown. May be called from inside a task: a waiting thread then helps with the inner tasks only.
    void for_each(std::size_t count, const std::function<void(std::size_t)>& task) const;

   private:
    struct Threads;
    std::unique_ptr<Threads> threads_;
};

}  // namespace hearth
