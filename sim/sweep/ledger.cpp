#include "sim/sweep/ledger.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <unordered_map>

#include "sim/results/unfinished_file.hpp"

namespace hearth {

namespace fs = std::filesystem;

Ledger::Ledger(const Plan& plan) : sources_(plan.runs.size()) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::directory_iterator entry{plan.folder / "parts", failed}, end; !failed && entry != end;
         entry.increment(failed))
        files.push_back(entry->path());
    if (failed) {
        throw ConfigError{
            {{{(plan.folder / "parts").string()},
              fmt::format("can't be read ({}). Is it the folder of the sweep?", failed.message())}}};
    }
    std::ranges::sort(files);  // the same on every file system
    const auto study = plan.study();
    for (const auto& file : files) {
        if (file.filename().string().find(".tmp.") != std::string::npos)
            left_behind_.push_back(file);
        else
            read(file, study);
    }
    drop_replaced();
    give_numbers(plan);
    for (std::size_t part = 0; part < parts_.size(); ++part)
        for (std::size_t row = 0; row < parts_[part].records.size(); ++row) enter(part, row);
}

/// A part that was made of others stands for them, also while they are still there.
void Ledger::drop_replaced() {
    std::set<std::string> names;
    for (const auto& part : parts_) names.insert(part.replaces.begin(), part.replaces.end());
    const auto is_replaced = [&](const fs::path& file) { return names.contains(file.filename().string()); };
    for (const auto& part : parts_)
        if (is_replaced(part.file)) replaced_.push_back(part.file);
    std::erase_if(parts_, [&](const Part& part) { return is_replaced(part.file); });
}

/// Finds the line of each run in the plan; a part with a run that the plan has not is refused.
void Ledger::give_numbers(const Plan& plan) {
    std::unordered_map<std::string_view, std::size_t> numbers;
    for (const auto& run : plan.runs) numbers.emplace(run.digest, run.id);
    std::erase_if(parts_, [&](Part& part) {
        for (auto& record : part.records) {
            const auto found = numbers.find(record.identity);
            if (found == numbers.end()) {
                refused_.push_back(
                    {part.file, "has runs that the plan has not. Move it to the folder of its own plan"});
                return true;
            }
            record.run = found->second;
        }
        return false;
    });
}

std::set<std::string> Ledger::names() const {
    std::set<std::string> names;
    for (const auto& part : parts_) names.insert(part.file.filename().string());
    for (const auto& refused : refused_) names.insert(refused.file.filename().string());
    for (const auto& file : replaced_) names.insert(file.filename().string());
    return names;
}

void Ledger::read(const fs::path& file, const std::string& study) {
    try {
        parts_.push_back(read_part(file, study));
    } catch (const ConfigError& error) {
        refused_.push_back({file, error.faults().front().text});
    }
}

void Ledger::enter(std::size_t part, std::size_t row) {
    const auto& record = parts_[part].records[row];
    auto& source = sources_[record.run];
    const auto* known = source ? &parts_[source->part].records[source->row] : nullptr;
    if (known && known->is_done && record.is_done) {
        if (known->digests != record.digests) {
            throw ConfigError{
                {{{parts_[part].file.string()},
                  fmt::format("has another result of run {} than {}: one of the machines is broken, or the "
                              "programs are not the same. Find out which, and remove its parts",
                              record.run, parts_[source->part].file.string())}}};
        }
        ++repeated_;
        return;
    }
    if (!known || record.is_done) source = RunSource{part, row};
}

Ledger::State Ledger::state(std::size_t run) const {
    const auto* found = record(run);
    if (!found) return State::missing;
    return found->is_done ? State::done : State::failed;
}

const RunRecord* Ledger::record(std::size_t run) const {
    const auto& source = sources_[run];
    return source ? &parts_[source->part].records[source->row] : nullptr;
}

std::vector<std::size_t> Ledger::runs_that_are(State wanted) const {
    std::vector<std::size_t> found;
    for (std::size_t run = 0; run < sources_.size(); ++run)
        if (state(run) == wanted) found.push_back(run);
    return found;
}

std::vector<std::size_t> Ledger::runs_that_are(std::initializer_list<State> states) const {
    std::vector<std::size_t> found;
    for (std::size_t run = 0; run < sources_.size(); ++run)
        if (std::ranges::find(states, state(run)) != states.end()) found.push_back(run);
    return found;
}

/// It takes a moment to write one, so a young one may be that of a process in another container, which cannot
/// be seen from here.
void Ledger::remove_left_behind() const {
    for (const auto& file : left_behind_) {
        std::error_code failed;
        const auto age = fs::file_time_type::clock::now() - fs::last_write_time(file, failed);
        if (!failed && age > std::chrono::minutes{1} && is_left_behind(file)) fs::remove(file, failed);
    }
}

double Ledger::rate() const {
    constexpr std::chrono::minutes window{10};
    const auto now = fs::file_time_type::clock::now();
    std::size_t ended = 0;
    auto first = now;
    for (const auto& part : parts_) {
        std::error_code gone;
        const auto written = fs::last_write_time(part.file, gone);
        double seconds = 0;  // a part was begun before it was written
        for (const auto& record : part.records) seconds = std::max(seconds, record.seconds);
        if (gone || now - written > window) continue;
        ended += part.records.size();
        first = std::min(first, written - std::chrono::duration_cast<fs::file_time_type::duration>(
                                              std::chrono::duration<double>(seconds)));
    }
    const auto seconds = std::chrono::duration<double>(now - first).count();
    return seconds > 0 ? static_cast<double>(ended) / seconds : 0;
}

std::size_t Ledger::count(State wanted) const {
    return runs_that_are(wanted).size();
}

}  // namespace hearth
