// Question: what does the calendar itself cost?
// Unit:     events/s added, sorted and walked, one thread.
// Input:    the moves, ends and entries that England's processes plan for one month, in the order in which
//           they plan them; nothing happens at an event.
#include <benchmark/benchmark.h>

#include "benchmarks/input.hpp"
#include "sim/core/calendar.hpp"

namespace hearth::benchmarks {
namespace {

void calendar(benchmark::State& state) {
    auto population = lived_in();
    const Month month = england().country.start + 24;
    std::vector<Event> events;
    for (const auto& scheduled : england().model.schedule) {
        Planner planner{england(), scheduled.name};
        planner.plan(population, month);
        events.insert(events.end(), planner.events.begin(), planner.events.end());
    }
    for (auto _ : state) {
        Calendar days{month};
        for (const auto& event : events) days.add(event);
        std::uint64_t sum = 0;
        days.walk([&sum](const Event& event) { sum = sum * 31 + event.authority; });
        benchmark::DoNotOptimize(sum);
    }
    state.counters["events/s"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(events.size()),
                           benchmark::Counter::kIsRate);
}
BENCHMARK(calendar)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace hearth::benchmarks
