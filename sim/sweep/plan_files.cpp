// The folder of a plan, written and read: plan.json, plan.csv, configs/.
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <fstream>
#include <sstream>
#include <system_error>

#include "sim/config/document.hpp"
#include "sim/config/json_text.hpp"
#include "sim/config/scalar.hpp"
#include "sim/results/digest.hpp"
#include "sim/results/unfinished_file.hpp"
#include "sim/sweep/plan.hpp"

namespace hearth {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view format = "hearth-sweep-plan";
constexpr int format_version = 2;
constexpr std::string_view unsealed = "00000000000000000000000000000000";
constexpr std::string_view remedy = "Copy the folder again, or plan again in another one";

[[noreturn]] void refuse(const fs::path& file, const std::string& text) {
    throw ConfigError{{{{file.string()}, text}}};
}

void write_text(const fs::path& file, const std::string& text) {
    UnfinishedFile unfinished{file};
    {
        std::ofstream stream{unfinished.temporary_path(), std::ios::binary};
        errno = 0;
        stream << text;
        if (!stream.flush())
            throw std::runtime_error{writing_failed(file, std::generic_category().message(errno))};
    }
    unfinished.keep();
}

std::string seal_line(std::string_view digest) {
    return fmt::format("\"seal\": \"{}\"", digest);
}

/// plan.json with the digest of its own bytes, with zeros for it, in place of the zeros.
std::string sealed(std::string json) {
    const auto digest = Digest::of_bytes(json);
    const auto open = seal_line(unsealed);
    return json.replace(json.rfind(open), open.size(), seal_line(digest));
}

/// Is it as it was written?
bool is_sealed(const std::string& json, const std::string& seal) {
    auto open = json;
    const auto at = open.rfind(seal_line(seal));
    if (at == std::string::npos) return false;
    open.replace(at, seal_line(seal).size(), seal_line(unsealed));
    return Digest::of_bytes(open) == seal;
}

/// The lines of an extended plan until plan.json knows them: it is renamed first, then they are.
fs::path next_csv(const fs::path& folder) {
    return folder / "plan.csv.next";
}

std::string read_text(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream || !fs::is_regular_file(file)) refuse(file, fmt::format("can't be read. {}", remedy));
    return text.str();
}

std::string config_path(const PlannedScenario& scenario, std::size_t position) {
    std::string name = scenario.name;
    for (char& letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '+' && letter != '-')
            letter = '_';
    return fmt::format("configs/{}_{}.yaml", position, name);
}

std::string csv_of(const Plan& plan) {
    std::string text = "id,point,replicate,scenario,seed,";
    for (const auto& parameter : plan.parameters) text += parameter.name + ",";
    text += "digest\n";
    for (const auto& run : plan.runs) {
        text += fmt::format("{},{},{},{},{},", run.id, run.point, run.replicate,
                            plan.scenarios[run.scenario].name, run.seed);
        for (const auto& value : run.values) text += value + ",";
        text += run.digest + "\n";
    }
    return text;
}

void add_parameter(JsonText& json, const SweepParameter& parameter) {
    const auto& [name, distribution] = parameter;
    json.begin_object().key("name").text(name);
    json.key("distribution").text(distribution.name());
    json.key("numbers").begin_array();
    for (const double number : distribution.numbers) json.number(number);
    for (const auto& word : distribution.words) {
        const auto number = parse_number(word);
        if (number.value)
            json.number(*number.value);
        else
            json.text(word);
    }
    json.end().end();
}

std::string json_of(const Plan& plan, const std::string& csv) {
    JsonText json;
    json.begin_object().key("format").text(format).key("format_version").number(format_version);
    json.key("sweep").text(plan.name).key("description").text(plan.description);
    json.key("config").text(plan.config_name).key("config_file").text(plan.config_file.string());
    json.key("design").text(name_of(plan.design));
    json.key("second_order").flag(plan.orders == Orders::second_too);
    json.key("design_seed").text(std::to_string(plan.design_seed));
    json.key("base_points").number(static_cast<double>(plan.base_points));
    json.key("points").number(static_cast<double>(plan.points));
    json.key("replicates").number(static_cast<double>(plan.replicates));
    json.key("seeds").text(plan.seeds == Seeds::common ? "common" : "independent");
    json.key("first_day_seed").text(std::to_string(plan.first_day_seed));
    json.key("start").text(to_text(plan.start)).key("months").number(plan.months);
    json.key("runs").number(static_cast<double>(plan.runs.size()));
    json.key("time_limit").number(static_cast<double>(plan.time_limit));
    json.key("measures").texts(plan.measures);
    json.key("parameters").begin_array();
    for (const auto& parameter : plan.parameters) add_parameter(json, parameter);
    json.end();
    json.key("scenarios").begin_array();
    for (std::size_t position = 0; position < plan.scenarios.size(); ++position) {
        const auto& scenario = plan.scenarios[position];
        json.begin_object().key("name").text(scenario.name).key("file").text(config_path(scenario, position));
        json.key("digest").text(Digest::of_bytes(scenario.yaml)).end();
    }
    json.end();
    json.key("unread").texts(plan.unread);
    json.key("plan_csv").text(Digest::of_bytes(csv));
    json.key("data").text(plan.data);
    json.key("hearth_version").text(plan.version).key("commit").text(plan.commit);
    json.key("seal").text(unsealed).end();
    return sealed(json.written());
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

void write_plan(const Plan& plan) {
    const auto json_file = plan.folder / "plan.json";
    std::error_code failed;
    if (fs::exists(json_file, failed))
        refuse(json_file,
               "is the plan of a sweep, which this would overwrite. Name another folder, or go on with it: "
               "hearth sweep resume " +
                   plan.folder.string());
    fs::create_directories(plan.folder / "configs", failed);
    if (!failed) fs::create_directories(plan.folder / "parts", failed);
    if (failed) refuse(plan.folder, fmt::format("can't be made ({}). Name another folder", failed.message()));
    const auto csv = csv_of(plan);
    for (std::size_t position = 0; position < plan.scenarios.size(); ++position)
        write_text(plan.folder / config_path(plan.scenarios[position], position),
                   plan.scenarios[position].yaml);
    write_text(plan.folder / "plan.csv", csv);
    write_text(json_file, json_of(plan, csv));
}

void replace_plan(const Plan& plan) {
    const auto json_file = plan.folder / "plan.json", csv_file = plan.folder / "plan.csv";
    const auto next = next_csv(plan.folder);
    std::error_code failed;
    if (fs::is_regular_file(next, failed) &&
        read_text(json_file).find(Digest::of_bytes(read_text(next))) != std::string::npos)
        fs::rename(next, csv_file);  // the last step of whoever was stopped before it
    const auto csv = csv_of(plan);
    write_text(next, csv);
    write_text(json_file, json_of(plan, csv));
    fs::rename(next, csv_file);
}

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
