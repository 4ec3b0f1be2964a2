#include "sim/commands/progress.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

namespace hearth {
namespace {

constexpr double patience = 0.5;    // seconds before the first word
constexpr double refresh = 0.1;     // seconds between two drawings of the bar
constexpr int width = 30;           // letters of the bar
constexpr std::int64_t lines = 10;  // in a log

std::string in_words(double seconds) {
    if (seconds < 90) return fmt::format("{:.0f} s", seconds);
    if (seconds < 5400) return fmt::format("{:.0f} min", seconds / 60);
    return fmt::format("{:.1f} h", seconds / 3600);
}

}  // namespace

Progress::Progress(std::string unit, std::int64_t total)
    : unit_{std::move(unit)}, total_{total}, is_terminal_{isatty(STDERR_FILENO) == 1}, began_{Clock::now()} {}

Progress::~Progress() {
    if (is_terminal_ && last_shown_ > 0) fmt::print(stderr, "\r\033[K");
}

void Progress::step() {
    const auto done = ++done_;
    const std::lock_guard lock{showing_};
    const double seconds = std::chrono::duration<double>(Clock::now() - began_).count();
    if (seconds < patience) return;
    if (is_terminal_) {
        if (seconds - last_shown_ >= refresh) show(done, seconds);
    } else if (done * lines >= next_line_ * total_) {
        next_line_ = done * lines / total_ + 1;
        show(done, seconds);
    }
}

void Progress::show(std::int64_t done, double seconds) {
    last_shown_ = seconds;
    const double rate = static_cast<double>(done) / seconds;
    const double left = static_cast<double>(total_ - done) / rate;
    const auto text =
        fmt::format("{}/{} {}, {:.0f} a second, {} left", done, total_, unit_, rate, in_words(left));
    if (is_terminal_) {
        const auto full = static_cast<std::size_t>(width * done / total_);
        fmt::print(stderr, "\r\033[K[{}{}] {}", std::string(full, '#'), std::string(width - full, '.'), text);
    } else {
        fmt::print(stderr, "{}\n", text);
    }
    std::fflush(stderr);
}

}  // namespace hearth
