#include "sim/engine/uncertainty.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "sim/config/document.hpp"

namespace hearth {
namespace {

/// Numbers of the model's own processes that are drawn as well: those on which savings rest, and to which no
/// published figure was fitted, so that a draw is as good a model of the past as the value.
constexpr std::array<std::string_view, 1> of_the_model{"homes_market.price_response"};

bool is_policy(const ScheduledProcess& scheduled) {
    return scheduled.process->starts().has_value();
}

bool is_of_the_model(std::string_view parameter) {
    return std::ranges::find(of_the_model, parameter) != of_the_model.end();
}

bool has_numbers_to_draw(const ScheduledProcess& scheduled) {
    const auto prefix = scheduled.name + ".";
    return is_policy(scheduled) ||
           std::ranges::any_of(of_the_model, [&](auto parameter) { return parameter.starts_with(prefix); });
}

void add_numbers(const SectionDescription& section, bool is_policy, std::vector<UncertainParameter>& found) {
    for (const auto& parameter : section.parameters) {
        const auto path = join_path(section.path, parameter.name);
        if (parameter.plausible && (is_policy || is_of_the_model(path)))
            found.push_back({path, parameter.unit});
    }
    for (const auto& inner : section.sections) add_numbers(*inner, is_policy, found);
}

}  // namespace

double triangular(double uniform, double value, Range plausible) {
    const double width = plausible.highest - plausible.lowest;
    const double below = value - plausible.lowest, above = plausible.highest - value;
    if (width <= 0) return value;
    if (uniform < below / width) return plausible.lowest + std::sqrt(uniform * width * below);
    return plausible.highest - std::sqrt((1 - uniform) * width * above);
}

std::vector<UncertainParameter> uncertain_parameters(const Config& config, const Schedule& schedule) {
    std::vector<UncertainParameter> found;
    const auto& description = config.description();
    const auto is_of_policy = [&](const std::string& reader) {
        const auto scheduled = std::ranges::find(schedule, reader, &ScheduledProcess::name);
        return scheduled != schedule.end() && is_policy(*scheduled);
    };
    for (const auto& scheduled : schedule) {
        if (!has_numbers_to_draw(scheduled)) continue;
        if (const auto* section = description.processes.find_section(scheduled.name))
            add_numbers(*section, is_policy(scheduled), found);
    }
    if (const auto* shared = description.top.find_section(shared_key))
        for (const auto& section : shared->sections)
            if (std::ranges::all_of(section->readers, is_of_policy)) add_numbers(*section, true, found);
    return found;
}

DrawnPolicies draw_policies(const Config& config, const Schedule& schedule, const Country& country,
                            std::uint64_t seed, std::uint32_t replicate) {
    const auto wanted = uncertain_parameters(config, schedule);
    DrawnPolicies policies;
    auto copy = config.drawn([&](const std::string& path, double value, Range plausible) {
        if (std::ranges::find(wanted, path, &UncertainParameter::name) == wanted.end()) return value;
        const Draws draws{seed, replicate, "plausible " + path};
        return policies.numbers[path] = triangular(draws.uniform(ChildKey{0}, 0), value, plausible);
    });
    for (const auto& scheduled : schedule) {
        policies.schedule.push_back(scheduled);
        if (!has_numbers_to_draw(scheduled)) continue;
        auto section = copy.process(scheduled.name);
        auto process = processes().find(scheduled.name)->second.make(section);
        process->prepare(country);
        policies.schedule.back().process = std::move(process);
    }
    copy.finish();
    return policies;
}

}  // namespace hearth
