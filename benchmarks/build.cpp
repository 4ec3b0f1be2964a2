// Question: what does the first day cost?
// Unit:     families/s, all threads that the process may use.
// Input:    England on 31 March 2019, with the births of 72 months; freeing it is not timed.
#include <benchmark/benchmark.h>

#include <optional>

#include "benchmarks/input.hpp"

namespace hearth::benchmarks {
namespace {

void starting_population(benchmark::State& state) {
    const auto& model = england().model;
    std::size_t families = 0;
    for (const auto& authority : england().country.authorities) families += authority.families.size();
    for (auto _ : state) {
        std::optional country =
            model.starting_population.build(model.inputs, model.chosen, model.settings.start,
                                            model.settings.months, model.settings.seed, england().workers);
        benchmark::DoNotOptimize(country->authorities.data());
        state.PauseTiming();
        country.reset();
        state.ResumeTiming();
    }
    state.counters["families/s"] = benchmark::Counter(
        static_cast<double>(state.iterations()) * static_cast<double>(families), benchmark::Counter::kIsRate);
}
BENCHMARK(starting_population)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace hearth::benchmarks
