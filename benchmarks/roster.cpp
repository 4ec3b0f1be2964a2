// Question: what does a month of hazards cost for those in care?
// Unit:     child-months/s, one thread.
// Input:    all children looked after in England after two simulated years; planning of their disruptions, of
//           their leaving, of their going missing. Each round starts from the same clocks.
#include <benchmark/benchmark.h>

#include "benchmarks/input.hpp"

namespace hearth::benchmarks {
namespace {

void plan_roster(benchmark::State& state, const std::string& process) {
    auto population = lived_in();
    Planner planner{england(), process};
    const Month month = england().country.start + 24;
    std::vector<OwnedTables> clocks;
    std::size_t children = 0;
    for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
        clocks.push_back(population.local(authority).owned);
        children += population.local(authority).in_care.size();
    }
    for (auto _ : state) {
        planner.plan(population, month);
        benchmark::DoNotOptimize(planner.events.data());
        state.PauseTiming();
        for (std::size_t authority = 0; authority < clocks.size(); ++authority)
            population.local(authority).owned = clocks[authority];
        state.ResumeTiming();
    }
    state.counters["child-months/s"] = benchmark::Counter(
        static_cast<double>(state.iterations()) * static_cast<double>(children), benchmark::Counter::kIsRate);
}

void roster_disruption(benchmark::State& state) {
    plan_roster(state, "placement_disruption");
}
BENCHMARK(roster_disruption)->Unit(benchmark::kMillisecond);

void roster_leaving(benchmark::State& state) {
    plan_roster(state, "leaving_care");
}
BENCHMARK(roster_leaving)->Unit(benchmark::kMillisecond);

void roster_missing(benchmark::State& state) {
    plan_roster(state, "missing_episodes");
}
BENCHMARK(roster_missing)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hearth::benchmarks
