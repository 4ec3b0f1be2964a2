#pragma once

#include <string>
#include <vector>

#include "agents/population.hpp"
#include "sim/engine/run.hpp"

namespace hearth::benchmarks {

/// configs/england_2019.yaml, read and built: the input of most questions asked here.
struct England {
    Config config;
    Model model;
    Workers workers;
    Country country;
    Layout layout;

    /// @param areas   regions or authorities; all when empty
    /// @param months  how many the run has: births are built for them
    explicit England(const std::vector<std::string>& areas = {}, int months = 72);
};

/// The whole country on its first day, built once and shared by all benchmarks that only read it.
const England& england();

/// A process of the schedule, its draws and its place to write to: plans one month of all authorities, one
/// after another.
class Planner {
   public:
    Planner(const England& input, const std::string& process);

    /// Plans `month`; the events go to `events`, which is emptied first.
    void plan(Population& population, Month month);
    /// Sets the clocks of those already there.
    void begin(Population& population);

    std::vector<Event> events;

   private:
    template <class Do>
    void for_each_authority(Population& population, Month month, const Do& act);

    const Country& country_;
    Levels levels_;
    std::string name_;
    const Process* process_ = nullptr;
    Draws draw_;
};

/// England after two simulated years: rosters and placements as mixed as a run has them, not as they were
/// built.
const Population& lived_in();

/// One replicate from first day to last month, with its episodes.
ReplicateResults live(const England& input);

/// Writes a results file into the folder for temporary files ($TMPDIR, or /tmp), and removes it again.
void write_and_remove(const Layout& layout, ReplicateResults results);

}  // namespace hearth::benchmarks
