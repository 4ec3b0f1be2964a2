#include "sim/sweep/worker.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <mutex>
#include <new>

#include "sim/core/contracts.hpp"
#include "sim/sweep/claims.hpp"

namespace hearth {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point began) {
    return std::chrono::duration<double>(Clock::now() - began).count();
}

/// Collects finished runs and brings them to the disk, some at a time.
class PartKeeper {
   public:
    PartKeeper(const Plan& plan, const Layout& layout, const WorkOrder& order, Claims& claims)
        : plan_{plan}, study_{plan.study()}, layout_{layout}, order_{order}, claims_{claims} {}

    void add(PartRun run) {
        const std::scoped_lock lock{mutex_};
        if (runs_.empty()) began_ = Clock::now();
        for (const auto& cells : run.cells) bytes_ += cells.size() * sizeof cells.front();
        runs_.push_back(std::move(run));
        if (seconds_since(began_) >= order_.flush_seconds || bytes_ >= most_bytes) flush();
    }

    void finish() {
        const std::scoped_lock lock{mutex_};
        flush();
    }

   private:
    static constexpr std::size_t most_bytes = 64U << 20U;

    void flush() {
        if (runs_.empty()) return;
        std::filesystem::path file;
        do {  // a part replaces none
            file = plan_.folder / "parts" / fmt::format("{}_{}.h5", order_.name, parts_++);
        } while (std::filesystem::exists(file));
        write_part(file, layout_, plan_.measures, study_, runs_);
        std::vector<std::size_t> written;
        for (const auto& run : runs_) written.push_back(run.record.run);
        claims_.release(written);
        runs_.clear();
        bytes_ = 0;
    }

    const Plan& plan_;
    std::string study_;
    const Layout& layout_;
    const WorkOrder& order_;
    Claims& claims_;
    std::mutex mutex_;
    std::vector<PartRun> runs_;
    std::size_t bytes_ = 0;
    std::size_t parts_ = 0;
    Clock::time_point began_;
};

/// Positions of the measures that are kept.
std::vector<std::size_t> positions_of(const std::vector<std::string>& kept) {
    std::vector<std::size_t> positions;
    for (const auto& name : kept) positions.push_back(measure(name));
    return positions;
}

std::string reason_of(const std::exception& error) {
    if (const auto* config = dynamic_cast<const ConfigError*>(&error))
        return to_text(config->faults().front());
    if (dynamic_cast<const std::bad_alloc*>(&error)) return "out of memory";
    return error.what();
}

/// Makes one run; whatever goes wrong in it is in its record, but for being asked to stop.
PartRun make(const Plan& plan, const PlannedWorld& world, const Workers& workers, const WorkOrder& order,
             std::size_t number, const std::vector<std::size_t>& kept) {
    const auto began = Clock::now();
    PartRun made{
        .record = {.run = number, .identity = plan.runs[number].digest, .message = {}, .digests = {}},
        .cells = {}};
    const auto each_month = [&] {
        order.stop_if_asked();
        if (plan.time_limit > 0 && seconds_since(began) > static_cast<double>(plan.time_limit))
            throw std::runtime_error{fmt::format("took longer than the time limit of {} s", plan.time_limit)};
    };
    try {
        if (plan.first_days == FirstDays::each_point) {
            made.record.digests = world.write(plan.runs[number], workers, each_month);
        } else {
            auto results = world.live(plan.runs[number], workers, each_month);
            made.record.digests = results.digests();
            for (const auto position : kept) made.cells.push_back(std::move(results.panels[position]));
        }
        made.record.is_done = true;
    } catch (const Interrupted&) {
        throw;
    } catch (const std::exception& error) {
        made.record.message = reason_of(error);
    }
    made.record.seconds = seconds_since(began);
    return made;
}

}  // namespace

std::string this_worker() {
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    return fmt::format("{}_{}_{:x}", host, getpid(),
                       std::chrono::system_clock::now().time_since_epoch().count());
}

WorkDone work(const Plan& plan, const PlannedWorld& world, const Workers& workers, const WorkOrder& order) {
    const auto kept = positions_of(plan.measures);
    std::atomic<std::size_t> done{0}, failed{0};
    std::atomic<bool> is_over{false};  // a thread has stopped or could not write: the others stop, too
    Heartbeat heartbeat{plan.folder, order.name, workers.threads()};
    Claims claims{plan, order.name, order.known_parts};
    PartKeeper keeper{plan, world.layout(), order, claims};
    auto watched = order;
    watched.stop_if_asked = [&] {
        heartbeat.beat();
        if (is_over) throw Interrupted{};
        order.stop_if_asked();
    };
    const auto make_all = [&](const std::function<std::optional<std::size_t>()>& next) {
        const std::size_t at_once = order.at_once > 0 ? order.at_once : workers.threads();
        workers.for_each(at_once, [&](std::size_t) {
            try {
                watched.stop_if_asked();
                while (const auto number = next()) {
                    if (!claims.take(*number)) continue;
                    auto made = make(plan, world, workers, watched, *number, kept);
                    const auto record = made.record;
                    keeper.add(std::move(made));
                    ++(record.is_done ? done : failed);
                    order.each_run(record);
                    watched.stop_if_asked();
                }
            } catch (...) {
                is_over = true;
                throw;
            }
        });
    };
    WorkDone result;
    try {
        make_all(order.next);
        for (;;) {
            const auto again = claims.left_by_the_dead(watched.stop_if_asked);
            if (again.empty()) break;
            std::atomic<std::size_t> next{0};
            make_all([&]() -> std::optional<std::size_t> {
                const auto position = next++;
                return position < again.size() ? std::optional{again[position]} : std::nullopt;
            });
        }
    } catch (const Interrupted&) {
        result.is_stopped = true;
    }
    keeper.finish();
    result.done = done;
    result.failed = failed;
    result.left_to_others = claims.left_to_others();
    return result;
}

}  // namespace hearth
