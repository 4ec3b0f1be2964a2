#include "sim/sweep/plan_lines.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "sim/sweep/limits.hpp"
#include "sim/sweep/plan_files.hpp"

namespace hearth {
namespace {

constexpr std::size_t columns_before_values = 5, digits_of_a_digest = 32;

std::string quoted(const std::string& cell) {
    if (cell.find_first_of(",\"\r") == std::string::npos) return cell;
    std::string text = "\"";
    for (const char letter : cell) text += letter == '"' ? std::string{"\"\""} : std::string{letter};
    return text + "\"";
}

/// The cells of a line, without their quotes; nothing if a quote is not closed, or closed before the end of
/// its cell.
std::optional<std::vector<std::string>> cells_of(std::string_view line) {
    std::vector<std::string> cells;
    for (;;) {
        auto& cell = cells.emplace_back();
        if (line.starts_with('"')) {
            for (line.remove_prefix(1);; line.remove_prefix(1)) {
                if (line.empty()) return std::nullopt;
                if (line.starts_with("\"\""))
                    line.remove_prefix(1);
                else if (line.starts_with('"'))
                    break;
                cell += line.front();
            }
            line.remove_prefix(1);
            if (!line.empty() && line.front() != ',') return std::nullopt;
        } else {
            cell = line.substr(0, line.find(','));
            line.remove_prefix(cell.size());
        }
        if (line.empty()) return cells;
        line.remove_prefix(1);
    }
}

std::optional<std::uint64_t> whole(std::string_view text) {
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    return parsed.ec == std::errc{} && parsed.ptr == text.data() + text.size() ? std::optional{number}
                                                                               : std::nullopt;
}

bool is_digest(const std::string& text) {
    return text.size() == digits_of_a_digest &&
           text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

/// The run that a line says; nothing if it is not the one with this id.
std::optional<PlannedRun> run_in(std::string_view line, const Plan& plan, std::size_t id) {
    auto cells = cells_of(line);
    const auto values = plan.parameters.size();
    if (!cells || cells->size() != columns_before_values + values + 1) return std::nullopt;
    const auto& cell = *cells;
    const auto scenario = id / plan.replicates % plan.scenarios.size();
    const auto point = id / plan.replicates / plan.scenarios.size();
    const auto seed = whole(cell[4]);
    if (whole(cell[0]) != id || whole(cell[1]) != point || whole(cell[2]) != id % plan.replicates ||
        cell[3] != plan.scenarios[scenario].name || point >= plan.points || !seed ||
        *seed > static_cast<std::uint64_t>(sweep_limits::seed) || !is_digest(cell.back()))
        return std::nullopt;
    return PlannedRun{.id = id,
                      .point = point,
                      .replicate = id % plan.replicates,
                      .scenario = scenario,
                      .seed = *seed,
                      .values = {cell.begin() + columns_before_values, cell.end() - 1},
                      .digest = cell.back()};
}

}  // namespace

std::string lines_of(const Plan& plan) {
    std::string text = "id,point,replicate,scenario,seed,";
    for (const auto& parameter : plan.parameters) text += quoted(parameter.name) + ",";
    text += "digest\n";
    for (const auto& run : plan.runs) {
        text += fmt::format("{},{},{},{},{},", run.id, run.point, run.replicate,
                            quoted(plan.scenarios[run.scenario].name), run.seed);
        for (const auto& value : run.values) text += quoted(value) + ",";
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
