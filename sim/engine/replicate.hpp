#pragma once

#include <functional>

#include "sim/engine/model.hpp"
#include "sim/results/recorder.hpp"
#include "sim/results/saved_tables.hpp"

namespace hearth {

/// One replicate from its first month on: its people, and what has been recorded of them. It can stop at any
/// month's end, be copied there, and go on under another schedule, or be saved and go on another day.
class Replicate {
   public:
    Replicate(const Schedule& schedule, const Country& country, const Layout& layout, std::size_t number,
              const Workers& workers);

    /// Goes on from a common past under a schedule that does not differ before the month reached.
    Replicate(const Replicate& past, const Schedule& schedule);

    /// Goes on from what `save` kept, in `month`. `country` is the one that it began with.
    Replicate(SavedTables saved, Month month, const Schedule& schedule, const Country& country,
              const Layout& layout, std::size_t number, const Workers& workers);

    /// The month that is lived next.
    Month month() const { return simulation_.month(); }

    /// Lives and records every month before `end`.
    ///
    /// @param each_month  called after every month; may throw to stop (Interrupted)
    void live_until(Month end, const std::function<void()>& each_month);

    SavedTables save() const;

    /// What was recorded. The replicate is over.
    ///
    /// @throws BrokenContract if the invariants do not hold
    ReplicateResults take(Events events);

   private:
    Replicate(RestoreTables restore, Month month, const Schedule& schedule, const Country& country,
              const Layout& layout, std::size_t number, const Workers& workers);

    std::size_t number_;
    Simulation simulation_;
    Recorder recorder_;
};

}  // namespace hearth
