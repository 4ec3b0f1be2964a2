#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>

namespace hearth {

/// Shows how far a long command is, on standard error: a bar with rate and time left on a terminal, a line at
/// every tenth in a log, nothing for work that is over in a moment.
class Progress {
   public:
    Progress(std::string unit, std::int64_t total);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

    /// One more unit of work is done; may be called from any thread.
    void step();

   private:
    using Clock = std::chrono::steady_clock;
    void show(std::int64_t done, double seconds);

    std::string unit_;
    std::int64_t total_;
    bool is_terminal_;
    Clock::time_point began_;
    std::atomic<std::int64_t> done_{0};
    std::mutex showing_;
    double last_shown_ = 0;
    std::int64_t next_line_ = 1;
};

}  // namespace hearth
