#include "benchmarks/input.hpp"

#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include "sim/engine/bookkeeper.hpp"
#include "sim/engine/steward.hpp"

namespace hearth::benchmarks {
namespace {

constexpr int months_lived = 24;

Config read_config(const std::vector<std::string>& areas, int months) {
    std::string list;
    for (const auto& area : areas) list += (list.empty() ? "\"" : ", \"") + area + "\"";
    std::vector<std::string> assignments{"months=" + std::to_string(months)};
    if (!areas.empty()) assignments.push_back("areas=[" + list + "]");
    return Config::load({.file = HEARTH_SOURCE_DIR "/configs/england_2019.yaml",
                         .scenarios = {},
                         .assignments = assignments,
                         .installed = {}});
}

}  // namespace

England::England(const std::vector<std::string>& areas, int months)
    : config{read_config(areas, months)},
      model{config},
      country{model.build(workers)},
      layout{layout_of(config, model, country, "england_2019")} {}

const England& england() {
    static const England whole;
    return whole;
}

const Population& lived_in() {
    static const Population population = [] {
        const auto& input = england();
        Simulation simulation{input.country, input.model.schedule, input.model.settings.seed, 0,
                              input.workers};
        for (int month = 0; month < months_lived; ++month) simulation.live_month();
        return simulation.population();
    }();
    return population;
}

Planner::Planner(const England& input, const std::string& process)
    : country_{input.country},
      levels_{input.country, input.model.settings.seed, 0},
      name_{process},
      draw_{input.model.settings.seed, 0, process} {
    for (const auto& scheduled : input.model.schedule) {
        if (scheduled.name == process) process_ = scheduled.process.get();
    }
    if (process_ == nullptr) throw std::runtime_error{"england_2019.yaml has no process " + process};
}

template <class Do>
void Planner::for_each_authority(Population& population, Month month, const Do& act) {
    events.clear();
    for (std::uint16_t authority = 0; authority < population.authorities(); ++authority) {
        LocalMonth local{.country = country_,
                         .authority = authority,
                         .own = population.own(authority, Steward{}),
                         .everybody = population,
                         .books = population.books(authority),
                         .account = population.account(authority, name_, Bookkeeper{}),
                         .month = month,
                         .levels = levels_,
                         .draw = draw_,
                         .events = events};
        act(local);
    }
}

void Planner::plan(Population& population, Month month) {
    for_each_authority(population, month, [this](LocalMonth& local) { process_->plan(local); });
}

void Planner::begin(Population& population) {
    for_each_authority(population, country_.start, [this, &population](LocalMonth& local) {
        FirstMonth first{local, population.before_first_day(local.authority, Steward{})};
        process_->begin(first);
    });
}

ReplicateResults live(const England& input) {
    return run_replicate(input.model, input.country, input.layout, 0, Events::episodes, input.workers, [] {});
}

void write_and_remove(const Layout& layout, ReplicateResults results) {
    const auto file =
        std::filesystem::temp_directory_path() / ("hearth-benchmark-" + std::to_string(getpid()) + ".h5");
    ResultsWriter writer{file, layout};
    writer.write(std::move(results));
    writer.finish({});
    std::filesystem::remove(file);
}

}  // namespace hearth::benchmarks
