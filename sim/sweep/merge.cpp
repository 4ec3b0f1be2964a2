#include "sim/sweep/merge.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/config/scalar.hpp"
#include "sim/config/words.hpp"
#include "sim/core/contracts.hpp"
#include "sim/sweep/effects.hpp"
#include "sim/sweep/planned_world.hpp"
#include "sim/sweep/words.hpp"
#include "sim/sweep/worker.hpp"

namespace hearth {
namespace {

using State = Ledger::State;

void check_whole(const Plan& plan, const Ledger& ledger, bool is_partial) {
    Faults faults;
    const auto missing = ledger.runs_that_are(State::missing), failed = ledger.runs_that_are(State::failed);
    const auto resume = "hearth sweep resume " + plan.folder.string();
    if (!missing.empty() && !is_partial) {
        for (const auto& [file, why] : ledger.refused()) faults.add({file.string()}, why);
        faults.add({plan.folder.string()},
                   fmt::format("{} {} missing: {}. Make them ({}), or merge --partial",
                               counted(missing.size(), "run"), missing.size() == 1 ? "is" : "are",
                               some_of(missing), resume));
    }
    if (!failed.empty() && !is_partial)
        faults.add({plan.folder.string()},
                   fmt::format("{} failed: {}. Make them again ({} --failed), or merge --partial",
                               counted(failed.size(), "run"), some_of(failed), resume));
    if (missing.size() + failed.size() == plan.runs.size())
        faults.add({plan.folder.string()}, fmt::format("has no results at all. Make some: {}", resume));
    faults.throw_if_any();
}

/// Numbers where every run has one, else text.
RunColumn parameter_column(const Plan& plan, std::size_t parameter) {
    std::vector<double> numbers;
    std::vector<std::string> texts;
    for (const auto& run : plan.runs) {
        texts.push_back(run.values[parameter]);
        if (const auto number = parse_number(run.values[parameter]); number.value)
            numbers.push_back(*number.value);
    }
    RunColumn column{plan.parameters[parameter].name, "", "parameter of the sweep", {}};
    if (numbers.size() == plan.runs.size())
        column.cells = std::move(numbers);
    else
        column.cells = std::move(texts);
    return column;
}

template <class Cell, class Of>
std::vector<Cell> of_each(const Plan& plan, Of of) {
    std::vector<Cell> cells;
    for (const auto& run : plan.runs) cells.push_back(of(run));
    return cells;
}

std::vector<RunColumn> columns_of(const Plan& plan, const Ledger& ledger) {
    const auto whole = [&](auto of) {
        return of_each<std::int64_t>(
            plan, [&](const PlannedRun& run) { return static_cast<std::int64_t>(of(run)); });
    };
    std::vector<RunColumn> columns;
    columns.push_back({"run", "1", "run, as in plan.csv", whole([](const auto& run) { return run.id; })});
    columns.push_back(
        {"point", "1", "point of the design", whole([](const auto& run) { return run.point; })});
    columns.push_back(
        {"replicate", "1", "replicate, from 0", whole([](const auto& run) { return run.replicate; })});
    columns.push_back({"scenario", "", "scenario", of_each<std::string>(plan, [&](const auto& run) {
                           return plan.scenarios[run.scenario].name;
                       })});
    columns.push_back(
        {"seed", "1", "seed of the run's random numbers", whole([](const auto& run) { return run.seed; })});
    for (std::size_t parameter = 0; parameter < plan.parameters.size(); ++parameter)
        columns.push_back(parameter_column(plan, parameter));
    columns.push_back(
        {"status", "", "done, failed or missing", of_each<std::string>(plan, [&](const auto& run) {
             constexpr std::array<const char*, 3> names{"done", "failed", "missing"};
             return names[static_cast<std::size_t>(ledger.state(run.id))];
         })});
    const auto recorded = [&](auto of) {
        return of_each<std::string>(plan, [&](const PlannedRun& run) {
            const auto* record = ledger.record(run.id);
            return record ? of(*record) : std::string{};
        });
    };
    columns.push_back(
        {"message", "", "why the run failed", recorded([](const auto& record) { return record.message; })});
    columns.push_back({"run_digest", "", "digest of what the run's population recorded",
                       recorded([](const auto& record) { return record.digests.record; })});
    columns.push_back({"run_digest_of_contents", "", "digest of all that was made of it, kept or not",
                       recorded([](const auto& record) { return record.digests.contents; })});
    return columns;
}

}  // namespace

Digests merge(const Plan& plan, const Ledger& ledger, const std::filesystem::path& file, bool is_partial) {
    if (plan.first_days == FirstDays::each_point)
        throw ConfigError{{{{plan.folder.string()},
                            fmt::format("has first_day: each_point, whose runs keep whole results: there is "
                                        "nothing to merge. Open them: {}",
                                        (plan.folder / "results").string())}}};
    check_whole(plan, ledger, is_partial);
    const PlannedWorld world{plan, Workers{}};
    std::vector<std::optional<RunSource>> sources;
    for (std::size_t run = 0; run < plan.runs.size(); ++run)
        sources.push_back(ledger.state(run) == State::done ? ledger.source(run) : std::nullopt);
    const std::vector<std::pair<std::string, std::string>> about{
        {"sweep", plan.name},
        {"description", plan.description},
        {"design", std::string{name_of(plan.design)}},
        {"plan", plan.digest},
        {"without_effect", fmt::format("{}", fmt::join(without_effect(plan, ledger), ", "))},
    };
    return merge_parts(file, world.layout(), plan.measures, columns_of(plan, ledger), ledger.parts(), sources,
                       about);
}

std::size_t compact(const Plan& plan, const Ledger& ledger) {
    auto old = ledger.replaced();
    if (ledger.parts().size() > 1) {
        std::vector<RunSource> runs;
        for (std::size_t run = 0; run < plan.runs.size(); ++run)
            if (const auto& source = ledger.source(run)) runs.push_back(*source);
        const PlannedWorld world{plan, Workers{}};
        const auto file = plan.folder / "parts" / fmt::format("compact_{}.h5", this_worker());
        compact_parts(file, world.layout(), plan.measures, plan.study(), ledger.parts(), runs);
        const auto again = read_part(file, plan.study());
        expects(again.records.size() == runs.size(), "a compact part has every run");
        for (const auto& part : ledger.parts()) old.push_back(part.file);
    }
    std::error_code ignored;
    std::size_t removed = 0;
    for (const auto& part : old) removed += std::filesystem::remove(part, ignored) ? 1 : 0;
    return removed;
}

}  // namespace hearth
