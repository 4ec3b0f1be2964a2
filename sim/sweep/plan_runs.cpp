#include "sim/sweep/plan_runs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "sim/config/merge.hpp"
#include "sim/core/random.hpp"
#include "sim/engine/model.hpp"
#include "sim/engine/policies_ahead.hpp"
#include "sim/results/digest.hpp"

namespace hearth {
namespace {

constexpr std::uint64_t seeds_below = 1ULL << 53U;  // R and JSON hold these exactly

/// Of point, scenario and replicate, never of a position: a plan that is extended keeps the seeds of its
/// runs. Replicate 0 of common seeds is the run that `hearth run` makes with the config's seed.
std::uint64_t seed_of(const Plan& plan, const PlannedRun& run) {
    const auto stream = [](std::uint64_t seed, std::size_t number, std::string_view what) {
        return stream_key(seed, static_cast<std::uint32_t>(number), what);
    };
    if (plan.seeds == Seeds::independent) {
        const auto of_point =
            stream(plan.first_day_seed, run.point, "point of a sweep, " + plan.scenarios[run.scenario].name);
        return stream(of_point, run.replicate, "run of a sweep") % seeds_below;
    }
    if (run.replicate == 0) return plan.first_day_seed;
    return stream(plan.first_day_seed, run.replicate, "replicate of a sweep") % seeds_below;
}

std::string digest_of_run(const std::string& yaml_digest, const PlannedRun& run,
                          const std::vector<std::string>& assignments) {
    Digest digest;
    digest.add(yaml_digest);
    digest.add_size(run.point);
    digest.add_size(run.replicate);
    for (const auto& assignment : assignments) digest.add(assignment);
    return digest.text();
}

/// Where in its CSV the value stands of which a fault of `--set` speaks; its line, if that can't be told.
Position place_in(const PointPlace& place, const Plan& plan, const std::string& fault) {
    Position at{place.file, place.line, 0};
    std::size_t longest = 0;
    for (std::size_t parameter = 0; parameter < place.columns.size(); ++parameter) {
        const auto& name = plan.parameters[parameter].name;
        if (name.size() <= longest || fault.find(name) == std::string::npos) continue;
        longest = name.size();
        at.column = place.columns[parameter];
    }
    return at;
}

/// The processes that change something in a run of the plan.
void add_those_at_work(const Schedule& schedule, const Plan& plan, std::set<std::string>& at_work) {
    for (const auto& [name, process] : schedule) {
        const auto starts = process->starts();
        if (!starts || *starts < plan.start + plan.months) at_work.insert(name);
    }
}

}  // namespace

Schedule schedule_of(const Plan& plan, const PlannedRun& run, const Config& config, const PointPlace& place) {
    try {
        auto of_run = config.with(plan.assignments_of(run));
        auto schedule = plan.first_days == FirstDays::each_point ? std::move(Model{of_run}.schedule)
                                                                 : read_schedule(of_run);
        of_run.finish();
        if (plan.months > 0)
            refuse_late_starts(of_run, schedule, plan.start, plan.start + plan.months, "--set months=");
        return schedule;
    } catch (const ConfigError& error) {
        Faults faults;
        for (const auto& fault : error.faults()) {
            const bool is_of_list = !place.file.empty() && fault.at.file == command_line;
            faults.add(is_of_list ? place_in(place, plan, fault.text) : fault.at,
                       fmt::format("{} (at point {})", fault.text, run.point));
        }
        faults.throw_if_any();
        throw;
    }
}

void plan_runs(Plan& plan, const std::vector<Config>& scenarios, const PointsToPlan& points,
               std::size_t unchecked) {
    std::vector<std::string> yaml_digests;
    for (const auto& scenario : plan.scenarios) yaml_digests.push_back(Digest::of_bytes(scenario.yaml));
    std::set<std::string> at_work;
    const auto were_unread = plan.unread;
    plan.points = points.values.size();
    plan.runs.clear();
    for (std::size_t point = 0; point < plan.points; ++point) {
        const auto place = points.places.empty() ? PointPlace{} : points.places[point];
        for (std::size_t scenario = 0; scenario < scenarios.size(); ++scenario) {
            PlannedRun run{.point = point,
                           .scenario = scenario,
                           .seed = plan.first_day_seed,
                           .values = points.values[point],
                           .digest = {}};
            if (point >= unchecked)
                add_those_at_work(schedule_of(plan, run, scenarios[scenario], place), plan, at_work);
            for (run.replicate = 0; run.replicate < plan.replicates; ++run.replicate) {
                run.id = plan.runs.size();
                run.seed = seed_of(plan, run);
                run.digest = digest_of_run(yaml_digests[scenario], run, plan.assignments_of(run));
                plan.runs.push_back(run);
            }
        }
    }
    plan.unread.clear();
    for (const auto& [name, distribution] : plan.parameters) {
        const bool was_read = unchecked > 0 && std::ranges::find(were_unread, name) == were_unread.end();
        if (was_read) continue;
        const auto acts = [&](const std::string& reader) {
            const bool is_process = processes().contains(reader);
            return is_process ? at_work.contains(reader) : plan.first_days == FirstDays::each_point;
        };
        if (std::ranges::none_of(readers_of(name), acts)) plan.unread.push_back(name);
    }
}

}  // namespace hearth
