#include "sim/engine/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/core/unworkable.hpp"
#include "sim/engine/bookkeeper.hpp"
#include "sim/engine/steward.hpp"

namespace hearth {

template <class Step>
void Simulation::attempt(std::size_t process, std::size_t authority, Step step) const {
    try {
        step(*schedule_[process].process);
    } catch (const Unworkable& why) {
        throw Unworkable{fmt::format("{}: in {}, {}: {}. 'hearth describe' lists its parameters",
                                     schedule_[process].name, to_text(month_),
                                     country_.authorities[authority].name, why.what())};
    }
}

Simulation::Simulation(const Country& country, const Schedule& schedule, std::uint64_t seed,
                       std::uint32_t replicate, const Workers& workers)
    : Simulation{Population{country}, country.start, schedule, seed, replicate, workers} {
    begin();
}

Simulation::Simulation(const Simulation& past, const Schedule& schedule)
    : Simulation{past.population_, past.month_, schedule, past.seed_, past.replicate_, past.workers_} {}

Simulation::Simulation(Population people, Month month, const Schedule& schedule, std::uint64_t seed,
                       std::uint32_t replicate, const Workers& workers)
    : country_{people.country()},
      schedule_{schedule},
      audience_{schedule},
      workers_{workers},
      seed_{seed},
      replicate_{replicate},
      month_{month},
      levels_{country_, seed, replicate},
      population_{std::move(people)} {
    for (const auto& [name, process] : schedule_) draws_.emplace_back(seed_, replicate_, name);
}

/// What a process has in its hands of an authority.
LocalMonth Simulation::local_month(std::size_t process, std::size_t authority, std::vector<Event>& events) {
    return {.country = country_,
            .authority = static_cast<std::uint16_t>(authority),
            .own = population_.own(authority, Steward{}),
            .everybody = population_,
            .books = population_.books(authority),
            .account = population_.account(authority, schedule_[process].name, Bookkeeper{}),
            .month = month_,
            .levels = levels_,
            .draw = draws_[process],
            .events = events};
}

void Simulation::begin() {
    workers_.for_each(population_.authorities(), [this](std::size_t authority) {
        std::vector<Event> none;
        for (std::size_t index = 0; index < schedule_.size(); ++index) {
            FirstMonth local{local_month(index, authority, none),
                             population_.before_first_day(authority, Steward{})};
            schedule_[index].process->begin(local);
        }
        population_.list_vacancies(authority);
    });
}

std::vector<Event> Simulation::plan(std::uint16_t authority) {
    std::vector<Event> events;
    const auto for_each_process = [&](auto step) {
        for (std::size_t index = 0; index < schedule_.size(); ++index) {
            auto local = local_month(index, authority, events);
            attempt(index, authority, [&](const Process& process) { (process.*step)(local); });
        }
    };
    population_.own(authority, Steward{}).forget_policies();
    for_each_process(&Process::steer);
    for_each_process(&Process::plan);
    return events;
}

void Simulation::live_month() {
    auto calendar = plan_month();
    live_days(calendar);
    close_month();
}

Calendar Simulation::plan_month() {
    Calendar calendar{month_, population_.authorities()};
    std::vector<std::vector<Event>> shared(population_.authorities());
    workers_.for_each(shared.size(), [&](std::size_t authority) {
        auto& planned = shared[authority] = plan(static_cast<std::uint16_t>(authority));
        const auto own = std::partition(planned.begin(), planned.end(),
                                        [](const Event& event) { return !is_own(event.kind()); });
        std::for_each(own, planned.end(), [&](const Event& event) { calendar.add(event); });
        planned.erase(own, planned.end());
    });
    for (const auto& events : shared) {
        for (const auto& event : events) calendar.add(event);
    }
    return calendar;
}

/// Who acts on the event acts, and if it comes to pass all who hear of it are told.
///
/// @param moment_of  what a process has in its hands, which draws by these
template <class MomentOf, class Act, class Hear>
void Simulation::tell(const Event& event, MomentOf moment_of, Act act, Hear hear) const {
    bool comes_to_pass = true;
    if (const auto actor = audience_.actor(event.kind()))
        attempt(*actor, event.authority, [&](const Process& process) {
            auto moment = moment_of(draws_[*actor]);
            comes_to_pass = (process.*act)(event, moment);
        });
    if (!comes_to_pass) return;
    for (const auto index : audience_.hearers(event.kind()))
        attempt(index, event.authority, [&](const Process& process) {
            auto moment = moment_of(draws_[index]);
            (process.*hear)(event, moment);
        });
}

void Simulation::live_days(Calendar& calendar) {
    const auto moment_of = [&](const Draws& draw) { return Moment{population_, calendar, levels_, draw}; };
    calendar.walk([&](Day day) { live_own_day(calendar, day); },
                  [&](const Event& event) { tell(event, moment_of, &Process::act, &Process::hear); });
}

/// What is the authorities' own of a day, all of them at the same time.
void Simulation::live_own_day(Calendar& calendar, Day day) {
    auto& own = calendar.own();
    std::vector<std::vector<Event>> shared(own.size());
    workers_.for_each(own.size(), [&](std::size_t authority) {
        own[authority].begin(day);
        if (!own[authority].has_any_on(day)) return;
        own[authority].walk_today([&](const Event& event) {
            const auto here = [&](const Draws& draw) {
                return Here{country_, event.authority, population_.own(authority, Steward{}),
                            draw,     own[authority],  shared[authority]};
            };
            tell(event, here, &Process::act_here, &Process::hear_here);
        });
    });
    for (const auto& events : shared)
        for (const auto& event : events) calendar.add(event);
}

void Simulation::close_month() {
    workers_.for_each(population_.authorities(),
                      [this](std::size_t authority) { population_.close_month(authority, month_); });
    month_ = month_ + 1;
}

}  // namespace hearth
