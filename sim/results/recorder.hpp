#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "agents/population.hpp"
#include "sim/core/work.hpp"
#include "sim/results/results.hpp"
#include "sim/results/statistic.hpp"

namespace hearth {

/// How far each table of the population's record went at some time.
struct Marks {
    std::size_t care_starts = 0;
    std::size_t care_ends = 0;
    std::size_t placement_ends = 0;
    std::size_t stage_changes = 0;
    std::size_t searches = 0;
    std::size_t missing_episodes = 0;
    std::size_t carer_events = 0;
};

/// Has one replicate counted by all statistics, month by month; holds no state of the model, and the model
/// none of its. Counts are by authority; regions and the whole are added up at the end.
class Recorder {
   public:
    Recorder(const Country& country, const Layout& layout, const Workers& workers);

    /// Counts `month`, which has just been lived.
    void record(const Population& population, Month month);

    /// The finished arrays, and the event tables that are wanted.
    ReplicateResults take(const Population& population, Events events);

    /// Calls `visit(name, table)` for all that was counted so far, always in the same order.
    template <class Visit>
    void for_each_table(Visit&& visit) const {
        walk_tables(*this, visit);
    }

    /// The same for tables that `visit` fills from a saved recorder, which may be of a longer or shorter run.
    template <class Visit>
    void restore_each_table(Visit&& visit) {
        std::vector<std::size_t> sizes;
        for (const auto& cells : panels_) sizes.push_back(cells.size());
        walk_tables(*this, visit);
        for (std::size_t index = 0; index < sizes.size(); ++index) panels_[index].resize(sizes[index]);
    }

    /// What is wrong with what was restored, in words: counts are no counts, or of other areas or people; or
    /// "".
    std::string check_counts(const Population& population) const;

   private:
    /// A statistic of this replicate, and where its measures begin.
    struct AtWork {
        std::unique_ptr<Statistic> statistic;
        std::size_t first;
        std::size_t measures;

        AtWork(std::unique_ptr<Statistic> one, std::size_t begins, std::size_t count)
            : statistic{std::move(one)}, first{begins}, measures{count} {}
        AtWork(const AtWork& other)
            : statistic{other.statistic->copy()}, first{other.first}, measures{other.measures} {}
        AtWork(AtWork&&) = default;
    };

    /// All members by name, so that one more does not compile before somebody has decided whether it is
    /// saved.
    template <class Self, class Visit>
    static void walk_tables(Self& self, Visit&& visit) {
        auto& [country, workers, start, last, years, areas, panels, statistics, seen, began] = self;
        for (auto& cells : panels) visit("counts", cells);
        visit("seen", seen);
        visit("began", began);
    }

    Lived lived(const Population& population, Month month);
    Counts counts_of(const AtWork& one, Period period, std::size_t time);
    void add_up_areas();

    const Country& country_;
    const Workers& workers_;
    Month start_;
    Day last_;
    std::vector<int> years_;
    std::size_t areas_;
    std::vector<std::vector<std::int32_t>> panels_;
    std::vector<AtWork> statistics_;
    Marks seen_;                   ///< what has been counted
    std::array<Marks, 12> began_;  ///< where each of the last twelve months began, January first
};

}  // namespace hearth
