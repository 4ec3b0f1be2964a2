#pragma once

#include <algorithm>
#include <vector>

#include "sim/core/contracts.hpp"
#include "sim/core/event.hpp"
#include "sim/core/own_kinds.hpp"

namespace hearth {

/// Dated events of one month, walked day by day, within a day by hour, within an hour by whom they are about.
///
/// What happens may schedule more: on the same day only at a later hour, else from the next day on. So the
/// order never depends on who scheduled first.
class Days {
   public:
    Days(Month month, std::size_t hours)
        : first_{first_day(month)},
          hours_{hours},
          events_(static_cast<std::size_t>(days_in(month)) * hours) {}

    Day first() const { return first_; }
    Day last() const { return first_ + (static_cast<std::int32_t>(events_.size() / hours_) - 1); }

    /// Adds an event of this month; one after its end is a mistake of the process that planned it.
    void add(const Event& event, std::size_t hour) {
        expects(event.day >= first_ && event.day <= last(), "an event outside the month of its calendar");
        expects(event.day > today_ || (event.day == today_ && hour >= next_hour_),
                "an event scheduled in the past, or too late in its day");
        on(event.day, hour).push_back(event);
    }

    bool has_any_on(Day day) const {
        const auto begin = events_.begin() + (day - first_) * static_cast<std::ptrdiff_t>(hours_);
        return std::any_of(begin, begin + static_cast<std::ptrdiff_t>(hours_),
                           [](const auto& events) { return !events.empty(); });
    }

    /// The day begins; nothing of it has happened yet.
    void begin(Day day) {
        today_ = day;
        next_hour_ = 0;
    }

    /// Calls `happen(event)` for every event of today in order, those added meanwhile included.
    template <class Happen>
    void walk_today(Happen&& happen) {
        for (std::size_t hour = 0; hour < hours_; ++hour) {
            next_hour_ = hour + 1;
            auto& events = on(today_, hour);
            std::sort(events.begin(), events.end());
            for (const auto& event : events) happen(event);
            events.clear();
        }
    }

   private:
    std::vector<Event>& on(Day day, std::size_t hour) {
        return events_[static_cast<std::size_t>(day - first_) * hours_ + hour];
    }

    Day first_;
    std::size_t hours_;
    Day today_{INT32_MIN};
    std::size_t next_hour_ = 0;               ///< the earliest hour of today that may still be added to
    std::vector<std::vector<Event>> events_;  ///< by day and hour
};

/// The month of a nation: what its authorities share, in one order (a move is followed by a search, a
/// placement by what follows from it, and no placement has length zero), and what is each authority's own.
class Calendar {
   public:
    explicit Calendar(Month month, std::size_t authorities = 0) : shared_{month, event_kinds.size()} {
        if (own_kinds() > 0) own_.assign(authorities, Days{month, own_kinds()});
    }

    Day last() const { return shared_.last(); }

    /// Adds an event of this month, to what its authority has of its own or to what all share.
    void add(const Event& event) {
        if (is_own(event.kind())) {
            own_.at(event.authority).add(event, own_hour(event.kind()));
        } else {
            shared_.add(event, hour_of(event.kind()));
        }
    }

    /// Of each authority; none where no process has events of an authority's own.
    std::vector<Days>& own() { return own_; }

    /// Each day calls first `own_day(day)`, in which what is the authorities' own has to happen, then
    /// `happen(event)` for every event that they share.
    template <class OwnDay, class Happen>
    void walk(OwnDay&& own_day, Happen&& happen) {
        for (Day day = shared_.first(); day <= last(); day = day + 1) {
            shared_.begin(day);
            own_day(day);
            shared_.walk_today(happen);
        }
    }
    template <class Happen>
    void walk(Happen&& happen) {
        walk([](Day) {}, happen);
    }

   private:
    Days shared_;
    std::vector<Days> own_;
};

}  // namespace hearth
