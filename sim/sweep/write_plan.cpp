// Writes the folder of a plan: plan.json, plan.csv, configs/.
#include <fmt/format.h>

#include <cctype>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "sim/config/json_text.hpp"
#include "sim/config/plain_file.hpp"
#include "sim/config/scalar.hpp"
#include "sim/results/digest.hpp"
#include "sim/results/unfinished_file.hpp"
#include "sim/sweep/plan_files.hpp"
#include "sim/sweep/plan_lines.hpp"

namespace hearth {

namespace fs = std::filesystem;

namespace plan_files {

void refuse(const fs::path& file, const std::string& text) {
    throw ConfigError{{{{file.string()}, text}}};
}

std::string read_text(const fs::path& file, std::size_t most) {
    PlainFile plain{file};
    auto text = plain.rest(most);
    if (!plain.why_not().empty()) refuse(file, fmt::format("{}. {}", plain.why_not(), remedy));
    return text;
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

fs::path next_csv(const fs::path& folder) {
    return folder / "plan.csv.next";
}

}  // namespace plan_files

namespace {

using namespace plan_files;

/// plan.json with the digest of its own bytes, with zeros for it, in place of the zeros.
std::string sealed(std::string json) {
    const auto digest = Digest::of_bytes(json);
    const auto open = seal_line(unsealed);
    return json.replace(json.rfind(open), open.size(), seal_line(digest));
}

std::string config_path(const PlannedScenario& scenario, std::size_t position) {
    std::string name = scenario.name;
    for (char& letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0 && letter != '+' && letter != '-')
            letter = '_';
    return fmt::format("configs/{}_{}.yaml", position, name);
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
    json.key("seeds").text(seeds_names[static_cast<std::size_t>(plan.seeds)]);
    json.key("first_day").text(first_days_names[static_cast<std::size_t>(plan.first_days)]);
    json.key("events").text(events_names[static_cast<std::size_t>(plan.events)]);
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
    if (!failed && plan.first_days == FirstDays::each_point)
        fs::create_directories(plan.folder / "results", failed);
    if (failed) refuse(plan.folder, fmt::format("can't be made ({}). Name another folder", failed.message()));
    const auto csv = lines_of(plan);
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
        read_text(json_file).find(Digest::of_bytes(read_text(next, most_lines))) != std::string::npos)
        fs::rename(next, csv_file);  // the last step of whoever was stopped before it
    const auto csv = lines_of(plan);
    write_text(next, csv);
    write_text(json_file, json_of(plan, csv));
    fs::rename(next, csv_file);
}

}  // namespace hearth
