#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <mutex>

#include "sim/commands/precision.hpp"
#include "sim/commands/progress.hpp"
#include "sim/commands/run_options.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/words.hpp"
#include "sim/engine/comparison.hpp"
#include "sim/engine/in_order.hpp"
#include "sim/results/headlines.hpp"

namespace hearth {
namespace {

constexpr int default_replicates = 10;

struct CompareOptions {
    RunOptions run;
    std::string precision;
    std::string branch_at;
    bool is_uncertain = false;
};

/// The baseline, then each scenario, with so many replicates.
std::vector<ScenarioGiven> given(const RunOptions& options, int replicates) {
    auto asked = options;
    asked.replicates = replicates;
    auto sources = asked.sources();
    sources.scenarios.clear();
    std::vector<ScenarioGiven> all;
    all.push_back({options.config.config, Config::load(sources)});
    say_notes(all.back().config.notes());
    for (const auto& words : options.config.scenarios) {
        sources.scenarios = scenario_files(words);
        all.push_back({words, Config::load(sources)});
    }
    return all;
}

Comparison comparison_of(const RunOptions& options, int replicates, const Workers& workers) {
    auto all = given(options, replicates);
    auto baseline = std::move(all.front());
    all.erase(all.begin());
    return {std::move(baseline), std::move(all), options.config_name(), workers};
}

Month branch_month(const std::string& text) {
    const auto month = parse_month(text);
    if (!month) {
        throw ConfigError{{{{"--branch-at"}, fmt::format("'{}' is not a month. Write it as 2024-04", text)}}};
    }
    return *month;
}

/// What is kept of each run beside the file: by scenario and replicate.
struct Findings {
    std::vector<std::vector<HeadlineValues>> headlines;
    std::vector<std::vector<double>> of_precision;
    Month since;  ///< totals are counted
    std::mutex mutex;

    Findings(const Layout& layout, Month differs_from)
        : headlines(layout.scenarios.size(), std::vector<HeadlineValues>(layout.replicates)),
          of_precision(layout.scenarios.size(), std::vector<double>(layout.replicates)),
          since{differs_from} {}

    void note(const Layout& layout, const ReplicateResults& results, const std::optional<Precision>& wanted) {
        const auto values = headline_values(layout, results, since);
        const double measured = wanted ? wanted->value_of(layout, results) : 0;
        const std::scoped_lock lock{mutex};
        headlines[results.scenario][results.replicate] = values;
        of_precision[results.scenario][results.replicate] = measured;
    }

