#include "sim/sweep/heartbeat.hpp"

#include <fstream>

namespace hearth {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds between_beats{5};
constexpr std::chrono::seconds taken_for_dead{60};

}  // namespace

Heartbeat::Heartbeat(const fs::path& folder, const std::string& worker, unsigned threads)
    : file_{folder / "workers" / worker} {
    std::error_code ignored;
    fs::create_directories(file_.parent_path(), ignored);
    std::ofstream{file_} << threads << "\n";
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
        std::error_code gone;
        const auto beat = fs::last_write_time(entry->path(), gone);
        if (gone || fs::file_time_type::clock::now() - beat > taken_for_dead) continue;
        std::size_t threads = 0;
        std::ifstream{entry->path()} >> threads;
        ++found.workers;
        found.runs += threads;
    }
    return found;
}

}  // namespace hearth
