#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/commands/apart.hpp"
#include "sim/commands/commands.hpp"
#include "sim/results/published.hpp"
#include "sim/results/results.hpp"
#include "sim/results/summary.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

struct Options {
    std::string file;
    std::string by = "nation";
    bool json = false;
    bool csv = false;
    bool published = false;

    Level level() const {
        if (by == "la") return Level::la;
        return by == "region" ? Level::region : Level::nation;
    }
};

/// Where the published figures are: in the user's own configs, if these have them, or in ours.
fs::path folder_of_targets() {
    std::error_code failed;
    if (const char* configs = std::getenv("HEARTH_CONFIGS"); configs && *configs)
        if (const auto own = fs::path{configs} / "targets"; fs::is_directory(own, failed)) return own;
    return installed_configs() / "targets";
}

std::string beside_published(const ResultsReader& results, const Options& options) {
    const auto published = read_published(folder_of_targets());
    const auto records = compare_with_published(results, options.file, options.level(), published);
    if (options.json) return published_json(records);
    if (options.csv) return published_csv(records);
    return published_table(records, options.level(), results.layout(), published);
}

std::string by_itself(const ResultsReader& results, const Options& options) {
    const auto records = summarise(results, options.level());
    if (options.json) return summary_json(records);
    if (options.csv) return summary_csv(records);
    return summary_table(records, results.layout().replicates);
}

}  // namespace

void add_summary(CLI::App& program, Chosen& chosen) {
    auto* command = program.add_subcommand("summary", "Print what a results file says, by year");
    auto options = std::make_shared<Options>();
    command->add_option("results", options->file, "a results file")->required();
    auto* json = command->add_flag("--json", options->json, "records as JSON");
    command->add_flag("--csv", options->csv, "records as CSV")->excludes(json);
    command->add_option("--by", options->by, "nation, region or la")
        ->check(CLI::IsMember({"nation", "region", "la"}))
        ->capture_default_str();
    command->add_flag("--published", options->published,
                      "each figure beside the published one, with the difference; misses are marked");
    command->footer(
        "Examples:\n  hearth summary results.h5\n  hearth summary results.h5 --csv --by la > by_la.csv\n"
        "  hearth summary past.h5 --published               beside the published figures of England\n"
        "  hearth summary past.h5 --published --by la       of each authority");
    command->callback([options, &chosen] {
        chosen = [options] {
            if (const auto code = outcome_of_a_copy(options->file)) return *code;
            const ResultsReader results{options->file};
            fmt::print("{}", options->published ? beside_published(results, *options)
                                                : by_itself(results, *options));
            return int{done};
        };
    });
}

}  // namespace hearth
