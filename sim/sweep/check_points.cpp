#include "sim/sweep/check_points.hpp"

#include <algorithm>

#include "sim/sweep/parameter_names.hpp"
#include "sim/sweep/plan_runs.hpp"

namespace hearth {

bool names_points(const std::vector<std::string>& header) {
    const auto has_dot = [](const std::string& name) { return name.find('.') != std::string::npos; };
    const auto is_of_table = [](const std::string& name) {
        return name == "year" || name == "unit" || name == "source";
    };
    return std::ranges::any_of(header, has_dot) && std::ranges::none_of(header, is_of_table);
}

ListedPoints checked_points(const std::filesystem::path& file, const std::string& over,
                            const std::filesystem::path& installed) {
    SweepSpec spec;
    spec.config = over;
    spec.scenarios = {"baseline"};
    const auto config = Config::load(sources_of(spec, "", "baseline", installed));
    const ParameterNames names{spec, "", installed};
    Faults faults;
    auto found = read_points(
        file, {},
        [&](const std::string& name, const std::string& value) { return names.why_not(name, value); },
        faults);
    Plan plan;
    for (const auto& name : found.names) plan.parameters.push_back({name, {}});
    if (const auto why = overlap_in(plan.parameters); !why.empty()) faults.add({file.string(), 1}, why);
    faults.throw_if_any();
    for (std::size_t point = 0; point < found.points.size(); ++point) {
        PlannedRun run;
        run.point = point;
        run.seed = plan.first_day_seed;
        run.values = found.points[point];
        try {
            schedule_of(plan, run, config, found.places[point]);
        } catch (const ConfigError& error) {
            for (const auto& fault : error.faults()) faults.add(fault.at, fault.text);
        }
    }
    faults.throw_if_any();
    return found;
}

}  // namespace hearth
