// Question: what does a month of hazards cost for those in care?
// Unit:     child-months/s, one thread.
// Input:    all children looked after in England after two simulated years; planning of their disruptions, of
//           their leaving, of their going missing. Each round starts from the same clocks.
#include <benchmark/benchmark.h>

#include "agents/population_tables.hpp"
#include "benchmarks/input.hpp"

namespace hearth::benchmarks {
namespace {

void plan_roster(benchmark::State& state, const std::string& process) {
    auto population = lived_in();
    Planner planner{england(), process};
    const Month month = england().country.start + 24;
    std::vector<std::unique_ptr<OwnedTable>> clocks;  // of all authorities, one after another
    for_each_table(population, [&](std::string_view, auto& table) {
        if constexpr (std::is_same_v<decltype(table), OwnedTable&>) clocks.push_back(table.copy());
    });
    std::size_t children = 0;
    for (std::size_t authority = 0; authority < population.authorities(); ++authority)
        children += population.local(authority).in_care.size();
    for (auto _ : state) {
        planner.plan(population, month);
        benchmark::DoNotOptimize(planner.events.data());
        state.PauseTiming();
        auto clock = clocks.begin();
        for_each_table(population, [&](std::string_view, auto& table) {
            if constexpr (std::is_same_v<decltype(table), OwnedTable&>) table.restore((*clock++)->bytes());
        });
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
