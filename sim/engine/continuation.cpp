#include "sim/engine/continuation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/engine/comparison.hpp"
#include "sim/results/digest.hpp"
#include "sim/version.hpp"

namespace hearth {
namespace {

Config saved_config(const SnapshotReader& snapshot) {
    return Config::parse(snapshot.identity().config, snapshot.name());
}

/// Names in `these` that are in `those` too, in the order of `these`.
std::vector<std::string> in_common(const std::vector<std::string>& these,
                                   const std::vector<std::string>& those) {
    std::vector<std::string> names;
    for (const auto& name : these)
        if (std::find(those.begin(), those.end(), name) != those.end()) names.push_back(name);
    return names;
}

/// Why a saved process, as it was set then, can matter before the snapshot's month.
std::optional<std::string> acted_before(const SnapshotReader& snapshot, Config& saved,
                                        const std::string& name, const Country& country) {
    const auto known = processes().find(name);
    if (known == processes().end()) return "is not known any more";
    auto section = saved.process(name);
    const auto process = known->second.make(section);
    process->prepare(country);
    return acts_before(snapshot.identity().month, *process);
}

/// The same of those through which a difference acts.
std::optional<std::string> acted_before(const SnapshotReader& snapshot, Config& saved,
                                        const Difference& difference, const Country& country) {
    const auto then = saved.schedule();
    for (const auto& name : difference.processes) {
        if (std::ranges::find(then, name) == then.end()) continue;
        if (const auto reason = acted_before(snapshot, saved, name, country))
            return as_why_it_acts(difference, name, *reason);
    }
    return std::nullopt;
}

}  // namespace

std::string digest_of_data(const Inputs& inputs) {
    Digest digest;
    for (const auto& file : inputs.files) {
        digest.add_size(std::filesystem::file_size(file));
        if (!digest.add_file(file)) {
            throw ConfigError{{{{file.string()}, "can't be read to its end. Is the disk in order?"}}};
        }
    }
    return digest.text();
}

SnapshotIdentity identity_of(const Config& config, const Model& model, Month month) {
    return {.version = version,
            .commit = commit,
            .config = config.resolved(),
            .data = digest_of_data(model.inputs),
            .month = month,
            .months = model.months_of_births,
            .replicates = static_cast<std::size_t>(model.settings.replicates)};
}

void check_goes_on(const SnapshotReader& snapshot, const Config& config, const Model& model) {
    const auto& then = snapshot.identity();
    Faults faults;
    const auto refuse = [&](const std::string& text) { faults.add({snapshot.name()}, text); };
    if (then.version != version || then.commit != commit)
        refuse(fmt::format("was made by Hearth {} ({}), and this is {} ({}). Make it again with this one",
                           then.version, then.commit, version, commit));
    if (then.data != digest_of_data(model.inputs))
        refuse("was made from other data tables. Take the tables of then, or make it again");
    for (const auto& difference : config.differences_from(saved_config(snapshot))) {
        if (leaves_first_day(difference) || difference.key == "months") continue;
        faults.add(
            difference.is_here ? difference.at : Position{snapshot.name()},
            fmt::format("{} is not that of the run in {} (only months and policies that start in {} or "
                        "later may be other ones). Take that run's, or make a new snapshot",
                        difference.name, snapshot.name(), to_text(then.month)));
    }
    const auto last = model.settings.start + (model.settings.months - 1);
    if (last < then.month)
        refuse(fmt::format("is of {}, which is not before the run's end ({}). Take --months {} or more",
                           to_text(then.month), to_text(last), then.month - model.settings.start + 1));
    const auto last_of_births = model.settings.start + (then.months - 1);
    if (reporting_year(last_day(last)) > reporting_year(last_day(last_of_births)))
        refuse(
            fmt::format("knows the children born up to March {}, and this run goes on to {}. Take fewer "
                        "--months, or make it again with --snapshot-months {}",
                        reporting_year(last_day(last_of_births)), to_text(last), model.settings.months));
    faults.throw_if_any();
}

void check_same_past(const SnapshotReader& snapshot, const Config& config, const Model& model,
                     const Country& country) {
    auto saved = saved_config(snapshot);
    Faults faults;
    if (in_common(config.schedule(), saved.schedule()) != in_common(saved.schedule(), config.schedule()))
        faults.add({snapshot.name()}, "has its processes in another order. Take that order");
    for (const auto& difference : config.differences_from(saved)) {
        std::optional<std::string> reason;
        if (difference.is_there) reason = acted_before(snapshot, saved, difference, country);
        if (!reason) reason = acts_before(snapshot.identity().month, difference, model.schedule);
        if (!reason) continue;
        faults.add(
            difference.is_here ? difference.at : Position{snapshot.name()},
            fmt::format("{} is not that of the run in {}, and {} (the months before {} would have been "
                        "other ones). Take that run's, or run from the start",
                        difference.name, snapshot.name(), *reason, to_text(snapshot.identity().month)));
    }
    faults.throw_if_any();
}

}  // namespace hearth
