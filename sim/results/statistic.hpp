#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agents/population.hpp"
#include "sim/core/contracts.hpp"
#include "sim/results/figure.hpp"
#include "sim/results/measures.hpp"

namespace hearth {

/// What the population has recorded in some time, in the order in which it was recorded.
struct Recorded {
    std::span<const CareStart> care_starts;
    std::span<const CareEnd> care_ends;
    std::span<const PlacementEnd> placement_ends;
    std::span<const StageChange> stage_changes;
    std::span<const Search> searches;
    std::span<const MissingEpisode> missing_episodes;
    std::span<const CarerEvent> carer_events;
};

/// A month that has just been lived: the people as they are on its last day, and what has happened.
struct Lived {
    const Country& country;
    const Population& population;
    Month month;
    Day first, last;  ///< of the month
    Recorded in_month;
    /// In this month and the eleven before it, as far as they were lived: in March, of the reporting year.
    Recorded in_twelve_months;
};

/// A measure as its statistic counts it.
struct Counted {
    std::size_t position;  ///< among the statistic's own
    std::size_t labels;
    Period period;
};

/// The cells of one statistic for one month or year.
class Counts {
   public:
    Counts(std::span<std::vector<std::int32_t>> panels, Period period, std::size_t time, std::size_t areas)
        : panels_{panels}, period_{period}, first_{time * areas} {}

    /// Only the task of an authority may add to its cells while authorities are counted in parallel.
    void add(Counted what, std::size_t authority, std::int32_t count, std::size_t label = 0) {
        expects(what.period == period_, "monthly measures are counted by month, yearly ones by year");
        panels_[what.position][(first_ + authority) * what.labels + label] += count;
    }

   private:
    std::span<std::vector<std::int32_t>> panels_;
    Period period_;
    std::size_t first_;
};

/// One statistic of one replicate: some measures, and how they are counted. Holds no state of the model.
///
/// What it keeps from one month to the next must follow from the record of the population alone, as an index
/// into it does: when a snapshot goes on, it is made anew. What does not follow is a state of the model, and
/// belongs to the population, as the authorities' books do.
class Statistic {
   public:
    virtual ~Statistic() = default;

    /// Each month: what has happened, anywhere.
    virtual void count_month(const Lived&, Counts&) {}

    /// Each month after that: how one authority is on the last day. All of them are counted in parallel.
    virtual void count_authority(const Lived&, std::size_t /*authority*/, Counts&) {}

    /// Each March in which a whole reporting year ends: what is counted by year.
    virtual void count_year(const Lived&, Counts&) {}

    /// The same statistic, which goes on from here by itself.
    virtual std::unique_ptr<Statistic> copy() const = 0;
};

/// What every statistic `S` derives from. Its measures are `S::measures`, its figures of the summary
/// `S::figures`, if it has some.
template <class S>
class StatisticOf : public Statistic {
   public:
    std::unique_ptr<Statistic> copy() const final {
        return std::make_unique<S>(static_cast<const S&>(*this));
    }

   protected:
    /// One of its own measures; a misspelt name does not compile.
    static consteval Counted measure(std::string_view name) {
        for (std::size_t position = 0; position < S::measures.size(); ++position) {
            const auto& one = S::measures[position];
            if (one.name == name) return {position, one.labels(), one.period};
        }
        throw "no such measure";
    }
};

/// A statistic as it is known before any replicate begins.
struct StatisticEntry {
    std::span<const Measure> measures;
    std::span<const Figure> figures;
    std::function<std::unique_ptr<Statistic>()> make;
};

/// Every statistic of the program by name, which is also the name of its file.
const std::map<std::string, StatisticEntry, std::less<>>& statistics();

namespace registry {
void add(std::string name, StatisticEntry entry);
}

/// Puts a statistic into the registry before main() starts.
template <class S>
struct RegisterStatistic {
    explicit RegisterStatistic(std::string name) {
        StatisticEntry entry{
            S::measures, {}, []() -> std::unique_ptr<Statistic> { return std::make_unique<S>(); }};
        if constexpr (requires { S::figures; }) entry.figures = S::figures;
        registry::add(std::move(name), std::move(entry));
    }
};

}  // namespace hearth
