#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <thread>

#include "sim/commands/apart.hpp"
#include "sim/commands/sweep_commands.hpp"
#include "sim/config/json_text.hpp"
#include "sim/config/text_file.hpp"
#include "sim/sweep/heartbeat.hpp"
#include "sim/sweep/slurm.hpp"

namespace hearth {
namespace {

using State = Ledger::State;

/// What status says, however it is said.
struct Status {
    std::size_t runs, done, failed, missing, repeated, left_behind;
    AtWork running;
    double rate;              ///< runs a second
    double core_seconds = 0;  ///< of runs that are done
    double core_seconds_left = 0;
    std::vector<std::pair<std::size_t, std::string>> worst;  ///< messages, the most frequent first
    std::vector<Ledger::Refused> refused;

    Status(const Plan& plan, const Ledger& ledger)
        : runs{plan.runs.size()},
          done{ledger.count(State::done)},
          failed{ledger.count(State::failed)},
          missing{ledger.count(State::missing)},
          repeated{ledger.repeated()},
          left_behind{ledger.left_behind().size()},
          running{at_work(plan.folder)},
          rate{ledger.rate()},
          refused{ledger.refused()} {
        std::map<std::string, std::size_t> messages;
        for (std::size_t run = 0; run < runs; ++run) {
            const auto* record = ledger.record(run);
            if (!record) continue;
            if (record->is_done)
                core_seconds += record->seconds;
            else
                ++messages[record->message];
        }
        if (done > 0)
            core_seconds_left = core_seconds / static_cast<double>(done) * static_cast<double>(runs - done);
        for (const auto& [message, count] : messages) worst.emplace_back(count, message);
        std::ranges::stable_sort(worst, std::greater{}, &std::pair<std::size_t, std::string>::first);
    }
};

std::string as_json(const Plan& plan, const Status& status) {
    JsonText json;
    const auto whole = [&](std::string_view key, std::size_t number) {
        json.key(key).number(static_cast<double>(number));
    };
    json.begin_object().key("sweep").text(printable(plan.name)).key("plan").text(plan.digest);
    whole("runs", status.runs);
    whole("done", status.done);
    whole("failed", status.failed);
    whole("missing", status.missing);
    whole("running", std::min(status.running.runs, status.missing));
    whole("workers", status.running.workers);
    json.key("runs_a_second").number(status.rate);
    whole("repeated", status.repeated);
    whole("left_behind", status.left_behind);
    json.key("core_seconds")
        .number(status.core_seconds)
        .key("core_hours_left")
        .number(status.core_seconds_left / 3600);
    json.key("messages").begin_array();
    for (const auto& [count, message] : status.worst) {
        json.begin_object().key("message").text(printable(message));
        whole("runs", count);
        json.end();
    }
    json.end().key("refused").begin_array();
    for (const auto& [file, why] : status.refused)
        json.begin_object().key("file").text(printable(file.string())).key("why").text(printable(why)).end();
    return json.end().end().written();
}

std::string for_people(const Plan& plan, const Status& status) {
    constexpr std::size_t messages_shown = 5;
    auto text = fmt::format("{}: {}\n\n{:>9} done\n{:>9} failed\n{:>9} missing\n", printable(plan.name),
                            counts_of(plan), status.done, status.failed, status.missing);
    const auto left = status.runs - status.done;
    if (status.done > 0) {
        text +=
            fmt::format("\n{} for each run", spoken(status.core_seconds / static_cast<double>(status.done)));
        text +=
            left > 0 ? fmt::format("; about {} of one core left\n", spoken(status.core_seconds_left)) : "\n";
    }
    if (const auto at_once = std::min(status.running.runs, status.missing); at_once > 0) {
        const bool is_one = status.running.workers == 1;
        text +=
            fmt::format("{} {} {}{}", counted(status.running.workers, "worker"), is_one ? "makes" : "make",
                        counted(at_once, "run"), at_once == 1 ? "" : " at once");
        if (status.rate > 0)
            text += fmt::format(": about {} left", spoken(static_cast<double>(status.missing) / status.rate));
        text += "\n";
    }
    if (status.repeated > 0)
        text += fmt::format("{} made twice, with the same result\n", counted(status.repeated, "run"));
    if (!status.worst.empty()) text += "\nwhy runs failed:\n";
    for (const auto& [count, message] : status.worst) {
        if (&message - &status.worst.front().second >= static_cast<std::ptrdiff_t>(messages_shown)) break;
        text += fmt::format("{:>9} {}\n", count, printable(message));
    }
    if (!status.refused.empty())
        text += fmt::format(
            "\n{} can't be used, and their runs count as missing unless another part has "
            "them:\n",
            counted(status.refused.size(), "part"));
    for (const auto& [file, why] : status.refused) text += printable(file.string() + ": " + why) + "\n";
    if (status.left_behind > 0)
        text += fmt::format("\n{} under temporary names: of workers that are at it, or were killed\n",
                            counted(status.left_behind, "part"));
    return text;
}

int show_status(const std::string& folder, bool is_json, bool is_watched) {
    if (const auto code = outcome_of_a_copy(folder, Limits::none)) return *code;
    for (;;) {
        const auto plan = read_plan(folder);  // again each time: it may be extended meanwhile
        const Status status{plan, Ledger{plan}};
        if (is_json) {
            fmt::print("{}", as_json(plan, status));
        } else {
            if (is_watched && isatty(STDOUT_FILENO) == 1) fmt::print("\033[H\033[J");
            fmt::print("{}", for_people(plan, status));
        }
        std::fflush(stdout);
        if (!is_watched || status.done + status.failed == status.runs) return done;
        std::this_thread::sleep_for(std::chrono::seconds{5});
    }
}

std::string state_of(const Ledger& ledger, std::size_t run) {
    const auto* record = ledger.record(run);
    if (!record) return "missing";
    return record->is_done
               ? fmt::format("done in {}, digest {}", spoken(record->seconds), to_text(record->digests))
               : fmt::format("failed after {}: {}", spoken(record->seconds), record->message);
}

int show_run(const std::string& folder, std::size_t number) {
    if (const auto code = outcome_of_a_copy(folder, Limits::none)) return *code;
    const auto plan = read_plan(folder);
    if (number >= plan.runs.size())
        throw ConfigError{{{{"--run"},
                            fmt::format("{} is no run of {} (they are 0 to {}). See plan.csv", number, folder,
                                        plan.runs.size() - 1)}}};
    const auto& run = plan.runs[number];
    fmt::print("run {}: point {}, replicate {}, scenario {}, seed {}\n", run.id, run.point, run.replicate,
               printable(plan.scenarios[run.scenario].name), run.seed);
    for (std::size_t parameter = 0; parameter < plan.parameters.size(); ++parameter)
        fmt::print("  {}\n", printable(plan.parameters[parameter].name + " = " + run.values[parameter]));
    fmt::print("{}\n\nagain, by itself:\n", printable(state_of(Ledger{plan}, number)));
    std::filesystem::path config;
    for (const auto& entry : std::filesystem::directory_iterator{plan.folder / "configs"})
        if (entry.path().filename().string().starts_with(std::to_string(run.scenario) + "_"))
            config = entry.path();
    std::string command = fmt::format("  hearth run {}", shell_word(config.string()));
    for (const auto& assignment : plan.assignments_of(run)) command += " --set " + shell_word(assignment);
    fmt::print("{} --events {} -o run_{}.h5\n", printable(command),
               events_names[static_cast<std::size_t>(plan.events)], number);
    return done;
}

}  // namespace

void add_sweep_status(CLI::App& sweep, Chosen& chosen) {
    struct Options {
        std::string folder;
        bool json = false, watch = false;
    };
    auto* command = sweep.add_subcommand("status", "How far a sweep is: done, failed, missing, time left");
    auto options = std::make_shared<Options>();
    command->add_option("folder", options->folder, "folder of the plan")->required();
    command->add_flag("--json", options->json, "as JSON");
    command->add_flag("--watch", options->watch, "again every five seconds, until all runs have ended");
    command->footer(
        "Examples:\n"
        "  hearth sweep status study\n"
        "  hearth sweep status study --watch\n"
        "  hearth sweep status study --json               for a program");
    command->callback([options, &chosen] {
        chosen = [options] { return show_status(options->folder, options->json, options->watch); };
    });
}

void add_sweep_show(CLI::App& sweep, Chosen& chosen) {
    struct Options {
        std::string folder;
        std::size_t run = 0;
    };
    auto* command =
        sweep.add_subcommand("show", "One run: its parameters, what became of it, how to make it again");
    auto options = std::make_shared<Options>();
    command->add_option("folder", options->folder, "folder of the plan")->required();
    command->add_option("--run", options->run, "its id, from 0")->required();
    command->footer("Example:\n  hearth sweep show study --run 123");
    command->callback(
        [options, &chosen] { chosen = [options] { return show_run(options->folder, options->run); }; });
}

}  // namespace hearth
