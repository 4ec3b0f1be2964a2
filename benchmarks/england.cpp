// Question: what does a whole run cost?
// Unit:     months/s, all threads that the process may use, real time.
// Input:    the North East (12 authorities), 72 months, one replicate: reading, building, living,
//           recording, writing.
#include <benchmark/benchmark.h>

#include "benchmarks/input.hpp"

namespace hearth::benchmarks {
namespace {

constexpr int months = 72;

void north_east(benchmark::State& state) {
    for (auto _ : state) {
        const England region{{"North East"}, months};
        write_and_remove(region.layout, live(region));
    }
    state.counters["months/s"] =
        benchmark::Counter(static_cast<double>(state.iterations()) * months, benchmark::Counter::kIsRate);
}
BENCHMARK(north_east)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace hearth::benchmarks
