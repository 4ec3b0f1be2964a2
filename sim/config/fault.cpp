#include "sim/config/fault.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "sim/config/text_file.hpp"

namespace hearth {
namespace {

constexpr std::size_t longest_told = 4000;  // bytes of one message: lists of known names are long

std::string one_per_line(const std::vector<Fault>& faults) {
    std::string lines;
    for (const auto& fault : faults) lines += (lines.empty() ? "" : "\n") + to_text(fault);
    return lines;
}

}  // namespace

ConfigError::ConfigError(std::vector<Fault> faults)
    : std::runtime_error{one_per_line(faults)}, faults_{std::move(faults)} {}

void Faults::throw_if_any() const {
    if (faults_.empty()) return;
    std::map<std::string, std::size_t> first_mention;
    for (const auto& fault : faults_) first_mention.try_emplace(fault.at.file, first_mention.size());

    auto sorted = faults_;
    std::stable_sort(sorted.begin(), sorted.end(), [&](const Fault& left, const Fault& right) {
        return std::tuple{first_mention.at(left.at.file), left.at.line, left.at.column} <
               std::tuple{first_mention.at(right.at.file), right.at.line, right.at.column};
    });
    std::vector<Fault> once;
    std::set<std::string> told;
    for (auto& fault : sorted)
        if (told.insert(to_text(fault)).second) once.push_back(std::move(fault));
    throw ConfigError{std::move(once)};
}

/// Whatever others wrote into a message can't steer a terminal, nor fill it: control characters are shown as
/// `\x1b`, and the middle of a very long text is left out.
std::string to_text(const Fault& fault) {
    const auto& at = fault.at;
    const auto file = printable(at.file);
    auto text = printable(fault.text);
    if (text.size() > longest_told) {
        const auto rest = text.size() - longest_told;
        text = printable(text.substr(0, longest_told / 2) + fmt::format("... ({} bytes left out) ...", rest) +
                         text.substr(text.size() - longest_told / 2));
    }
    if (at.line == 0) return fmt::format("{}: {}", file, text);
    if (at.column == 0) return fmt::format("{}:{}: {}", file, at.line, text);
    return fmt::format("{}:{}:{}: {}", file, at.line, at.column, text);
}

bool says_where_from(std::string_view source) {
    for (const std::string_view kind : {"measured:", "derived:", "calibrated:", "assumed:"})
        if (source.starts_with(kind))
            return source.find_first_not_of(' ', kind.size()) != std::string_view::npos;
    return false;
}

}  // namespace hearth
