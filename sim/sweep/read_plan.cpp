// Reads the folder of a plan; what was altered since it was written is refused.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <sstream>

#include "sim/config/document.hpp"
#include "sim/config/scalar.hpp"
#include "sim/results/digest.hpp"
#include "sim/sweep/plan_files.hpp"

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
    Whole whole(std::string_view key) const {
        const auto number = parse_whole_number(text(key));
        if (!number.value) refuse(file_, fmt::format("has a {} that is no whole number. {}", key, remedy));
        return static_cast<Whole>(*number.value);
    }

   private:
    const Document& top_;
    fs::path file_;
};

SweepParameter parameter_of(const Document& entry, const fs::path& file) {
    const Facts facts{entry, file};
    SweepParameter parameter{facts.text("name"), {}};
    for (const auto kind :
         {Distribution::Kind::uniform, Distribution::Kind::loguniform, Distribution::Kind::normal,
          Distribution::Kind::values, Distribution::Kind::listed}) {
        parameter.distribution.kind = kind;
        if (parameter.distribution.name() == facts.text("distribution")) break;
    }
    for (const auto& number : facts.at("numbers").items) {
        if (parameter.distribution.kind == Distribution::Kind::values)
            parameter.distribution.words.push_back(number.scalar);
        else
            parameter.distribution.numbers.push_back(parse_number(number.scalar).value.value_or(0));
    }
    return parameter;
}

template <class Number>
Number number_of(std::string_view text, const fs::path& file, std::size_t line) {
    Number number{};
    const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
    if (parsed.ec != std::errc{} || parsed.ptr != text.data() + text.size())
        throw ConfigError{{{{file.string(), static_cast<int>(line)},
                            fmt::format("'{}' is no whole number. {}", text, remedy)}}};
    return number;
}

std::vector<PlannedRun> runs_of(const Plan& plan, const std::string& csv, const fs::path& file) {
    std::vector<PlannedRun> runs;
    std::istringstream stream{csv};
    std::string line;
    std::getline(stream, line);
    const auto parameters = plan.parameters.size();
    for (std::size_t number = 2; std::getline(stream, line); ++number) {
        std::vector<std::string> cells;
        std::istringstream row{line};
        for (std::string cell; std::getline(row, cell, ',');) cells.push_back(cell);
        const auto named = cells.size() == parameters + 6
                               ? std::ranges::find(plan.scenarios, cells[3], &PlannedScenario::name)
                               : plan.scenarios.end();
        if (named == plan.scenarios.end())
            throw ConfigError{{{{file.string(), static_cast<int>(number)},
                                fmt::format("is no run of this plan. {}", remedy)}}};
        const auto whole = [&](std::size_t cell) {
            return number_of<std::uint64_t>(cells[cell], file, number);
        };
        PlannedRun run{.id = whole(0),
                       .point = whole(1),
                       .replicate = whole(2),
                       .scenario = static_cast<std::size_t>(named - plan.scenarios.begin()),
                       .seed = whole(4),
                       .values = {cells.begin() + 5, cells.end() - 1},
                       .digest = cells.back()};
        runs.push_back(std::move(run));
    }
    return runs;
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
    if (facts.whole<int>("format_version") != format_version)
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
              .design = Design::lhs,
              .orders = facts.text("second_order") == "true" ? Orders::second_too : Orders::first_and_total,
              .design_seed = facts.whole<std::uint64_t>("design_seed"),
              .base_points = facts.whole("base_points"),
              .points = facts.whole("points"),
              .replicates = facts.whole("replicates"),
              .seeds = facts.text("seeds") == "common" ? Seeds::common : Seeds::independent,
              .first_day_seed = facts.whole<std::uint64_t>("first_day_seed"),
              .start = parse_month(facts.text("start")).value_or(Month{}),
              .months = facts.whole<int>("months"),
              .parameters = {},
              .scenarios = {},
              .measures = {},
              .time_limit = facts.whole<std::int64_t>("time_limit"),
              .version = facts.text("hearth_version"),
              .commit = facts.text("commit"),
              .data = facts.text("data"),
              .runs = {},
              .unread = {},
              .digest = Digest::of_bytes(text)};
    for (std::size_t design = 0; design < std::size(design_names); ++design)
        if (design_names[design] == facts.text("design")) plan.design = static_cast<Design>(design);
    for (const auto& measure : facts.at("measures").items) plan.measures.push_back(measure.scalar);
    for (const auto& name : facts.at("unread").items) plan.unread.push_back(name.scalar);
    for (const auto& entry : facts.at("parameters").items)
        plan.parameters.push_back(parameter_of(entry, file));
    const auto unaltered = [&](const fs::path& which, const std::string& digest) {
        auto found = read_text(which);
        if (Digest::of_bytes(found) != digest)
            refuse(which, fmt::format("was altered since the sweep was planned. {}", remedy));
        return found;
    };
    for (const auto& entry : facts.at("scenarios").items) {
        const Facts scenario{entry, file};
        plan.scenarios.push_back(
            {scenario.text("name"), unaltered(folder / scenario.text("file"), scenario.text("digest"))});
    }
    auto csv_file = folder / "plan.csv";
    const auto next = next_csv(folder);
    if (fs::is_regular_file(next, failed) && Digest::of_bytes(read_text(next)) == facts.text("plan_csv"))
        csv_file = next;  // whoever extended the plan was stopped before the last step
    plan.runs = runs_of(plan, unaltered(csv_file, facts.text("plan_csv")), csv_file);
    return plan;
}

}  // namespace hearth
