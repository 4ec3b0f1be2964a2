// Question: what does it cost to find each month's entries to care among all families?
// Unit:     family-months/s, one thread.
// Input:    all families of England from the second month on, twelve months a round: the scan for candidates,
//           and what is decided for each of them. Each round starts from the same candidates.
#include <benchmark/benchmark.h>

#include "agents/population_tables.hpp"
#include "benchmarks/input.hpp"

namespace hearth::benchmarks {
namespace {

constexpr int months_in_a_round = 12;

void care_entry(benchmark::State& state) {
    Population population{england().country};
    Planner planner{england(), "care_entry"};
    planner.begin(population);
    std::vector<FamilyStates> families;
    std::size_t count = 0;
    for (std::size_t authority = 0; authority < population.authorities(); ++authority) {
        families.push_back(population.local(authority).families);
        count += families.back().size();
    }
    for (auto _ : state) {
        for (int month = 1; month <= months_in_a_round; ++month) {
            planner.plan(population, england().country.start + month);
            benchmark::DoNotOptimize(planner.events.data());
        }
        state.PauseTiming();
        std::size_t authority = 0;
        for_each_table(population, [&](std::string_view name, auto& table) {
            if constexpr (std::is_same_v<decltype(table), Column<std::uint8_t>&>)
                if (name == "families.due") table = families[authority++].due;
        });
        state.ResumeTiming();
    }
    state.counters["family-months/s"] = benchmark::Counter(
        static_cast<double>(state.iterations()) * static_cast<double>(count) * months_in_a_round,
        benchmark::Counter::kIsRate);
}
BENCHMARK(care_entry)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hearth::benchmarks
