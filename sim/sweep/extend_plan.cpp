// A plan with more replicates, more points or another time limit, of which every run that there is stays.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/sweep/plan_files.hpp"
#include "sim/sweep/plan_runs.hpp"
#include "sim/sweep/points.hpp"

namespace hearth {
namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& text) {
    throw ConfigError{{{{where}, text}}};
}

std::vector<PointValues> points_of(const Plan& plan) {
    std::vector<PointValues> points(plan.points);
    for (const auto& run : plan.runs) points[run.point] = run.values;
    return points;
}

void check_more(const std::string& option, std::size_t asked, std::size_t there) {
    if (asked < there)
        refuse(option, fmt::format("{} is fewer than the {} that there are, and no run is taken away. Ask "
                                   "for {} or more",
                                   asked, there, there));
}

void check_nests(const Plan& plan) {
    if (plan.design == Design::lhs)
        refuse("--points",
               fmt::format("more points of an lhs design are other points: a Latin hypercube does not nest. "
                           "Plan a sweep of the design sobol or random, which do, or more replicates of this "
                           "one (--replicates {})",
                           plan.replicates + 2));
    if (plan.design == Design::grid)
        refuse("--points",
               "is not for a grid, whose points are all there are of its values. Write the points "
               "of a larger one as a CSV, and plan it with design: list");
    if (plan.design == Design::list)
        refuse("--points",
               "is not for a list, whose points stand in a CSV. Give more of them: --list "
               "FILE.csv");
}

/// More points of a design that is drawn; the first are those that there are.
std::vector<PointValues> drawn(const Plan& plan, const std::vector<PointValues>& there) {
    SweepSpec spec;
    spec.design = plan.design;
    spec.orders = plan.orders;
    spec.design_seed = plan.design_seed;
    spec.base_points = plan.base_points;
    spec.parameters = plan.parameters;
    auto points = hearth::points_of(spec);
    if (points.size() < there.size() || !std::equal(there.begin(), there.end(), points.begin()))
        refuse((plan.folder / "plan.csv").string(),
               fmt::format("has other points than its design. {}", plan_files::remedy));
    return points;
}

/// The points of a list that the plan has not are added in their order; the others are passed over.
PointsToPlan with_listed(const Plan& plan, const std::filesystem::path& list,
                         std::vector<PointValues> points) {
    if (plan.design != Design::list)
        refuse("--list", fmt::format("is for the design list, and this one is {}. Say how many points there "
                                     "shall be: --points",
                                     name_of(plan.design)));
    std::vector<std::string> names;
    for (const auto& parameter : plan.parameters) names.push_back(parameter.name);
    Faults faults;
    const auto listed = read_points(
        list, names, [](const std::string&, const std::string&) { return ""; }, faults);
    if (!listed.unused.empty())
        faults.add({list.string(), 1}, fmt::format("has a column {}, which is no parameter of this sweep. "
                                                   "Remove it?",
                                                   fmt::join(listed.unused, ", ")));
    faults.throw_if_any();
    const std::set<PointValues> there{points.begin(), points.end()};
    PointsToPlan all{std::move(points), {}};
    all.places.resize(all.values.size());
    for (std::size_t point = 0; point < listed.points.size(); ++point) {
        if (there.contains(listed.points[point])) continue;
        all.values.push_back(listed.points[point]);
        all.places.push_back(listed.places[point]);
    }
    return all;
}

}  // namespace

Plan extended(const Plan& plan, const Extension& by) {
    auto longer = plan;
    PointsToPlan points{points_of(plan), {}};
    if (by.time_limit) longer.time_limit = *by.time_limit;
    if (by.replicates && plan.first_days == FirstDays::each_point)
        refuse("--replicates",
               "is not for first_day: each_point, whose runs have their replicates in them. Plan "
               "again in another folder");
    if (by.replicates) {
        check_more("--replicates", *by.replicates, plan.replicates);
        longer.replicates = *by.replicates;
    }
    if (by.points) {
        check_nests(plan);
        check_more("--points", *by.points, plan.base_points);
        longer.base_points = *by.points;
        points.values = drawn(longer, points.values);
    }
    if (!by.list.empty()) points = with_listed(plan, by.list, std::move(points.values));
    std::vector<Config> scenarios;
    for (const auto& scenario : plan.scenarios)
        scenarios.push_back(Config::parse(scenario.yaml, plan.config_file.string()));
    plan_runs(longer, scenarios, points, plan.points);

    std::set<std::string> runs;
    for (const auto& run : longer.runs) runs.insert(run.digest);
    for (const auto& run : plan.runs)
        if (!runs.contains(run.digest))  // no run is taken away
            refuse(
                (plan.folder / "plan.csv").string(),
                fmt::format("has a run {} that is not of its configuration. {}", run.id, plan_files::remedy));
    return longer;
}

}  // namespace hearth
