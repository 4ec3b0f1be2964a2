#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "sim/sweep/heartbeat.hpp"
#include "sim/sweep/plan.hpp"

namespace hearth {

/// The runs that a worker has in hand: a file in claims/ for each, made before the run and removed when a
/// part has it, so that workers who know nothing of each other make no run twice. The claim of a worker who
/// is no more is passed on: its next generation is another file, which only one can make.
///
/// On a disk that shows the files of other machines late, a run may be made twice all the same; `sweep
/// status` counts those. It is safe to call from any thread.
class Claims {
   public:
    /// @param worker  whose they are, as its heartbeat is called
    /// @param known   parts whose runs the worker knows of, by the names of their files
    Claims(const Plan& plan, std::string worker, const std::set<std::string>& known);
    Claims(const Claims&) = delete;
    Claims& operator=(const Claims&) = delete;
    /// Gives up what is still claimed.
    ~Claims();

    /// May this worker make the run? Not if another who is at work has it in hand, or has made it meanwhile.
    /// Throws std::runtime_error if there is no room for a claim.
    bool take(std::size_t run);

    /// A part has these.
    void release(const std::vector<std::size_t>& runs);

    /// Runs that others had in hand who have died since; they can be taken. Waits as long as nobody can tell
    /// whether one is alive, which is at most a minute.
    std::vector<std::size_t> left_by_the_dead(const std::function<void()>& stop_if_asked);

    /// Runs that were left to others, who make them or have made them.
    std::size_t left_to_others() const;

   private:
    std::filesystem::path file_of(std::size_t run, int generation) const;
    Pulse pulse_of_owner(const std::filesystem::path& file) const;
    Pulse pulse_of_newest(std::size_t run) const;
    bool is_made_by_now(std::size_t run);
    void look_for_parts();
    void remove(std::size_t run);

    const Plan& plan_;
    std::string worker_;
    std::filesystem::path folder_, parts_;
    mutable std::mutex mutex_;
    std::set<std::string> known_;
    std::set<std::string> made_;  ///< identities of runs that others have made meanwhile
    std::filesystem::file_time_type looked_at_{};
    bool may_have_changed_ = true;     ///< since, as the folder's time is too coarse to tell
    std::map<std::size_t, int> held_;  ///< generation of each claim, by run
    std::set<std::size_t> waiting_;    ///< left to others when they were asked for
    std::size_t left_ = 0;
};

}  // namespace hearth
