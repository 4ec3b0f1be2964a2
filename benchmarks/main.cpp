#include <benchmark/benchmark.h>

// Times mean nothing without the machine: `scripts/benchmark.sh` runs this and names it.
BENCHMARK_MAIN();
