#include "sim/engine/simulation.hpp"

#include <fmt/format.h>

#include "sim/core/unworkable.hpp"

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
            attempt(index, authority, [&](const Process& process) { (process.*step)(local); });
        }
    };
    own.forget_policies();
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
    calendar.walk([&](const Event& event) {
        bool comes_to_pass = true;
        if (const auto actor = audience_.actor(event.kind)) {
            Moment now{population_, calendar, draws_[*actor]};
            attempt(*actor, event.authority,
                    [&](const Process& process) { comes_to_pass = process.act(event, now); });
        }
        if (!comes_to_pass) return;
        for (const auto index : audience_.hearers(event.kind)) {
            Moment now{population_, calendar, draws_[index]};
            attempt(index, event.authority, [&](const Process& process) { process.hear(event, now); });
        }
    });
}

void Simulation::close_month() {
    workers_.for_each(population_.authorities(),
                      [this](std::size_t authority) { population_.close_month(authority); });
    month_ = month_ + 1;
}

}  // namespace hearth
