#include "sim/engine/uncertainty.hpp"

#include <cmath>

#include "sim/config/document.hpp"

namespace hearth {
namespace {

bool is_policy(const ScheduledProcess& scheduled) {
    return scheduled.process->starts().has_value();
}

void add_numbers(const SectionDescription& section, std::vector<UncertainParameter>& found) {
    for (const auto& parameter : section.parameters)
        if (parameter.plausible) found.push_back({join_path(section.path, parameter.name), parameter.unit});
    for (const auto& inner : section.sections) add_numbers(*inner, found);
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
    for (const auto& scheduled : schedule) {
        if (!is_policy(scheduled)) continue;
        for (const auto& section : config.description().processes.sections)
            if (section->name == scheduled.name) add_numbers(*section, found);
    }
    return found;
}

DrawnPolicies draw_policies(const Config& config, const Schedule& schedule, const Country& country,
                            std::uint64_t seed, std::uint32_t replicate) {
    DrawnPolicies policies;
    auto copy = config.drawn([&](const std::string& path, double value, Range plausible) {
        const Draws draws{seed, replicate, "plausible " + path};
        return policies.numbers[path] = triangular(draws.uniform(ChildKey{0}, 0), value, plausible);
    });
    for (const auto& scheduled : schedule) {
        policies.schedule.push_back(scheduled);
        if (!is_policy(scheduled)) continue;
        auto section = copy.process(scheduled.name);
        auto process = processes().find(scheduled.name)->second.make(section);
        process->prepare(country);
        policies.schedule.back().process = std::move(process);
    }
    copy.finish();
    return policies;
}

}  // namespace hearth
