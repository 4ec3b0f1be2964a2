#include "sim/sweep/claims.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <system_error>
#include <thread>

#include "sim/config/fault.hpp"
#include "sim/config/plain_file.hpp"
#include "sim/results/sweep_part.hpp"
#include "sim/results/unfinished_file.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

/// A folder's time moves in steps: what happens within one of them can't be told apart.
constexpr std::chrono::milliseconds step_of_time{100};

[[noreturn]] void refuse_for_want_of_room(const fs::path& file, int error) {
    throw std::runtime_error{writing_failed(file, std::generic_category().message(error))};
}

/// Makes a file that nobody has made. Returns false if it is there, or no file can be. What there is no room
/// for is not left there half: nobody could tell whose it is.
///
/// @throws std::runtime_error if the disk is full
bool make(const fs::path& file, const std::string& text) {
    const int descriptor = open(file.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor < 0) {
        if (errno == ENOSPC || errno == EDQUOT) refuse_for_want_of_room(file, errno);
        return false;
    }
    errno = ENOSPC;  // where less is written, and nothing said
    const auto written = write(descriptor, text.data(), text.size());
    int error = written == static_cast<ssize_t>(text.size()) ? 0 : errno;
    if (close(descriptor) != 0 && error == 0) error = errno;  // some network disks say it only now
    if (error == 0) return true;
    std::error_code ignored;
    fs::remove(file, ignored);
    refuse_for_want_of_room(file, error);
}

/// The worker whose claim it is; empty if it is no claim, or not written yet.
std::string owner_of(const fs::path& file) {
    constexpr std::size_t longest_name = 1000;
    return PlainFile{file}.rest(longest_name);
}

}  // namespace

Claims::Claims(const Plan& plan, std::string worker, const std::set<std::string>& known)
    : plan_{plan},
      worker_{std::move(worker)},
      folder_{plan.folder / "claims"},
      parts_{plan.folder / "parts"},
      known_{known} {
    std::error_code ignored;
    fs::create_directories(folder_, ignored);
}

Claims::~Claims() {
    std::vector<std::size_t> runs;
    for (const auto& [run, generation] : held_) runs.push_back(run);
    release(runs);
    std::error_code ignored;
    fs::remove(folder_, ignored);  // if it is empty
}

fs::path Claims::file_of(std::size_t run, int generation) const {
    return folder_ / fmt::format("{}_{}", plan_.runs[run].digest, generation);
}

bool Claims::take(std::size_t run) {
    const std::scoped_lock lock{mutex_};
    constexpr int most_tries = 3;
    int tries = 0;
    for (int generation = 0;;) {
        const auto file = file_of(run, generation);
        std::error_code failed;
        if (make(file, worker_)) {
            held_[run] = generation;
            if (!is_made_by_now(run)) return true;
            remove(run);
            ++left_;
            return false;
        }
        if (!fs::exists(file, failed)) {  // taken away a moment ago, or the folder is not ours to write to
            if (++tries == most_tries) return !is_made_by_now(run);
            fs::create_directories(folder_, failed);
            generation = 0;
            continue;
        }
        if (pulse_of_owner(file) != Pulse::gone) {
            waiting_.insert(run);
            ++left_;
            return false;
        }
        ++generation;
    }
}

std::vector<std::size_t> Claims::left_by_the_dead(const std::function<void()>& stop_if_asked) {
    constexpr std::chrono::milliseconds between_looks{500};
    for (;;) {
        bool is_somebody_silent = false;
        std::vector<std::size_t> found;
        {
            const std::scoped_lock lock{mutex_};
            std::erase_if(waiting_, [&](std::size_t run) { return is_made_by_now(run); });
            for (const auto run : waiting_) {
                const auto pulse = pulse_of_newest(run);
                is_somebody_silent |= pulse == Pulse::silent;
                if (pulse == Pulse::gone) found.push_back(run);
            }
            for (const auto run : found) waiting_.erase(run);
            left_ -= found.size();
        }
        if (!found.empty() || !is_somebody_silent) return found;
        stop_if_asked();
        std::this_thread::sleep_for(between_looks);
    }
}

/// Of the worker who has the run in hand; gone if nobody has.
Pulse Claims::pulse_of_newest(std::size_t run) const {
    auto pulse = Pulse::gone;
    std::error_code failed;
    for (int generation = 0; fs::exists(file_of(run, generation), failed); ++generation)
        pulse = pulse_of_owner(file_of(run, generation));
    return pulse;
}

Pulse Claims::pulse_of_owner(const fs::path& file) const {
    constexpr std::chrono::seconds to_write_it{5};
    const auto owner = owner_of(file);
    if (!owner.empty()) return pulse_of(plan_.folder, owner);
    std::error_code failed;
    const auto made = fs::last_write_time(file, failed);
    // Its owner writes its name in a moment, or was killed before it could: that is waited for.
    return !failed && fs::file_time_type::clock::now() - made < to_write_it ? Pulse::silent : Pulse::gone;
}

bool Claims::is_made_by_now(std::size_t run) {
    look_for_parts();
    return made_.contains(plan_.runs[run].digest);
}

void Claims::look_for_parts() {
    std::error_code failed;
    const auto changed = fs::last_write_time(parts_, failed);
    if (failed || (changed == looked_at_ && !may_have_changed_)) return;
    looked_at_ = changed;
    may_have_changed_ = fs::file_time_type::clock::now() - changed < step_of_time;
    for (fs::directory_iterator entry{parts_, failed}, end; !failed && entry != end;
         entry.increment(failed)) {
        const auto name = entry->path().filename().string();
        if (name.starts_with(worker_) || name.find(".tmp.") != std::string::npos ||
            !known_.insert(name).second)
            continue;
        try {
            const auto part = read_part(entry->path(), plan_.study());
            for (const auto& record : part.records)
                if (record.is_done || part.replaces.empty()) made_.insert(record.identity);
        } catch (const ConfigError&) {
            continue;  // damaged: its runs count as missing
        }
    }
}

void Claims::release(const std::vector<std::size_t>& runs) {
    const std::scoped_lock lock{mutex_};
    for (const auto run : runs) remove(run);
}

void Claims::remove(std::size_t run) {
    const auto held = held_.find(run);
    if (held == held_.end()) return;
    std::error_code ignored;
    for (int generation = held->second; generation >= 0; --generation)
        fs::remove(file_of(run, generation), ignored);
    held_.erase(held);
}

std::size_t Claims::left_to_others() const {
    const std::scoped_lock lock{mutex_};
    return left_;
}

}  // namespace hearth
