#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agents/population.hpp"
#include "sim/core/work.hpp"
#include "sim/engine/schedule.hpp"

namespace hearth {

/// One replicate: months are planned by authority in parallel, then lived day by day, then closed.
class Simulation {
   public:
    Simulation(const Country& country, const Schedule& schedule, std::uint64_t seed, std::uint32_t replicate,
               const Workers& workers);

    /// Goes on from a past under another schedule, whose processes find the people as they are: none of them
    /// begins. Random numbers have addresses, so a process draws what it would have drawn all along.
    Simulation(const Simulation& past, const Schedule& schedule);

    /// Goes on with saved people in `month`, under a schedule of which the same holds.
    Simulation(Population people, Month month, const Schedule& schedule, std::uint64_t seed,
               std::uint32_t replicate, const Workers& workers);

    /// The month that is lived next.
    Month month() const { return month_; }
    const Population& population() const { return population_; }

    /// Lives one month: plan, days, close. Afterwards `population()` is as on the month's last day.
    void live_month();

    /// The three steps of a month, in this order.
    Calendar plan_month();
    void live_days(Calendar& calendar);
    void close_month();

   private:
    void live_own_day(Calendar& calendar, Day day);
    template <class MomentOf, class Act, class Hear>
    void tell(const Event& event, MomentOf moment_of, Act act, Hear hear) const;
    void begin();
    std::vector<Event> plan(std::uint16_t authority);
    LocalMonth local_month(std::size_t process, std::size_t authority, std::vector<Event>& events);

    /// Takes a step of a process; what it cannot do is told with its name, the month and the place.
    template <class Step>
    void attempt(std::size_t process, std::size_t authority, Step step) const;

    const Country& country_;
    const Schedule& schedule_;
    Audience audience_;
    const Workers& workers_;
    std::uint64_t seed_;
    std::uint32_t replicate_;
    std::vector<Draws> draws_;  ///< one stream for each process
    Month month_;
    Levels levels_;
    Population population_;
};

}  // namespace hearth
