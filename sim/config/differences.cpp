// What two configurations do not have in common.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/config/first_day.hpp"
#include "sim/config/merge.hpp"
#include "sim/config/reading.hpp"

namespace hearth {
namespace {

constexpr std::string_view processes_key = "processes";
/// Words about a configuration, and what is compared part by part.
constexpr std::array<std::string_view, 8> apart{"scenario", "name",        "description", "evidence",
                                                "over",     processes_key, shared_key,    first_day_key};

struct Unequal {
    std::string key;
    Position at;
    bool is_here, is_there;
};

/// What two mappings have not in common.
std::vector<Unequal> unequal(const Document* here, const Document* there) {
    std::vector<Unequal> found;
    if (here)
        for (const auto& entry : here->entries) {
            const auto* match = there ? there->find(entry.key) : nullptr;
            if (!match)
                found.push_back({entry.key, entry.at, true, false});
            else if (!say_the_same(entry.value, *match))
                found.push_back({entry.key, first_difference(entry.value, *match), true, true});
        }
    if (there)
        for (const auto& entry : there->entries)
            if (!here || !here->find(entry.key)) found.push_back({entry.key, entry.at, false, true});
    return found;
}

/// A mapping with the one section, as it is without what stands in it under `shared`.
Document own_of_first_day(const Document& top) {
    Document own;
    own.kind = Document::Kind::mapping;
    if (const auto* section = top.find(first_day_key)) own.put(first_day_key, *section);
    if (auto* section = own.find(first_day_key)) section->remove(shared_key);
    return own;
}

}  // namespace

std::vector<Difference> Config::differences_from(const Config& other) const {
    std::vector<Difference> found;
    const auto &here = reading_->top, &there = other.reading_->top;
    const auto add = [&](std::string_view key, const Unequal& one, std::string name,
                         std::vector<std::string> processes = {}) {
        found.push_back(
            {std::string{key}, std::move(name), std::move(processes), one.at, one.is_here, one.is_there});
    };
    for (const auto& one : unequal(&here, &there))
        if (std::ranges::find(apart, one.key) == apart.end()) add(one.key, one, one.key);

    const auto mine = own_of_first_day(here), its = own_of_first_day(there);
    for (const auto& one : unequal(&mine, &its)) add(first_day_key, one, one.key);
    for (const auto& one : unequal(shared_of_first_day(*reading_), shared_of_first_day(*other.reading_)))
        if (first_day_may_read(*reading_, one.key))
            add(first_day_key, one, fmt::format("{}.{} of the first day", shared_key, one.key));

    for (const auto& one : unequal(here.find(shared_key), there.find(shared_key))) {
        auto readers = description().readers_of(one.key);
        std::erase(readers, first_day_key);
        add(shared_key, one, fmt::format("{}.{}", shared_key, one.key), std::move(readers));
    }
    for (const auto& one : unequal(here.find(processes_key), there.find(processes_key)))
        add(processes_key, one, one.key, {one.key});
    return found;
}

}  // namespace hearth
