// Reads the folder of a plan; what was altered since it was written is refused. Somebody may have altered it
// and sealed it again: what is said in it is checked like any input before anything is done with it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <span>
#include <utility>

#include "sim/config/document.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/text_file.hpp"
#include "sim/inputs/years_of_tables.hpp"
#include "sim/results/digest.hpp"
#include "sim/results/measures.hpp"
#include "sim/sweep/limits.hpp"
#include "sim/sweep/plan_files.hpp"
#include "sim/sweep/plan_lines.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;
using namespace plan_files;

/// Is it as it was written?
bool is_sealed(const std::string& json, const std::string& seal) {
    auto open = json;
    const auto at = open.rfind(seal_line(seal));
    if (at == std::string::npos) return false;
    open.replace(at, seal_line(seal).size(), seal_line(unsealed));
    return Digest::of_bytes(open) == seal;
}

/// The members of plan.json; a missing one makes it no plan.
class Facts {
   public:
    Facts(const Document& top, fs::path file) : top_{top}, file_{std::move(file)} {}

    const Document& at(std::string_view key) const {
        const auto* found = top_.find(key);
        if (!found) refuse(file_, fmt::format("has no {}. {}", key, remedy));
        return *found;
    }
    const std::string& text(std::string_view key) const { return at(key).scalar; }
    template <class Whole = std::size_t>
    Whole whole(std::string_view key, std::int64_t lowest, std::int64_t highest) const {
        const auto number = parse_whole_number(text(key));
        if (!number.value || *number.value < lowest || *number.value > highest)
            refuse(file_, fmt::format("has a {} that is no whole number from {} to {}. {}", key, lowest,
                                      highest, remedy));
        return static_cast<Whole>(*number.value);
    }
    /// The position of its word among `words`.
    std::size_t choice(std::string_view key, std::span<const std::string_view> words) const {
        const auto found = std::ranges::find(words, text(key));
        if (found == words.end())
            refuse(file_,
                   fmt::format("has a {} that is none of {}. {}", key, fmt::join(words, ", "), remedy));
        return static_cast<std::size_t>(found - words.begin());
    }
    Month month(std::string_view key) const {
        constexpr std::size_t letters = 7;  // 2019-04
        const auto found = parse_month(text(key));
        if (!found || text(key).size() != letters)
            refuse(file_, fmt::format("has a {} that is no month. {}", key, remedy));
        return *found;
    }

   private:
    const Document& top_;
    fs::path file_;
};

SweepParameter parameter_of(const Document& entry, const fs::path& file) {
    using Kind = Distribution::Kind;
    constexpr std::array kinds{Kind::uniform, Kind::loguniform, Kind::normal, Kind::values, Kind::listed};
    constexpr std::array<std::string_view, kinds.size()> names{"uniform", "loguniform", "normal", "values",
                                                               "listed"};
    const Facts facts{entry, file};
    SweepParameter parameter{
        facts.text("name"), {.kind = kinds[facts.choice("distribution", names)], .numbers = {}, .words = {}}};
    auto& [kind, numbers, words] = parameter.distribution;
    std::string why;
    for (const auto& item : facts.at("numbers").items) {
        const auto number = parse_number(item.scalar);
        if (kind == Kind::values)
            words.push_back(item.scalar);
        else if (number.value)
            numbers.push_back(*number.value);
        else
            why = "has something that is no number";
    }
    if (why.empty()) why = why_not(parameter.distribution);
    if (!why.empty())
        refuse(file, fmt::format("has the parameter '{}', which {}. {}", shown(parameter.name), why, remedy));
    return parameter;
}

/// Where the configuration of a scenario is: in configs/, and nowhere else.
fs::path config_of(const Plan& plan, const Facts& scenario, const fs::path& file) {
    const fs::path path{scenario.text("file")};
    if (path.parent_path() != "configs" || !path.has_filename() || path.filename() == "..")
        refuse(file, fmt::format("has a configuration that is not in configs/. {}", remedy));
    return plan.folder / path;
}

