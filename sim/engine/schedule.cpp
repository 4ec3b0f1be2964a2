#include "sim/engine/schedule.hpp"

#include <algorithm>

#include "sim/core/contracts.hpp"

namespace hearth {

Schedule in_order(Schedule listed) {
    std::sort(listed.begin(), listed.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    Schedule ordered;
    while (!listed.empty()) {
        const auto is_listed = [&](std::string_view name) {
            return std::any_of(listed.begin(), listed.end(),
                               [&](const auto& one) { return one.name == name; });
        };
        const auto next = std::find_if(listed.begin(), listed.end(), [&](const ScheduledProcess& one) {
            const auto names = one.process->after();
            return std::none_of(names.begin(), names.end(), is_listed);
        });
        expects(next != listed.end(), "processes that are to plan after each other");
        ordered.push_back(*next);
        listed.erase(next);
    }
    return ordered;
}

Audience::Audience(const Schedule& schedule)
    : actors_(first_own_kind + own_kinds()), hearers_(first_own_kind + own_kinds()) {
    for (std::size_t index = 0; index < schedule.size(); ++index) {
        for (const auto kind : schedule[index].process->acts_on()) {
            auto& actor = actors_[static_cast<std::size_t>(kind)];
            expects(!actor, "two processes that act on one kind of event");
            actor = index;
        }
        for (const auto kind : schedule[index].process->hears())
            hearers_[static_cast<std::size_t>(kind)].push_back(index);
    }
}

}  // namespace hearth
