#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "agents/population.hpp"
#include "sim/config/section.hpp"
#include "sim/core/calendar.hpp"
#include "sim/core/levels.hpp"
#include "sim/core/random.hpp"
#include "sim/processes/spending_ahead.hpp"

namespace hearth {

/// What a process may see of all authorities while it plans one: others' carers and homes, which no plan
/// changes, and nothing else of others. Their books can't be seen.
class Everybody {
   public:
    Everybody(const Population& population) : population_{population} {}
    const LocalPopulation& local(std::size_t authority) const { return population_.local(authority); }

   private:
    const Population& population_;
};

/// What a process may touch while it plans one authority's month: what is its own to write in that authority,
/// and nothing of any other.
struct LocalMonth {
    const Country& country;
    std::uint16_t authority;
    LocalPopulation& own;
    const Everybody everybody;
    const Books& books;  ///< what this authority has spent, up to the end of the last month
    Account account;     ///< from which this process spends, in its own name
    Month month;
    const Levels& levels;        ///< of this replicate's flows from outside
    const Draws& draw;           ///< this replicate's random numbers for this process
    std::vector<Event>& events;  ///< what shall happen, on days of this month

    /// What the authority has spent in this reporting year, in the months that are over: nothing in April.
    const Spending& spent_this_year() const { return books.in_year(reporting_year(first_day(month))); }
    /// What it has for children looked after in all of this reporting year [GBP].
    double budget() const {
        return country.authorities[authority].budget.in(reporting_year(first_day(month)));
    }
};

/// What a process may touch before the first month: besides the same, what had befallen carers and homes by
/// then.
struct FirstMonth : LocalMonth {
    BeforeFirstDay before;
};

/// What a process may touch when an event happens: everything, for it happens alone. Rows of children, carers
/// and homes are changed by what the population can do, and what the process remembers is its own.
struct Moment {
    Population& population;
    Calendar& calendar;
    const Levels& levels;
    const Draws& draw;

    /// From `since` on a place is sought for a child; the first answer comes on the day `answer`.
    void seek(std::uint16_t authority, std::uint32_t row, const Wanted& wanted, Day since, Day answer) {
        population.seek(authority, row, wanted, since, answer);
        expect_answer(authority, row);
    }

    /// A search that came to nothing has its next answer on the day `answer`.
    void seek_again(std::uint16_t authority, std::uint32_t row, Day answer) {
        population.seek_again(authority, row, answer);
        expect_answer(authority, row);
    }

    /// A child has begun to be looked after by its entry or arrival: all who hear of it are told.
    void begin_care(const Event& entry, const OfChild& child) {
        calendar.add({entry.day, EventKind::care_began, entry.authority, child});
    }

   private:
    /// Answers of later months are put into the calendar of theirs by `placement_search`.
    void expect_answer(std::uint16_t authority, std::uint32_t row) {
        const auto& child = population.local(authority).in_care[row];
        if (child.search_on > calendar.last()) return;
        calendar.add(
            {child.search_on, EventKind::searches, authority,
             OfPlacement{.child = child.child, .placement_number = child.placement_number, .row = row}});
    }
};

/// What a process may touch when an event of one authority's own happens: that authority's own rows, for
/// others' happen at the same time.
struct Here {
    const Country& country;
    std::uint16_t authority;
    LocalPopulation& own;
    const Draws& draw;
    Days& days;  ///< what is the authority's own and shall happen later today, or on another day of the month
    std::vector<Event>& shared;  ///< what shall happen to all, today or on another day of the month

    void add(const Event& event) {
        if (is_own(event.kind())) {
            days.add(event, own_hour(event.kind()));
        } else {
            shared.push_back(event);
        }
    }
};

/// Something that happens in the simulated world. Decides by month, acts by day, holds nothing but its
/// parameters.
///
/// One object serves all replicates and threads at once: only `prepare` may change it.
class Process {
   public:
    Process() = default;
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    virtual ~Process() = default;

    /// Of a policy: the first month in which it can change anything. The model's own processes have none.
    virtual std::optional<Month> starts() const { return std::nullopt; }

    /// Of a policy that does nothing, whenever the run ends: for want of which of its parameters.
    virtual std::vector<std::string_view> idle_for() const { return {}; }

    /// Of a policy that spends: what it will spend from its start to `end`, the first month after the run.
    virtual std::optional<SpendingAhead> spending_ahead(const Country&, Month /*end*/) const {
        return std::nullopt;
    }

    /// Once, before anything runs: derive tables from parameters and the starting population.
    virtual void prepare(const Country&) {}

    /// Once in each replicate and authority, before the first month: set clocks of those already there.
    virtual void begin(FirstMonth&) const {}

    /// Each month before all plans, for each authority in parallel: a policy writes what it changes this
    /// month into `own.policies`, which is as without any policy until then, and spends from its `account`.
    virtual void steer(LocalMonth&) const {}

    /// Each month, for each authority in parallel: decide, and write dated events; monthly states change at
    /// once.
    virtual void plan(LocalMonth&) const {}

    /// Kinds of events that come to pass by this process and by no other.
    virtual std::span<const EventKind> acts_on() const { return {}; }

    /// Each event of those kinds, in the order of the calendar. Returns whether it came to pass: what was
    /// planned for a child who has left, say, does not.
    virtual bool act(const Event&, Moment&) const { return false; }

    /// The same of kinds that are one authority's own (`own_kind`), in that authority's own order.
    virtual bool act_here(const Event&, Here&) const { return false; }

    /// Kinds of events that `hear` wants to be told of.
    virtual std::span<const EventKind> hears() const { return {}; }

    /// Each event of those kinds, just after it has come to pass. All who hear of it may hear in any order:
    /// each writes what is its own.
    virtual void hear(const Event&, Moment&) const {}
    virtual void hear_here(const Event&, Here&) const {}

    /// Processes whose `begin` and `plan` come before this one's: it reads what they write, or they read what
    /// it has not written yet. Else the order is free.
    virtual std::span<const std::string_view> after() const { return {}; }
};

/// Makes a process from its section of the config; the reads declare its parameters.
using MakeProcess = std::function<std::unique_ptr<Process>(Section&)>;

struct ProcessEntry {
    std::string_view meaning;
    MakeProcess make;
};

/// Every process of the program by name, which is also the name of its file, config section and ODD heading.
const std::map<std::string, ProcessEntry, std::less<>>& processes();

namespace registry {
void add(std::string name, ProcessEntry entry);
}

/// Puts a process into the registry before main() starts. This is the one global of the program.
template <class P>
struct RegisterProcess {
    RegisterProcess(std::string name, std::string_view meaning) {
        registry::add(std::move(name),
                      {meaning, [](Section& section) { return std::make_unique<P>(section); }});
    }
};

}  // namespace hearth
