#include "sim/sweep/ledger.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>

namespace hearth {

namespace fs = std::filesystem;

namespace {

/// Is it a file of a worker on this machine whose process is no more? It takes a moment to write one, so a
/// young one may be that of a process in another container, which cannot be seen from here.
bool was_here_and_is_gone(const fs::path& file) {
    const auto name = file.filename().string();
    const auto process = std::atoi(name.c_str() + name.rfind('.') + 1);
    char host[256] = "";
    gethostname(host, sizeof host - 1);
    if (process <= 0 || name.find(fmt::format("_{}_{}_", host, process)) == std::string::npos) return false;
    std::error_code failed;
    const auto age = fs::file_time_type::clock::now() - fs::last_write_time(file, failed);
    return !failed && age > std::chrono::minutes{1} && kill(process, 0) != 0 && errno == ESRCH;
}

}  // namespace

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
    for (const auto& file : files) {
        if (file.filename().string().find(".tmp.") != std::string::npos)
            left_behind_.push_back(file);
        else
            read(plan, file);
    }
}

void Ledger::read(const Plan& plan, const fs::path& file) {
    try {
        auto part = read_part(file, plan.digest);
        for (const auto& record : part.records)
            if (record.run >= sources_.size())
                throw ConfigError{
                    {{{file.string()}, fmt::format("has a run {}, which the plan has not", record.run)}}};
        parts_.push_back(std::move(part));
    } catch (const ConfigError& error) {
        refused_.push_back({file, error.faults().front().text});
        return;
    }
    for (std::size_t row = 0; row < parts_.back().records.size(); ++row) enter(parts_.size() - 1, row);
}

void Ledger::enter(std::size_t part, std::size_t row) {
    const auto& record = parts_[part].records[row];
    auto& source = sources_[record.run];
    const auto* known = source ? &parts_[source->part].records[source->row] : nullptr;
    if (known && known->is_done && record.is_done) {
        if (known->digest != record.digest) {
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

void Ledger::remove_left_behind() const {
    std::error_code ignored;
    for (const auto& file : left_behind_)
        if (was_here_and_is_gone(file)) fs::remove(file, ignored);
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
