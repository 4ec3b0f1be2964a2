// Question: what does the results file cost?
// Unit:     MB/s of values before compression, digest and fsync included; one thread, real time.
// Input:    England's monthly and yearly measures and episodes, 72 months, one replicate; to the folder for
//           temporary files.
#include <benchmark/benchmark.h>

#include "benchmarks/input.hpp"

namespace hearth::benchmarks {
namespace {

double megabytes(const ReplicateResults& results) {
    std::size_t bytes = 0;
    for (const auto& panel : results.panels) bytes += panel.size() * sizeof panel.front();
    for (const auto& table : results.events) {
        for (const auto& column : table.columns) {
            bytes += std::visit([](const auto& cells) { return cells.size() * sizeof cells.front(); },
                                column.cells);
        }
    }
    return static_cast<double>(bytes) / 1e6;
}

void results_file(benchmark::State& state) {
    static const auto results = live(england());
    for (auto _ : state) {
        state.PauseTiming();
        auto copy = results;
        state.ResumeTiming();
        write_and_remove(england().layout, std::move(copy));
    }
    state.counters["MB/s"] = benchmark::Counter(static_cast<double>(state.iterations()) * megabytes(results),
                                                benchmark::Counter::kIsRate);
}
BENCHMARK(results_file)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
}  // namespace hearth::benchmarks
