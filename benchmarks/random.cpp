// Question: what does a random number cost?
// Unit:     ns per Philox block (128 bits); ns per exponential draw (a block and SLEEF's logarithm).
// Input:    consecutive addresses, one thread. The first figure is the machine's yardstick: quote it with
//           every timing.
#include <benchmark/benchmark.h>

#include "sim/core/random.hpp"

namespace hearth {
namespace {

constexpr std::uint64_t draws_in_a_round = 1 << 16;

/// Time for one draw.
void report(benchmark::State& state) {
    const auto draws = static_cast<double>(state.iterations()) * draws_in_a_round;
    state.counters["time/draw"] =
        benchmark::Counter(draws, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void philox_block(benchmark::State& state) {
    const Draws draw{1, 0, "benchmark"};
    for (auto _ : state) {
        std::uint32_t sum = 0;
        for (std::uint64_t child = 0; child < draws_in_a_round; ++child) {
            const auto block = draw.block(ChildKey{child << 6U}, 7);
            sum += block[0] ^ block[1] ^ block[2] ^ block[3];
        }
        benchmark::DoNotOptimize(sum);
    }
    report(state);
}
BENCHMARK(philox_block)->Unit(benchmark::kMillisecond);

void exponential_draw(benchmark::State& state) {
    const Draws draw{1, 0, "benchmark"};
    for (auto _ : state) {
        double sum = 0;
        for (std::uint64_t child = 0; child < draws_in_a_round; ++child) {
            sum += draw.exponential(ChildKey{child << 6U}, 7);
        }
        benchmark::DoNotOptimize(sum);
    }
    report(state);
}
BENCHMARK(exponential_draw)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace hearth
