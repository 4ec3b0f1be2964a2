// Question: what does it cost to find places?
// Unit:     placements/s of the days of a month: ends, plans, disruptions, entries and searches, one thread.
// Input:    24 months after the first year, everything on: three regions (30% of England's children), and
// England.
#include <benchmark/benchmark.h>

#include <chrono>

#include "benchmarks/input.hpp"

namespace hearth::benchmarks {
namespace {

constexpr int months_before = 12, months_timed = 24;

void days(benchmark::State& state, const England& input) {
    using Clock = std::chrono::steady_clock;
    const auto& settings = input.model.settings;
    std::size_t placements = 0;
    for (auto _ : state) {
        Simulation simulation{input.country, input.model.schedule, settings.seed, 0, input.workers};
        for (int month = 0; month < months_before; ++month) simulation.live_month();
        const auto before = simulation.population().placements().size();
        std::chrono::duration<double> in_days{};
        for (int month = 0; month < months_timed; ++month) {
            auto calendar = simulation.plan_month();
            const auto began = Clock::now();
            simulation.live_days(calendar);
            in_days += Clock::now() - began;
            simulation.close_month();
        }
        placements += simulation.population().placements().size() - before;
        state.SetIterationTime(in_days.count());
    }
    state.counters["placements/s"] =
        benchmark::Counter(static_cast<double>(placements), benchmark::Counter::kIsRate);
}

void market_regions(benchmark::State& state) {
    static const England regions{{"North West", "North East", "West Midlands"}};
    days(state, regions);
}
BENCHMARK(market_regions)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);

void market_england(benchmark::State& state) {
    days(state, england());
}
BENCHMARK(market_england)->Unit(benchmark::kMillisecond)->UseManualTime()->Iterations(1);

}  // namespace
}  // namespace hearth::benchmarks
