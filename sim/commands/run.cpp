#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "sim/commands/progress.hpp"
#include "sim/commands/run_options.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/words.hpp"
#include "sim/core/contracts.hpp"
#include "sim/engine/continuation.hpp"
#include "sim/engine/in_order.hpp"
#include "sim/engine/policies_ahead.hpp"
#include "sim/engine/replicate.hpp"
#include "sim/engine/run.hpp"
#include "sim/inputs/years_of_tables.hpp"
#include "sim/results/summary.hpp"

namespace hearth {
namespace {

struct SingleRunOptions : RunOptions {
    std::vector<std::string> snapshot_at;  ///< month and file
    int snapshot_months = 0;               ///< how long a run may be that goes on from it
    std::string from;
};

/// A snapshot to be written, and of which month.
struct SnapshotWanted {
    Month month;
    std::unique_ptr<SnapshotWriter> writer;
};

[[noreturn]] void refuse_snapshot(const std::string& text) {
    throw ConfigError{{{{"--snapshot-at"}, text}}};
}

/// @param first  the first month that the run lives
std::optional<SnapshotWanted> snapshot_wanted(const SingleRunOptions& options, const Config& config,
                                              const Model& model, Month first) {
    if (options.snapshot_at.empty()) return std::nullopt;
    const auto& file = options.snapshot_at.back();
    const auto month = parse_month(options.snapshot_at.front());
    const Month end = model.settings.start + model.settings.months;
    if (!month)
        refuse_snapshot(fmt::format("'{}' is not a month. Write --snapshot-at 2026-04 snapshot.h5",
                                    options.snapshot_at.front()));
    if (*month <= first || *month > end)
        refuse_snapshot(fmt::format("{} is not inside the run. Take a month from {} to {}", to_text(*month),
                                    to_text(first + 1), to_text(end)));
    if (std::filesystem::path{file}.lexically_normal() ==
        std::filesystem::path{options.output}.lexically_normal())
        refuse_snapshot(fmt::format("{} is the results file. Name another one", file));
    tidy_up(file);
    return SnapshotWanted{*month, std::make_unique<SnapshotWriter>(file, identity_of(config, model, *month))};
}

/// A replicate as it was saved. What no run can have saved is the file's fault, not ours.
Replicate restored(const SnapshotReader& from, std::size_t number, const Model& model, const Country& country,
                   const Layout& layout, const Workers& workers) {
    try {
        return {from.read(number), from.identity().month, model.schedule, country, layout, number, workers};
    } catch (const MisfitTables& why) {
        throw ConfigError{
            {{{from.name()},
              fmt::format("holds what no run can have saved ({}). Make it again", why.what())}}};
    }
}

/// Lives; a promise that breaks in what goes on from a file was more likely broken by the file.
template <class Live>
void live_from(const std::optional<SnapshotReader>& from, Live live) {
    try {
        live();
    } catch (const BrokenContract& why) {
        if (!from) throw;
        throw ConfigError{
            {{{from->name()},
              fmt::format("leads to what cannot be ({}). Was it altered? Make it again; if that "
                          "ends the same way, please report it",
                          why.what())}}};
    }
}

int run(const SingleRunOptions& options) {
    const Stopwatch watch;
    listen_for_stops();
    std::optional<SnapshotReader> from;
    if (!options.from.empty()) from.emplace(options.from);
    auto config = Config::load(options.sources());
    Model model{config, std::max(options.snapshot_months, from ? from->identity().months : 0)};
    say_notes(config.notes());
    refuse_late_starts(config, model);
    if (from) check_goes_on(*from, config, model);
    const Month first = from ? from->identity().month : model.settings.start;

    const Workers workers{options.threads};
    const auto country = model.build(workers);
    if (from) check_same_past(*from, config, model, country);
    const auto layout = layout_of(config, model, country, options.config_name());
    const auto snapshot = snapshot_wanted(options, config, model, first);
    tidy_up(options.output);
    ResultsWriter writer{options.output, layout};
    for (const auto& line : spending_ahead(model.schedule, country, layout.start + layout.months))
        fmt::print(stderr, "{}\n", line);
    {
        const Month end = layout.start + layout.months;
        Progress progress{"months", static_cast<std::int64_t>(layout.replicates) * (end - first)};
        const auto each_month = [&] {
            stop_if_asked();
            progress.step();
        };
        const auto one = [&](std::size_t replicate) {
            auto life = from ? restored(*from, replicate, model, country, layout, workers)
                             : Replicate{model.schedule, country, layout, replicate, workers};
            if (snapshot) {
                life.live_until(snapshot->month, each_month);
                snapshot->writer->write(replicate, life.save());
            }
            life.live_until(end, each_month);
            writer.write(life.take(options.events_kept()));
        };
        live_from(from, [&] { for_each_in_order(workers, layout.replicates, one); });
    }
    if (snapshot) snapshot->writer->finish();
    const auto digests = writer.finish(watch.diary(workers.threads(), options.diary));
    if (options.quiet) return done;

    const ResultsReader results{options.output};
    fmt::print("{}\n", summary_table(summarise(results, Level::nation), layout.replicates));
    fmt::print("{}, {}, {}: {:.2f} s, {:.0f} MB, {}\n", counted(country.authorities.size(), "authority"),
               counted(layout.months, "month"), counted(layout.replicates, "replicate"), watch.seconds(),
               peak_memory_mb(), counted(workers.threads(), "thread"));
    fmt::print("digest  {}\nwritten {}\n", to_text(digests), options.output);
    return done;
}

}  // namespace

void add_run(CLI::App& program, Chosen& chosen) {
    auto* command = program.add_subcommand("run", "Simulate a config and write results.h5");
    auto options = std::make_shared<SingleRunOptions>();
    options->add_to(*command, ConfigOptions::laid_over);
    command
        ->add_option("--snapshot-at", options->snapshot_at,
                     "MONTH FILE: save every replicate as it is when this month begins")
        ->expected(2);
    command
        ->add_option(
            "--snapshot-months", options->snapshot_months,
            "how many months from the start a run that goes on from it may have, if more than this one: "
            "it keeps the families of children born later, too")
        ->check(CLI::Range(1, longest_run_months))
        ->needs(command->get_option("--snapshot-at"));
    command->add_option("--from", options->from,
                        "a snapshot to go on from; --months and policies that start later may be other ones");
    command->footer(
        "Examples:\n"
        "  hearth run tiny\n"
        "  hearth run england --months 24 --areas Leeds,Bradford -o leeds.h5\n"
        "  hearth run england --snapshot-at 2026-04 england_2026.h5\n"
        "  hearth run england --from england_2026.h5 --scenario later.yaml -o later.h5");
    command->callback([options, &chosen] {
        chosen = [options] { return Outcome{run(*options), Said::about_a_file}; };
    });
}

}  // namespace hearth
