#include "sim/config/first_day.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/config/merge.hpp"
#include "sim/config/reading.hpp"

namespace hearth {
namespace {

Document empty_mapping(const Position& at) {
    Document made;
    made.kind = Document::Kind::mapping;
    made.at = at;
    return made;
}

/// Adds a section to `starting_population.shared`.
void put_for_first_day(Document& assumed, const std::string& name, const Document& section) {
    if (!assumed.find(shared_key)) assumed.put(shared_key, empty_mapping(assumed.at));
    assumed.find(shared_key)->put(name, section);
}

}  // namespace

Document shared_of_first_day(const Document& top, const std::optional<Document>& before) {
    const auto* of_top = top.find(shared_key);
    const auto* first_day = top.find(first_day_key);
    const auto* own = first_day ? first_day->find(shared_key) : nullptr;
    if (!before && !own) return {};
    Document all = before ? *before : of_top ? *of_top : Document{};
    if (own && own->is_mapping() && all.is_mapping()) overlay(all, *own);
    return all;
}

std::optional<Document> shared_as_set(const Document& top, const std::vector<std::string>& assignments) {
    const auto* shared = top.find(shared_key);
    if (!shared) return std::nullopt;
    auto alone = empty_mapping(top.at);
    alone.put(shared_key, *shared);
    Faults told_elsewhere;
    std::vector<std::string> noted_elsewhere;
    for (const auto& assignment : assignments)
        if (assignment.starts_with(fmt::format("{}.", shared_key)))
            assign(alone, assignment, told_elsewhere, noted_elsewhere);
    return *alone.find(shared_key);
}

const Document* shared_of_first_day(const Reading& reading) {
    return reading.first_day.is_mapping() ? &reading.first_day : reading.top.find(shared_key);
}

bool first_day_may_read(const Reading& reading, std::string_view section) {
    const auto* all = reading.description.top.find_section(shared_key);
    if (!all) return true;
    const auto readers = reading.description.readers_of(section);
    return std::ranges::find(readers, first_day_key) != readers.end();
}

void Config::keep_first_day(const std::vector<std::string>& names) {
    auto* assumed = reading_->top.find(first_day_key);
    const auto* shared = shared_of_first_day(*reading_);
    if (!assumed || !shared) return;
    for (const auto& section : shared->entries) {
        const auto prefix = fmt::format("{}.{}.", shared_key, section.key);
        const auto is_of_it = [&](const std::string& name) { return name.starts_with(prefix); };
        if (first_day_may_read(*reading_, section.key) && std::ranges::any_of(names, is_of_it))
            put_for_first_day(*assumed, section.key, section.value);
    }
}

std::string Config::resolved() const {
    auto top = reading_->top;
    auto* assumed = top.find(first_day_key);
    const auto* shared = reading_->top.find(shared_key);
    for (const auto& [name, at, section] : reading_->first_day.entries) {
        const auto* now = shared ? shared->find(name) : nullptr;
        if (assumed && first_day_may_read(*reading_, name) && !(now && say_the_same(section, *now)))
            put_for_first_day(*assumed, name, section);
    }
    return write_yaml(top);
}

}  // namespace hearth
