#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "agents/population.hpp"
#include "sim/core/work.hpp"
#include "sim/results/results.hpp"
#include "sim/results/spending.hpp"

namespace hearth {

/// Counts one replicate, month by month, from stocks and from the events since the last month; holds no state
/// of the model, and the model none of its. Counts by authority; regions and the whole are added up at the
/// end.
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

    /// What is wrong with what was restored, in words: counts are no counts, or of other areas; or "".
    std::string check_counts() const;

   private:
    /// All members by name, so that one more does not compile before somebody has decided whether it is
    /// saved.
    template <class Self, class Visit>
    static void walk_tables(Self& self, Visit&& visit) {
        auto& [country, workers, start, last, years, areas, panels, spending, seen] = self;
        for (auto& cells : panels) visit("counts", cells);
        visit("seen", seen);
        spending.for_each_table(visit);
    }

    void add(std::size_t measure, std::size_t time, std::size_t authority, std::size_t label,
             std::int32_t count);
    void record_stock(const Population& population, Month month, std::size_t time);
    void record_supply(const LocalPopulation& local, Month month, std::size_t authority, std::size_t time);
    void record_homes(const Homes& homes, Month month, std::size_t authority, std::size_t time);
    void record_enquiries(const LocalPopulation& local, std::size_t authority, std::size_t time);
    void record_whereabouts(const LocalPopulation& local, std::size_t authority, std::size_t time);
    void record_spending(const LocalPopulation& local, std::size_t authority, std::size_t time);
    void record_searches(const Searches& searches, std::size_t time);
    void record_carers(const CarerEvents& events, std::size_t time);
    void record_flows(const Population& population, std::size_t time);
    void record_year(const Population& population, Day first, Day last, std::size_t year);
    void count_stock(const Population& population, Day last, std::size_t year);
    void count_children_once(const Population& population, Day first, Day last, std::size_t year);
    void count_placements(const Population& population, Day first, Day last, std::size_t year);
    void count_missing(const Population& population, Day first, Day last, std::size_t year);
    void count_same_carer(const Population& population, Day last, std::size_t year);
    void count_spending(int reporting_year, std::size_t year);

    void add_up_areas();

    const Country& country_;
    const Workers& workers_;
    Month start_;
    Day last_;
    std::vector<int> years_;
    std::size_t areas_;
    std::vector<std::vector<std::int32_t>> panels_;
    SpendingRecord spending_;

    /// How far the events have been counted.
    struct Seen {
        std::size_t starts = 0;
        std::size_t ends = 0;
        std::size_t placement_ends = 0;
        std::size_t stage_changes = 0;
        std::size_t searches = 0;
        std::size_t missing = 0;
        std::size_t carer_events = 0;
    } seen_;
};

}  // namespace hearth
