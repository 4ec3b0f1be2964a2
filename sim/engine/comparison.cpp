#include "sim/engine/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

#include "sim/engine/policies_ahead.hpp"
#include "sim/engine/replicate.hpp"
#include "sim/engine/run.hpp"

namespace hearth {
namespace {

constexpr const char* baseline_name = "baseline";

void check_names(const std::vector<ScenarioGiven>& scenarios) {
    Faults faults;
    std::map<std::string, std::string> given;
    for (const auto& [words, config] : scenarios) {
        const auto& name = config.scenario();
        if (name == baseline_name) {
            faults.add({words}, "is a scenario called baseline, as what it is compared with. Rename it?");
            continue;
        }
        const auto [first, is_new] = given.emplace(name, words);
        if (!is_new)
            faults.add({words}, fmt::format("is a second scenario called '{}' (the other is {}). Rename or "
                                            "drop one",
                                            name, first->second));
    }
    faults.throw_if_any();
}

void check_worlds(const Config& baseline, const std::vector<ScenarioGiven>& scenarios) {
    Faults faults;
    for (const auto& [words, config] : scenarios) {
        for (const auto& difference : config.differences_from(baseline)) {
            if (leaves_first_day(difference)) continue;
            faults.add(
                difference.at,
                fmt::format("{} is not the baseline's (a scenario of a comparison may change processes "
                            "only, so that all start from one first day). Set it for all on the "
                            "command line, or compare two runs",
                            difference.name));
        }
    }
    faults.throw_if_any();
}

std::vector<Model> models_of(std::vector<Config>& configs) {
    std::vector<Model> models;
    models.reserve(configs.size());
    for (auto& config : configs) {
        models.emplace_back(config);
        refuse_late_starts(config, models.back());
    }
    return models;
}

/// The one first day, and every model's processes ready for it.
Country first_day_of(std::vector<Model>& models, const Workers& workers) {
    auto country = models.front().build_country(workers);
    for (auto& model : models) model.prepare(country);
    return country;
}

std::vector<Config> checked(ScenarioGiven baseline, std::vector<ScenarioGiven> scenarios) {
    check_names(scenarios);
    check_worlds(baseline.config, scenarios);
    std::vector<Config> configs{std::move(baseline.config)};
    for (auto& scenario : scenarios) configs.push_back(std::move(scenario.config));
    return configs;
}

}  // namespace

const Process* find_process(const Schedule& schedule, std::string_view name) {
    const auto found = std::find_if(schedule.begin(), schedule.end(),
                                    [&](const ScheduledProcess& one) { return one.name == name; });
    return found == schedule.end() ? nullptr : found->process.get();
}

std::optional<std::string> acts_before(Month month, const Process& process) {
    const auto first = process.starts();
    if (!first) return "is no policy: it acts from the first month on";
    if (*first < month) return "starts in " + to_text(*first);
    return std::nullopt;
}

std::optional<std::string> acts_before(Month month, const Difference& difference, const Schedule& schedule) {
    for (const auto& name : difference.processes) {
        const auto* process = find_process(schedule, name);
        const auto reason = process ? acts_before(month, *process) : std::nullopt;
        if (reason) return as_why_it_acts(difference, name, *reason);
    }
    return std::nullopt;
}

std::string as_why_it_acts(const Difference& difference, const std::string& process,
                           const std::string& reason) {
    return difference.name == process ? reason : fmt::format("{}, which reads it, {}", process, reason);
}

bool leaves_first_day(const Difference& difference) {
    return !difference.processes.empty() || difference.key == shared_key;
}

Comparison::Comparison(ScenarioGiven baseline, std::vector<ScenarioGiven> scenarios,
                       const std::string& config_name, const Workers& workers)
    : configs_{checked(std::move(baseline), std::move(scenarios))},
      models_{models_of(configs_)},
      country_{first_day_of(models_, workers)},
      layout_{layout_of(configs_.front(), models_.front(), country_, config_name)} {
    layout_.scenarios = {baseline_name};
    for (std::size_t scenario = 1; scenario < configs_.size(); ++scenario) {
        layout_.scenarios.push_back(configs_[scenario].scenario());
        layout_.provenance.configs.push_back(configs_[scenario].resolved());
    }
}

void Comparison::branch_at(Month month) {
    const Month end = layout_.start + layout_.months;
    Faults faults;
    if (month <= layout_.start || month >= end) {
        faults.add({"--branch-at"},
                   fmt::format("{} is not inside the run ({} to {}). Take a month after its first",
                               to_text(month), to_text(layout_.start), to_text(end + (-1))));
        faults.throw_if_any();
    }
    for (std::size_t scenario = 1; scenario < configs_.size(); ++scenario) {
        for (const auto& difference : configs_[scenario].differences_from(configs_.front())) {
            auto reason = acts_before(month, difference, models_[scenario].schedule);
            if (!reason) reason = acts_before(month, difference, models_.front().schedule);
            if (!reason) continue;
            faults.add(difference.at,
                       fmt::format("{} differs between {} and the baseline, and {} (they have a common "
                                   "past up to {} only if it does not). Branch no later, or leave "
                                   "--branch-at out",
                                   difference.name, layout_.scenarios[scenario], *reason, to_text(month)));
        }
    }
    faults.throw_if_any();
    branch_ = month;
}

void Comparison::draw_what_is_uncertain() {
    auto& all = layout_.uncertain;
    for (std::size_t scenario = 0; scenario < configs_.size(); ++scenario) {
        for (auto& one : uncertain_parameters(configs_[scenario], models_[scenario].schedule))
            if (std::ranges::find(all, one) == all.end()) all.push_back(std::move(one));
    }
    if (all.empty()) {
        throw ConfigError{{{{"--uncertain"},
                            "nothing that is drawn in this configuration has a plausible range. Write "
                            "plausible: [0.5, 1.5] beside a policy's value, or leave the option out"}}};
    }
}

DrawnPolicies Comparison::policies_of(std::size_t scenario, std::size_t replicate) const {
    const auto& schedule = models_[scenario].schedule;
    if (layout_.uncertain.empty()) return {schedule, {}};
    return draw_policies(configs_[scenario], schedule, country_, layout_.provenance.seed,
                         static_cast<std::uint32_t>(replicate));
}

std::vector<std::vector<std::string>> Comparison::spending_ahead() const {
    std::vector<std::vector<std::string>> all;
    for (const auto& model : models_)
        all.push_back(hearth::spending_ahead(model.schedule, country_, layout_.start + layout_.months));
    return all;
}

Month Comparison::differs_from() const {
    if (branch_) return *branch_;
    Month first = layout_.start + layout_.months;
    for (std::size_t scenario = 1; scenario < configs_.size(); ++scenario) {
        for (const auto& difference : configs_[scenario].differences_from(configs_.front())) {
            for (const auto& name : difference.processes) {
                for (const auto* model : {&models_[scenario], &models_.front()}) {
                    const auto* process = find_process(model->schedule, name);
                    if (process) first = std::min(first, process->starts().value_or(layout_.start));
                }
            }
        }
    }
    return std::max(first, layout_.start);
}

std::int64_t Comparison::months_to_live() const {
    const auto scenarios = static_cast<std::int64_t>(layout_.scenarios.size());
    const std::int64_t in_common = branch_ ? *branch_ - layout_.start : 0;
    return in_common + scenarios * (layout_.months - in_common);
}

void Comparison::live(std::size_t replicate, Events events, const Workers& workers,
                      const std::function<void()>& each_month,
                      const std::function<void(ReplicateResults)>& keep) const {
    std::optional<Replicate> past;
    const auto of_baseline = branch_ ? policies_of(0, replicate) : DrawnPolicies{};
    if (branch_) {
        past.emplace(of_baseline.schedule, country_, layout_, replicate, workers);
        past->live_until(*branch_, each_month);
    }
    workers.for_each(layout_.scenarios.size(), [&](std::size_t scenario) {
        const auto [schedule, drawn] = policies_of(scenario, replicate);
        auto life =
            past ? Replicate{*past, schedule} : Replicate{schedule, country_, layout_, replicate, workers};
        life.live_until(layout_.start + layout_.months, each_month);
        auto results = life.take(events);
        results.scenario = scenario;
        for (const auto& uncertain : layout_.uncertain) {
            const auto found = drawn.find(uncertain.name);
            results.drawn.push_back(found == drawn.end() ? std::numeric_limits<double>::quiet_NaN()
                                                         : found->second);
        }
        keep(std::move(results));
    });
}

}  // namespace hearth
