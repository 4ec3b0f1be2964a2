#pragma once

#include <algorithm>
#include <array>
#include <vector>

#include "agents/event.hpp"
#include "sim/core/contracts.hpp"

namespace hearth {

/// The dated events of one month, walked day by day, within a day by hour (`hour_of`), within an hour by whom
/// they are about.
///
/// What happens may schedule more: on the same day only at a later hour (a move is followed by a search, a
/// placement by what follows from it), else from the next day on. So no placement has length zero, and the
/// order never depends on who scheduled first.
class Calendar {
   public:
    explicit Calendar(Month month)
        : first_{first_day(month)}, days_(static_cast<std::size_t>(days_in(month))) {}

    Day last() const { return first_ + (static_cast<std::int32_t>(days_.size()) - 1); }

    /// Adds an event of this month; one after its end is a mistake of the process that planned it.
    void add(const Event& event) {
        expects(event.day >= first_ && event.day <= last(), "an event outside the month of its calendar");
        const auto hour = hour_of(event.kind);
        expects(!(event.day < today_) && (event.day > today_ || hour > now_),
                "an event scheduled in the past, or too late in its day");
        days_[static_cast<std::size_t>(event.day - first_)][hour].push_back(event);
    }

    /// Calls `happen(event)` for every event in order, those added meanwhile included.
    template <class Happen>
    void walk(Happen&& happen) {
        for (std::size_t day = 0; day < days_.size(); ++day) {
            today_ = first_ + static_cast<std::int32_t>(day);
            for (std::size_t hour = 0; hour < event_kinds.size(); ++hour) {
                now_ = static_cast<std::uint8_t>(hour);
                auto& events = days_[day][hour];
                std::sort(events.begin(), events.end());
                for (const auto& event : events) happen(event);
                events.clear();
            }
        }
    }

   private:
    Day first_;
    Day today_{INT32_MIN};
    std::uint8_t now_{};
    std::vector<std::array<std::vector<Event>, event_kinds.size()>> days_;
};

}  // namespace hearth
