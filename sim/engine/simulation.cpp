#include "sim/engine/simulation.hpp"

#include "sim/processes/place_finding.hpp"

namespace hearth {

Simulation::Simulation(const Country& country, const Schedule& schedule, std::uint64_t seed,
                       std::uint32_t replicate, const Workers& workers)
    : country_{country},
      schedule_{schedule},
      workers_{workers},
      first_day_{seed, shared_by_replicates, "first_day"},
      month_{country.start},
      population_{country} {
    for (const auto& [name, process] : schedule) draws_.emplace_back(seed, replicate, name);
    settle_first_day();
    begin();
}

/// One market day: the children whose places are counted get theirs, authority by authority, child by child.
/// Where the country has no place left the child stays as it is, in a place that nobody counts.
void Simulation::settle_first_day() {
    const PlaceFinder finder{country_, country_.first_day_reach};
    for (std::uint16_t authority = 0; authority < population_.authorities(); ++authority) {
        const auto& roster = population_.local(authority).in_care;
        for (std::uint32_t row = 0; row < roster.size(); ++row) {
            const auto kind = roster.kind[row];
            const auto provider = population_.placements().provider[roster.placement_row[row]];
            const auto child = roster.child[row];
            const auto [of_vacancy, of_authority] = first_day_.uniform_pair(child, 0);
            std::optional<Place> place;
            if (is_counted(kind))
                place =
                    finder.find_of(population_, kind, provider, authority, row, {of_authority, of_vacancy});
            if (!place) {
                place =
                    finder.uncounted(population_, kind, provider, authority, row,
                                     first_day_.uniform_pair(child, 1), first_day_.uniform_pair(child, 2));
            }
            population_.settle(authority, row, *place);
        }
    }
}

void Simulation::begin() {
    workers_.for_each(population_.authorities(), [this](std::size_t authority) {
        std::vector<Event> none;
        for (std::size_t index = 0; index < schedule_.size(); ++index) {
            LocalMonth local{country_,
                             static_cast<std::uint16_t>(authority),
                             population_.local(authority),
                             month_,
                             draws_[index],
                             none};
            schedule_[index].process->begin(local);
        }
    });
}

std::vector<Event> Simulation::plan(std::uint16_t authority) {
    std::vector<Event> events;
    for (std::size_t index = 0; index < schedule_.size(); ++index) {
        LocalMonth local{country_, authority, population_.local(authority), month_, draws_[index], events};
        schedule_[index].process->plan(local);
    }
    return events;
}

void Simulation::live_month() {
    std::vector<std::vector<Event>> planned(population_.authorities());
    workers_.for_each(planned.size(), [&](std::size_t authority) {
        planned[authority] = plan(static_cast<std::uint16_t>(authority));
    });

    Calendar calendar{month_};
    for (const auto& events : planned) {
        for (const auto& event : events) calendar.add(event);
    }
    std::array<std::vector<std::size_t>, event_kinds.size()> hearers;
    for (std::size_t index = 0; index < schedule_.size(); ++index) {
        for (const auto kind : schedule_[index].process->hears())
            hearers[static_cast<std::size_t>(kind)].push_back(index);
    }
    calendar.walk([&](const Event& event) {
        for (const auto index : hearers[static_cast<std::size_t>(event.kind)]) {
            Moment now{population_, calendar, draws_[index]};
            schedule_[index].process->happen(event, now);
        }
    });

    workers_.for_each(planned.size(), [this](std::size_t authority) { population_.close_month(authority); });
    month_ = month_ + 1;
}

}  // namespace hearth
