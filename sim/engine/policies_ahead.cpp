#include "sim/engine/policies_ahead.hpp"

#include <fmt/format.h>

#include "sim/inputs/years_of_tables.hpp"
#include "sim/policies/policy.hpp"

namespace hearth {

std::vector<std::string> spending_ahead(const Schedule& schedule, const Country& country, Month end) {
    std::vector<std::string> lines;
    for (const auto& [name, process] : schedule)
        if (const auto ahead = process->spending_ahead(country, end)) lines.push_back(to_text(name, *ahead));
    return lines;
}

void refuse_late_starts(Config& config, const Model& model) {
    const Month start = model.settings.start;
    const auto move = config.scenario() == "baseline"
                          ? std::string{}
                          : fmt::format(", or move the scenario into the run: --start {}", to_text(start));
    refuse_late_starts(config, model.schedule, start, start + model.settings.months, "--months ", move);
}

void refuse_late_starts(Config& config, const Schedule& schedule, Month start, Month end,
                        std::string_view setting, std::string_view otherwise) {
    Faults faults;
    for (const auto& [name, process] : schedule) {
        const auto starts = process->starts();
        if (!starts || *starts < end || *starts == Policy::never) continue;
        const auto months = *starts - start + 12;
        const auto remedy = months <= longest_run_months
                                ? fmt::format("Run for longer: {}{} holds a year of it", setting, months)
                                : std::string{"Take an earlier start"};
        faults.add(config.process(name).where("start"),
                   fmt::format("{} starts in {}, after the last month of the run, {}. {}{}", name,
                               to_text(*starts), to_text(end + (-1)), remedy, otherwise));
    }
    faults.throw_if_any();
}

}  // namespace hearth
