#include "sim/sweep/plan_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/config/csv_line.hpp"
#include "sim/sweep/limits.hpp"
#include "sim/sweep/plan_files.hpp"

namespace hearth {
namespace {

constexpr std::size_t columns_before_values = 5, digits_of_a_digest = 32;

std::optional<std::uint64_t> whole(std::string_view text) {
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size() ? std::optional{number}
                                                                               : std::nullopt;
}

bool is_digest(std::string_view text) {
    return text.size() == digits_of_a_digest &&
           text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// The run that a line says; nothing if it is not the one with this id.
std::optional<PlannedRun> run_in(std::string_view line, const Plan& plan, std::size_t id) {
    std::vector<CsvCell> cells;
    const auto values = plan.parameters.size();
    if (split_csv(line, cells) || cells.size() != columns_before_values + values + 1) return std::nullopt;
    const auto cell = [&](std::size_t column) { return cells[column].text(); };
    const auto scenario = id / plan.replicates % plan.scenarios.size();
    const auto point = id / plan.replicates / plan.scenarios.size();
    const auto seed = whole(cell(4));
    if (whole(cell(0)) != id || whole(cell(1)) != point || whole(cell(2)) != id % plan.replicates ||
        cell(3) != plan.scenarios[scenario].name || point >= plan.points || !seed ||
        *seed > static_cast<std::uint64_t>(sweep_limits::seed) || !is_digest(cells.back().written))
        return std::nullopt;
    PointValues value_cells;
    for (std::size_t value = 0; value < values; ++value)
        value_cells.push_back(cell(columns_before_values + value));
    return PlannedRun{.id = id,
                      .point = point,
                      .replicate = id % plan.replicates,
                      .scenario = scenario,
                      .seed = *seed,
                      .values = value_cells,
                      .digest = cells.back().text()};
}

}  // namespace

std::string lines_of(const Plan& plan) {
    std::string text = "id,point,replicate,scenario,seed,";
    for (const auto& parameter : plan.parameters) text += quoted_for_csv(parameter.name) + ",";
    text += "digest\n";
    for (const auto& run : plan.runs) {
        text += fmt::format("{},{},{},{},{},", run.id, run.point, run.replicate,
                            quoted_for_csv(plan.scenarios[run.scenario].name), run.seed);
        for (const auto& value : run.values) text += quoted_for_csv(value) + ",";
        text += run.digest + "\n";
    }
    return text;
}

std::vector<PlannedRun> runs_in(const std::string& lines, const Plan& plan,
                                const std::filesystem::path& file) {
    std::string_view rest{lines};
    const auto next_line = [&] {
        const auto line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(line.size() + 1, rest.size()));
        return line;
    };
    next_line();  // names of the columns
    std::vector<PlannedRun> runs;
    while (!rest.empty()) {
        auto run = run_in(next_line(), plan, runs.size());
        if (!run)
            throw ConfigError{{{{file.string(), static_cast<int>(runs.size() + 2)},
                                fmt::format("is no run of this plan. {}", plan_files::remedy)}}};
        runs.push_back(std::move(*run));
    }
    const auto of_a_point = plan.scenarios.size() * plan.replicates;
    if (runs.size() % of_a_point != 0 || runs.size() / of_a_point != plan.points)
        plan_files::refuse(file, fmt::format("has {} runs, and plan.json has {} points. {}", runs.size(),
                                             plan.points, plan_files::remedy));
    std::vector<std::string_view> digests;
    for (const auto& run : runs) digests.push_back(run.digest);
    std::ranges::sort(digests);
    if (std::ranges::adjacent_find(digests) != digests.end())
        plan_files::refuse(file, fmt::format("has one run twice. {}", plan_files::remedy));
    return runs;
}

}  // namespace hearth