    void end_after(std::size_t replicates) {
        for (auto& scenario : headlines) scenario.resize(replicates);
        for (auto& scenario : of_precision) scenario.resize(replicates);
    }
};

std::vector<bool> identical_scenarios(const ResultsReader& results) {
    const auto& layout = results.layout();
    std::vector<bool> identical(layout.scenarios.size(), true);
    for (std::size_t scenario = 0; scenario < identical.size(); ++scenario) {
        for (std::size_t replicate = 0; replicate < layout.replicates; ++replicate) {
            if (results.replicate_digests(scenario, replicate) != results.replicate_digests(0, replicate))
                identical[scenario] = false;
        }
    }
    return identical;
}

/// On standard error, like the progress of what it is about.
void say_what_is_spent(const Comparison& comparison) {
    const auto spending = comparison.spending_ahead();
    if (std::ranges::all_of(spending, [](const auto& lines) { return lines.empty(); })) return;
    fmt::print(stderr, "Policies spend, beyond what placements cost:\n");
    for (std::size_t scenario = 0; scenario < spending.size(); ++scenario) {
        const auto& name = comparison.layout().scenarios[scenario];
        if (spending[scenario].empty() && scenario > 0) fmt::print(stderr, "  {}: nothing\n", name);
        if (spending[scenario].empty()) continue;
        fmt::print(stderr, "  {}\n", name);
        for (const auto& line : spending[scenario]) fmt::print(stderr, "    {}\n", line);
    }
}

int compare(const CompareOptions& options) {
    const Stopwatch watch;
    listen_for_stops();
    const auto wanted =
        options.precision.empty() ? std::nullopt : std::optional{Precision::parse(options.precision)};
    const int at_most =
        wanted ? Precision::most_replicates : options.run.replicates.value_or(default_replicates);
    const Workers workers{options.run.threads};
    auto comparison = comparison_of(options.run, at_most, workers);
    if (!options.branch_at.empty()) comparison.branch_at(branch_month(options.branch_at));
    if (options.is_uncertain) comparison.draw_what_is_uncertain();
    const auto& layout = comparison.layout();
    tidy_up(options.run.output);
    ResultsWriter writer{options.run.output, layout};
    Findings findings{layout, comparison.differs_from()};
    say_what_is_spent(comparison);

    std::size_t lived = 0;
    bool is_enough = false;
    while (!is_enough && lived < layout.replicates) {
        const auto batch = wanted ? wanted->next_batch(lived) : layout.replicates;
        Progress progress{"months", static_cast<std::int64_t>(batch) * comparison.months_to_live()};
        for_each_in_order(workers, batch, [&](std::size_t one) {
            const auto each_month = [&] {
                stop_if_asked();
                progress.step();
            };
            const auto keep = [&](ReplicateResults results) {
                findings.note(layout, results, wanted);
                writer.write(std::move(results));
            };
            comparison.live(lived + one, options.run.events_kept(), workers, each_month, keep);
        });
        lived += batch;
        is_enough = wanted && wanted->is_reached(findings.of_precision, lived);
    }
    if (wanted) {
        std::vector<std::string> configs;
        for (const auto& one : given(options.run, static_cast<int>(lived)))
            configs.push_back(one.config.resolved());
        writer.end_after(lived, std::move(configs));
        findings.end_after(lived);
    }
    const auto digests = writer.finish(watch.diary(workers.threads(), options.run.diary));
    if (options.run.quiet) return done;

    const ResultsReader results{options.run.output};
    fmt::print("{}\n",
               comparison_table(layout, findings.since, findings.headlines, identical_scenarios(results)));
    if (wanted) fmt::print("{}\n", wanted->report(findings.of_precision, is_enough));
    const auto scenarios = layout.scenarios.size() - 1;
    fmt::print("the baseline and {}, {}, {}: {:.2f} s, {:.0f} MB, {}\n", counted(scenarios, "scenario"),
               counted(layout.months, "month"), counted(lived, "replicate"), watch.seconds(),
               peak_memory_mb(), counted(workers.threads(), "thread"));
    fmt::print("digest  {}\nwritten {}\n", to_text(digests), options.run.output);
    return done;
}

}  // namespace

void add_compare(CLI::App& program, Chosen& chosen) {
    auto* command =
        program.add_subcommand("compare", "Simulate scenarios beside a baseline on the same random numbers");
    auto options = std::make_shared<CompareOptions>();
    options->run.output = "compare.h5";
    options->run.events = "none";
    options->run.add_to(*command,
                        "a YAML file that changes processes; may be given again; A+B: both together");
    command->get_option("--scenario")->required();
    command->get_option("--replicates")
        ->description(fmt::format("pairs of runs, {} if not given", default_replicates));
    command
        ->add_option("--precision", options->precision,
                     "MEASURE=0.2%: as many replicates as make the 90% interval of each difference in the "
                     "measure's mean of the last 12 months that narrow, against the baseline")
        ->excludes(command->get_option("--replicates"));
    command
        ->add_flag("--uncertain", options->is_uncertain,
                   "draw numbers of policies that are not known well from their plausible ranges, anew for "
                   "each replicate; intervals are then of one more such draw")
        ->excludes("--precision");
    command->add_option("--branch-at", options->branch_at,
                        "simulate the months before this one once: scenarios change nothing until then");
    command->footer(
        "Examples:\n"
        "  hearth compare tiny --scenario agency_closes\n"
        "  hearth compare england --scenario a.yaml --scenario b.yaml --scenario a.yaml+b.yaml --replicates "
        "20\n"
        "  hearth compare england --scenario agency_closes --branch-at 2024-04 --precision "
        "looked_after=0.1%\n"
        "  hearth compare england --scenario peer_support --uncertain --replicates 40");
    command->callback([options, &chosen] {
        chosen = [options] { return Outcome{compare(*options), Said::about_a_file}; };
    });
}

}  // namespace hearth
