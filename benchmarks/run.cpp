#include "benchmarks/run.hpp"

#include <unistd.h>

namespace hearth::benchmarks {

Layout layout_of(const England& input) {
    return {.scenarios = {"baseline"},
            .replicates = 1,
            .start = input.model.settings.start,
            .months = input.model.settings.months,
            .areas = areas_of(input.country, input.model.is_whole_nation()),
            .provenance = {.config_name = "england",
                           .config = {},
                           .version = "benchmark",
                           .commit = "benchmark",
                           .seed = input.model.settings.seed}};
}

ReplicateResults live(const England& input, const Layout& layout) {
    Simulation simulation{input.country, input.model.schedule, input.model.settings.seed, 0, input.workers};
    Recorder recorder{input.country, layout};
    for (int month = 0; month < layout.months; ++month) {
        const Month now = simulation.month();
        simulation.live_month();
        recorder.record(simulation.population(), now);
    }
    return recorder.take(simulation.population(), true);
}

void write_and_remove(const std::filesystem::path& file, const Layout& layout, ReplicateResults results) {
    ResultsWriter writer{file, layout};
    writer.write(std::move(results));
    writer.finish({});
    std::filesystem::remove(file);
}

std::filesystem::path temporary_file() {
    return std::filesystem::temp_directory_path() / ("hearth-benchmark-" + std::to_string(getpid()) + ".h5");
}

}  // namespace hearth::benchmarks
