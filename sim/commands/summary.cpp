#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "sim/commands/apart.hpp"
#include "sim/commands/commands.hpp"
#include "sim/results/results.hpp"
#include "sim/results/summary.hpp"

namespace hearth {

void add_summary(CLI::App& program, Chosen& chosen) {
    struct Options {
        std::string file;
        std::string by = "nation";
        bool json = false;
        bool csv = false;
    };
    auto* command = program.add_subcommand("summary", "Print what a results file says, by year");
    auto options = std::make_shared<Options>();
    command->add_option("results", options->file, "a results file")->required();
    auto* json = command->add_flag("--json", options->json, "records as JSON");
    command->add_flag("--csv", options->csv, "records as CSV")->excludes(json);
    command->add_option("--by", options->by, "nation, region or la")
        ->check(CLI::IsMember({"nation", "region", "la"}))
        ->capture_default_str();
    command->footer(
        "Examples:\n  hearth summary results.h5\n  hearth summary results.h5 --csv --by la > by_la.csv");
    command->callback([options, &chosen] {
        chosen = [options] {
            if (const auto code = outcome_of_a_copy(options->file)) return *code;
            const ResultsReader results{options->file};
            const auto level = options->by == "la"       ? Level::la
                               : options->by == "region" ? Level::region
                                                         : Level::nation;
            const auto records = summarise(results, level);
            fmt::print("{}", options->json  ? summary_json(records)
                             : options->csv ? summary_csv(records)
                                            : summary_table(records, results.layout().replicates));
            return int{done};
        };
    });
}

}  // namespace hearth
