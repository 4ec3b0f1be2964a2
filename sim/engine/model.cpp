#include "sim/engine/model.hpp"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/config/document.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/suggest.hpp"
#include "sim/inputs/years_of_tables.hpp"

namespace hearth {
namespace {

/// The largest seed that every reader of the results keeps exactly: R turns integers above 2^53 into other
/// ones.
constexpr double largest_seed = 9007199254740991.0;

Settings read_settings(Section& top) {
    Settings settings;
    const auto start = top.month("start", std::nullopt,
                                 "first month, the April of a year; the stock is that of the day before");
    settings.months =
        static_cast<int>(top.setting("months", 72, {1, longest_run_months}, "months to simulate"));
    settings.seed = static_cast<std::uint64_t>(top.setting(
        "seed", 1, {0, largest_seed}, "of all random numbers; the same seed gives the same bits"));
    settings.first_day_seed = static_cast<std::uint64_t>(
        top.setting("first_day_seed", static_cast<std::int64_t>(settings.seed), {0, largest_seed},
                    "of the first day alone, for runs that differ from it on; that of the run when absent"));
    settings.replicates = static_cast<int>(
        top.setting("replicates", 1, {1, 10'000}, "runs that differ in their random numbers only"));
    settings.areas =
        top.list("areas", "regions, local authorities or codes to simulate in full; all when absent");
    // A run begins with a reporting year; the value below is only for a configuration that is refused.
    settings.start = month_of(earliest_start_year, 4);
    if (!start) return settings;
    const auto year = std::clamp(year_of(*start), earliest_start_year, latest_start_year);
    if (*start != month_of(year, 4)) {
        top.fault(
            "start",
            fmt::format("start = {} (a run begins in April, the day after the stock was counted, of {} "
                        "to {}). Use {}.",
                        to_text(*start), earliest_start_year, latest_start_year, to_text(month_of(year, 4))));
    }
    settings.start = month_of(year, 4);
    return settings;
}

StartingPopulation read_starting_population(Section& top) {
    auto section = top.section(first_day_key, "how the first day is constructed");
    StartingPopulation assumed{section};
    section.close();
    return assumed;
}

}  // namespace

void read_first_day(Config& config) {
    read_starting_population(config.top());
}

Schedule read_schedule(Config& config) {
    std::vector<std::string> known;
    for (const auto& [name, entry] : processes()) known.push_back(name);
    Schedule schedule;
    for (const auto& name : config.schedule()) {
        const auto found = processes().find(name);
        if (found == processes().end()) {
            config.fault_in_schedule(
                name, "unknown process " + name + did_you_mean(name, known, ". Is it built in?"));
            continue;
        }
        auto section = config.process(name);
        schedule.push_back({name, found->second.make(section)});
        section.close();
    }
    return in_order(std::move(schedule));
}

Model::Model(Config& config, int at_least_months)
    : settings{read_settings(config.top())},
      months_of_births{std::max(settings.months, at_least_months)},
      inputs{read_inputs(config.top(), year_of(settings.start), config.faults())},
      chosen{select_areas(inputs, settings.areas, config.faults())},
      starting_population{read_starting_population(config.top())},
      schedule{read_schedule(config)} {
    const auto end = settings.start + settings.months;
    const auto held =
        YearsOfTables{config.top()}.hold(inputs, config.top(), settings.start + months_of_births);
    if (held && *held < end) held_from = held;
    config.top().close();
    config.finish();
}

Country Model::build_country(const Workers& workers) const {
    return starting_population.build(inputs, chosen, settings.start, months_of_births,
                                     settings.first_day_seed, workers);
}

void Model::prepare(const Country& country) {
    for (auto& [name, process] : schedule) process->prepare(country);
}

Country Model::build(const Workers& workers) {
    auto country = build_country(workers);
    prepare(country);
    return country;
}

void declare_all(Config& config) {
    Faults ignored;
    const auto start = read_settings(config.top()).start;
    YearsOfTables{config.top()};
    read_inputs(config.top(), year_of(start), ignored);
    read_starting_population(config.top());
    for (const auto& [name, entry] : processes()) {
        auto section = config.process(name);
        entry.make(section);
    }
}

std::vector<std::string> readers_of(const std::string& parameter) {
    const auto words = split_path(parameter);
    if (words.front() != shared_key || words.size() == 1) return {words.front()};
    auto declared = Config::declarations_only();
    declare_all(declared);
    return declared.description().readers_of(words[1]);
}

}  // namespace hearth
