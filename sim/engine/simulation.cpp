#include "sim/engine/simulation.hpp"

#include <fmt/format.h>

#include "sim/core/unworkable.hpp"

namespace hearth {
namespace {

/// Takes a step of a process; what it cannot do is told with its name, the month and the place.
template <class Step>
void attempt(const std::string& process, Month month, const Authority& authority, Step step) {
    try {
        step();
    } catch (const Unworkable& why) {
        throw Unworkable{fmt::format("{}: in {}, {}: {}. 'hearth describe' lists its parameters", process,
                                     to_text(month), authority.name, why.what())};
    }
}

}  // namespace

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
      workers_{workers},
      seed_{seed},
      replicate_{replicate},
      month_{month},
      population_{std::move(people)} {
    for (const auto& [name, process] : schedule_) draws_.emplace_back(seed_, replicate_, name);
}

void Simulation::begin() {
    workers_.for_each(population_.authorities(), [this](std::size_t authority) {
        std::vector<Event> none;
        for (std::size_t index = 0; index < schedule_.size(); ++index) {
            LocalMonth local{country_,
                             static_cast<std::uint16_t>(authority),
                             population_.local(authority),
                             population_,
                             month_,
                             draws_[index],
                             none};
            schedule_[index].process->begin(local);
        }
        population_.list_vacancies(authority);
    });
}

std::vector<Event> Simulation::plan(std::uint16_t authority) {
    std::vector<Event> events;
    auto& own = population_.local(authority);
    const auto for_each_process = [&](auto step) {
        for (std::size_t index = 0; index < schedule_.size(); ++index) {
            LocalMonth local{country_, authority, own, population_, month_, draws_[index], events};
            attempt(schedule_[index].name, month_, country_.authorities[authority],
                    [&] { (schedule_[index].process.get()->*step)(local); });
        }
    };
    own.policies = {};
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
    std::vector<std::vector<Event>> planned(population_.authorities());
    workers_.for_each(planned.size(), [&](std::size_t authority) {
        planned[authority] = plan(static_cast<std::uint16_t>(authority));
    });

    Calendar calendar{month_};
    for (const auto& events : planned) {
        for (const auto& event : events) calendar.add(event);
    }
    return calendar;
}

void Simulation::live_days(Calendar& calendar) {
    std::array<std::vector<std::size_t>, event_kinds.size()> hearers;
    for (std::size_t index = 0; index < schedule_.size(); ++index) {
        for (const auto kind : schedule_[index].process->hears())
            hearers[static_cast<std::size_t>(kind)].push_back(index);
    }
    calendar.walk([&](const Event& event) {
        for (const auto index : hearers[static_cast<std::size_t>(event.kind)]) {
            Moment now{population_, calendar, draws_[index]};
            attempt(schedule_[index].name, month_, country_.authorities[event.authority],
                    [&] { schedule_[index].process->happen(event, now); });
        }
    });
}

void Simulation::close_month() {
    workers_.for_each(population_.authorities(),
                      [this](std::size_t authority) { population_.close_month(authority); });
    month_ = month_ + 1;
}

}  // namespace hearth