/// Do they have names of their own? Then each is a column or a dataset of the merged results.
void check_names(const Plan& plan, const fs::path& file) {
    std::set<std::pair<std::string_view, std::string_view>> names;
    const auto add = [&](std::string_view name, bool is_one, std::string_view what) {
        if (!is_one || !names.emplace(what, name).second)
            refuse(file, fmt::format("has the {} '{}', {}. {}", what, shown(name),
                                     is_one ? "twice" : "which there is not", remedy));
    };
    for (const auto& name : plan.measures) add(name, find_measure(name) != nullptr, "measure");
    for (const auto& parameter : plan.parameters)
        add(parameter.name, parameter.name.find('.') != std::string::npos, "parameter");
    for (const auto& scenario : plan.scenarios) add(scenario.name, !scenario.name.empty(), "scenario");
    if (plan.scenarios.empty()) refuse(file, fmt::format("has no scenarios. {}", remedy));
}

}  // namespace

Plan read_plan(const fs::path& folder) {
    const auto file = folder / "plan.json";
    std::error_code failed;
    if (!fs::is_regular_file(file, failed))
        refuse(folder,
               "holds no plan of a sweep (no plan.json). Make one: hearth sweep plan SWEEP.yaml -o FOLDER");
    const auto text = read_text(file);
    Faults faults;
    const auto top = parse_yaml(text, file.string(), faults);
    faults.throw_if_any();
    const Facts facts{top, file};
    if (!top.is_mapping() || facts.text("format") != format)
        refuse(file, fmt::format("is no plan of a sweep ('format' is not {}). {}", format, remedy));
    if (facts.text("format_version") != fmt::format("{}", format_version))
        refuse(file,
               fmt::format("has plan format {} (this program reads {}). Use the Hearth that wrote it: {}",
                           facts.text("format_version"), format_version, facts.text("hearth_version")));
    if (!is_sealed(text, facts.text("seal")))
        refuse(file, fmt::format("was altered since the sweep was planned. {}", remedy));
    Plan plan{.folder = folder,
              .name = facts.text("sweep"),
              .description = facts.text("description"),
              .config_name = facts.text("config"),
              .config_file = facts.text("config_file"),
              .design = static_cast<Design>(facts.choice("design", design_names)),
              .orders = facts.text("second_order") == "true" ? Orders::second_too : Orders::first_and_total,
              .design_seed = facts.whole<std::uint64_t>("design_seed", 0, sweep_limits::seed),
              .base_points = facts.whole("base_points", 1, sweep_limits::points),
              .points = facts.whole("points", 1, std::numeric_limits<std::int64_t>::max()),
              .replicates = facts.whole("replicates", 1, sweep_limits::replicates),
              .seeds = static_cast<Seeds>(facts.choice("seeds", seeds_names)),
              .first_days = static_cast<FirstDays>(facts.choice("first_day", first_days_names)),
              .events = static_cast<Events>(facts.choice("events", events_names)),
              .first_day_seed = facts.whole<std::uint64_t>("first_day_seed", 0, sweep_limits::seed),
              .start = facts.month("start"),
              .months = facts.whole<int>("months", 1, longest_run_months),
              .parameters = {},
              .scenarios = {},
              .measures = {},
              .time_limit = facts.whole<std::int64_t>("time_limit", 0, sweep_limits::time_limit),
              .version = facts.text("hearth_version"),
              .commit = facts.text("commit"),
              .data = facts.text("data"),
              .runs = {},
              .unread = {},
              .digest = Digest::of_bytes(text),
              .notes = {}};
    for (const auto& measure : facts.at("measures").items) plan.measures.push_back(measure.scalar);
    for (const auto& name : facts.at("unread").items) plan.unread.push_back(name.scalar);
    for (const auto& entry : facts.at("parameters").items)
        plan.parameters.push_back(parameter_of(entry, file));
    const auto unaltered = [&](const fs::path& which, const std::string& digest, std::size_t most) {
        auto found = read_text(which, most);
        if (Digest::of_bytes(found) != digest)
            refuse(which, fmt::format("was altered since the sweep was planned. {}", remedy));
        return found;
    };
    for (const auto& entry : facts.at("scenarios").items) {
        const Facts scenario{entry, file};
        plan.scenarios.push_back({scenario.text("name"), unaltered(config_of(plan, scenario, file),
                                                                   scenario.text("digest"), most_facts)});
    }
    check_names(plan, file);
    auto csv_file = folder / "plan.csv";
    const auto next = next_csv(folder);
    if (fs::is_regular_file(next, failed) &&
        Digest::of_bytes(read_text(next, most_lines)) == facts.text("plan_csv"))
        csv_file = next;  // whoever extended the plan was stopped before the last step
    plan.runs = runs_in(unaltered(csv_file, facts.text("plan_csv"), most_lines), plan, csv_file);
    return plan;
}

}  // namespace hearth
