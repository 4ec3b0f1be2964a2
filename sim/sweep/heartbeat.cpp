#include "sim/sweep/heartbeat.hpp"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <sstream>

#include "sim/config/plain_file.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds between_beats{5};
constexpr std::chrono::seconds called_silent{15}, taken_for_dead{60};

/// The machine since it was started, and the part of it whose processes can be seen from here: containers of
/// one machine do not see each other's.
std::string this_place() {
    std::string boot;
    std::getline(std::ifstream{"/proc/sys/kernel/random/boot_id"}, boot);
    std::error_code failed;
    return boot + " " + fs::read_symlink("/proc/self/ns/pid", failed).string();
}

/// What a worker's file says of it.
struct Worker {
    std::size_t threads = 0;
    int process = 0;
    std::string place;

    explicit Worker(const fs::path& file) {
        constexpr std::size_t most = 1000;
        std::istringstream stream{PlainFile{file}.rest(most)};
        stream >> threads >> process >> std::ws;
        std::getline(stream, place);
    }
    bool is_known_to_be_gone() const {
        return process > 0 && place == this_place() && kill(process, 0) != 0 && errno == ESRCH;
    }
};

}  // namespace

Pulse pulse_of(const fs::path& folder, const std::string& worker) {
    const auto file = folder / "workers" / worker;
    std::error_code gone;
    const auto beat = fs::last_write_time(file, gone);
    if (gone) return Pulse::gone;
    const auto silence = fs::file_time_type::clock::now() - beat;
    if (silence > taken_for_dead || Worker{file}.is_known_to_be_gone()) return Pulse::gone;
    return silence > called_silent ? Pulse::silent : Pulse::beats;
}

Heartbeat::Heartbeat(const fs::path& folder, const std::string& worker, unsigned threads)
    : file_{folder / "workers" / worker} {
    std::error_code ignored;
    fs::create_directories(file_.parent_path(), ignored);
    std::ofstream{file_} << threads << " " << getpid() << "\n" << this_place() << "\n";
}

Heartbeat::~Heartbeat() {
    std::error_code ignored;
    fs::remove(file_, ignored);
}

void Heartbeat::beat() {
    const auto now = Clock::now().time_since_epoch();
    auto due = next_.load();
    if (now.count() < due) return;
    if (!next_.compare_exchange_strong(due, Clock::duration{now + between_beats}.count())) return;
    std::error_code ignored;
    fs::last_write_time(file_, fs::file_time_type::clock::now(), ignored);
}

AtWork at_work(const fs::path& folder) {
    AtWork found;
    std::error_code failed;
    for (fs::directory_iterator entry{folder / "workers", failed}, end; !failed && entry != end;
         entry.increment(failed)) {
        if (pulse_of(folder, entry->path().filename().string()) == Pulse::gone) continue;
        ++found.workers;
        found.runs += Worker{entry->path()}.threads;
    }
    return found;
}

}  // namespace hearth
