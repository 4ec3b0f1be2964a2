#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <string>

namespace hearth {

/// Says in a sweep's folder that a worker is at work: a file in workers/ whose time is kept fresh, gone when
/// the worker ends. By it others know whether runs that it claims are being made.
class Heartbeat {
   public:
    /// @param threads  how many runs the worker makes at once
    Heartbeat(const std::filesystem::path& folder, const std::string& worker, unsigned threads);
    Heartbeat(const Heartbeat&) = delete;
    Heartbeat& operator=(const Heartbeat&) = delete;
    ~Heartbeat();

    /// May be called as often as one likes, from any thread.
    void beat();

   private:
    using Clock = std::chrono::steady_clock;
    std::filesystem::path file_;
    std::atomic<Clock::rep> next_{0};
};

/// Is a worker alive? `silent`, if it has missed some beats, whether or not its process is seen from here (it
/// may be held up); `gone`, if it has ended, or its process has, or it was silent for a minute.
enum class Pulse { beats, silent, gone };
Pulse pulse_of(const std::filesystem::path& folder, const std::string& worker);

/// Workers who are not gone, and the runs that they make at once.
struct AtWork {
    std::size_t workers = 0;
    std::size_t runs = 0;
};
AtWork at_work(const std::filesystem::path& folder);

}  // namespace hearth
