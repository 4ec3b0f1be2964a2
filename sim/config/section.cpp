#include "sim/config/section.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/config/merge.hpp"
#include "sim/config/moved.hpp"
#include "sim/config/reading.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/suggest.hpp"

namespace hearth {

Section::Section(const Document* node, std::shared_ptr<Reading> reading, SectionDescription& described)
    : path_{described.path}, node_{node}, reading_{std::move(reading)}, described_{&described} {}

bool Section::flag(std::string_view name, bool otherwise, std::string_view meaning) {
    auto& declared = declare(name, Shape::flag, "", {}, meaning);
    declared.has_default = true;
    declared.otherwise = otherwise ? "true" : "false";
    const auto* node = plain(declared);
    if (!node) return otherwise;
    const auto parsed = parse_flag(*node);
    if (!parsed.value) fault(declared, node->at, path_of(declared) + parsed.why_not);
    return parsed.value.value_or(otherwise);
}

std::int64_t Section::setting(std::string_view name, std::int64_t otherwise, Range range,
                              std::string_view meaning) {
    auto& declared = declare(name, Shape::setting, "", range, meaning);
    declared.has_default = true;
    declared.otherwise = std::to_string(otherwise);
    const auto* node = plain(declared);
    return node ? whole_number(declared, *node, otherwise) : otherwise;
}

std::string Section::text(std::string_view name, std::string_view otherwise, std::string_view meaning) {
    auto& declared = declare(name, Shape::text, "", {}, meaning);
    declared.has_default = true;
    declared.otherwise = otherwise;
    const auto* node = plain(declared);
    if (!node) return std::string{otherwise};
    auto parsed = parse_text(*node);
    if (!parsed.value) fault(declared, node->at, path_of(declared) + parsed.why_not);
    return parsed.value.value_or(std::string{otherwise});
}

std::optional<Month> Section::month(std::string_view name, std::optional<std::string_view> otherwise,
                                    std::string_view meaning) {
    auto& declared = declare(name, Shape::text, "", {}, meaning);
    declared.has_default = otherwise.has_value();
    declared.otherwise = otherwise.value_or("");
    const auto* node = plain(declared, "a month, written as 2024-04");
    if (!node) return std::nullopt;
    const auto path = path_of(declared);
    if (!node->is_scalar()) {
        fault(declared, node->at,
              fmt::format("{} is {} (must be a month). Write it as 2024-04", path, what_it_is(*node)));
        return std::nullopt;
    }
    const auto month = parse_month(node->scalar);
    if (month) return month;
    constexpr std::size_t letters = 7;  // of 2024-04
    const auto of_a_day = parse_month(node->scalar.substr(0, letters));
    fault(declared, node->at,
          fmt::format("{} = '{}' is {}. Write it as {}", path, node->scalar,
                      of_a_day ? "not a month alone" : "not a month",
                      of_a_day ? to_text(*of_a_day) : "2024-04"));
    return std::nullopt;
}

std::string Section::choice(std::string_view name, std::span<const std::string_view> options,
                            std::string_view meaning) {
    auto& declared = declare(name, Shape::choice, "", {}, meaning);
    declared.options.assign(options.begin(), options.end());
    auto otherwise = options.empty() ? std::string{} : std::string{options.front()};
    const auto allowed = fmt::format("{}", fmt::join(options, ", "));
    const auto* node = plain(declared, allowed);
    if (!node) return otherwise;
    const auto parsed = parse_text(*node);
    if (!parsed.value) {
        fault(declared, node->at, path_of(declared) + parsed.why_not);
        return otherwise;
    }
    if (std::find(options.begin(), options.end(), *parsed.value) != options.end()) return *parsed.value;
    fault(declared, node->at,
          fmt::format("{} = '{}' (must be one of: {}){}", path_of(declared), *parsed.value, allowed,
                      did_you_mean(*parsed.value, declared.options)));
    return otherwise;
}

template <class Parse>
std::vector<std::string> Section::items(std::string_view name, std::string_view meaning, Parse parse) {
    auto& declared = declare(name, Shape::list, "", {}, meaning);
    declared.has_default = true;
    const auto* node = plain(declared);
    if (!node) return {};
    if (!node->is_sequence()) {
        fault(declared, node->at,
              fmt::format("{} is {} (must be a list). Write [a, b]?", path_of(declared), what_it_is(*node)));
        return {};
    }
    std::vector<std::string> values;
    for (const auto& item : node->items) {
        auto parsed = parse(item);
        if (parsed.value)
            values.push_back(std::move(*parsed.value));
        else
            fault(declared, item.at, fmt::format("{}: item{}", path_of(declared), parsed.why_not));
    }
    declared.values = values;
    return values;
}

std::vector<std::string> Section::list(std::string_view name, std::string_view meaning) {
    return items(name, meaning, parse_text);
}

std::vector<std::string> Section::words(std::string_view name, std::string_view meaning) {
    return items(name, meaning, [](const Document& item) {
        if (!item.is_scalar())
            return Parsed<std::string>{{}, fmt::format(" is {} (must be a value)", what_it_is(item))};
        return Parsed<std::string>{item.scalar, ""};
    });
}

std::filesystem::path Section::file(std::string_view name, std::string_view meaning) {
    auto& declared = declare(name, Shape::file, "", {}, meaning);
    const auto* node = plain(declared, "a file");
    if (!node) return {};
    const auto parsed = parse_text(*node);
    if (!parsed.value) {
        fault(declared, node->at, path_of(declared) + parsed.why_not);
        return {};
    }
    const auto folder = std::filesystem::path{node->at.file}.parent_path();
    std::filesystem::path found{shown_path(folder / *parsed.value)};
    std::error_code failed;
    if (std::filesystem::is_regular_file(found, failed)) return found;
    const auto what = std::filesystem::exists(found, failed) ? "is not a file" : "does not exist";
    fault(declared, node->at,
          fmt::format("{} = '{}' {} (looked for {}). Is the name right?", path_of(declared), *parsed.value,
                      what, found.string()));
    return {};
}

Section Section::section(std::string_view name, std::string_view meaning) {
    return below(node_, described_->section(name, meaning));
}

/// The section `described` inside `outer`; an absent one is a fault.
Section Section::below(const Document* outer, SectionDescription& described) const {
    const auto* found = outer ? outer->find(described.name) : nullptr;
    if (outer && !found) {
        reading_->faults.add(outer->at,
                             fmt::format("missing {} (a section: {})", described.path, described.meaning));
    } else if (found && !found->is_mapping() && found->kind != Document::Kind::nothing) {
        reading_->faults.add(found->at, fmt::format("{} is {} (must be a section with parameters below)",
                                                    described.path, what_it_is(*found)));
        found = nullptr;
    }
    return Section{found, reading_, described};
}

Section Section::shared(const SharedSection& wanted) {
    auto& all = reading_->description.top.section(shared_key, "rules that several read, each number once");
    auto& described = all.section(wanted.name, wanted.meaning);
    const auto reader = path_.substr(0, path_.find('.'));
    if (std::ranges::find(described.readers, reader) == described.readers.end())
        described.readers.push_back(reader);
    if (!reading_->has_document) return Section{nullptr, reading_, described};
    if (reader == first_day_key && reading_->first_day.is_mapping())
        return below(&reading_->first_day, described);
    return below(below(&reading_->top, all).node_, described);
}

void Section::fault(std::string_view name, std::string text) {
    auto* declared = described_->find(name);
    if (!node_ || (declared && declared->is_faulty)) return;
    auto at = node_->at;
    if (const auto* node = node_->find(name)) {
        at = node->at;
        for (const auto* contents : {"value", "values", "rows"})
            if (const auto* value = node->find(contents)) at = value->at;
    }
    reading_->faults.add(at, std::move(text));
}

std::vector<std::string> Section::keys() const {
    return node_ ? node_->keys() : std::vector<std::string>{};
}

bool Section::has(std::string_view name) const {
    return node_ && node_->find(name);
}

Position Section::where(std::string_view name) const {
    const auto* entry = node_ ? node_->entry(name) : nullptr;
    return entry ? entry->at : node_ ? node_->at : Position{};
}

void Section::refuse(std::string_view name, std::string text) {
    refused_.emplace_back(name);
    reading_->faults.add(where(name), std::move(text));
}

Faults& Section::faults() {
    return reading_->faults;
}

void Section::close() {
    if (!node_) return;
    auto& description = reading_->description;
    auto known = described_->names();
    if (described_ == &description.top) {
        known.emplace_back("processes");
        refuse_unread(*node_, path_, known);
        const auto* written = node_->find(shared_key);
        const auto* read = description.top.find_section(shared_key);
        if (written && read) refuse_unread(*written, read->path, read->names());
    } else if (path_ == first_day_key) {
        known.emplace_back(shared_key);
        refuse_unread(*node_, path_, known);
        std::vector<std::string> read;
        if (const auto* all = description.top.find_section(shared_key))
            for (const auto& section : all->sections)
                if (std::ranges::find(section->readers, path_) != section->readers.end())
                    read.push_back(section->name);
        if (const auto* own = node_->find(shared_key))
            refuse_unread(*own, join_path(path_, shared_key), read);
    } else {
        refuse_unread(*node_, path_, known);
    }
}

/// Reports every key of `mapping` that is not among those that are known there.
void Section::refuse_unread(const Document& mapping, const std::string& path,
                            const std::vector<std::string>& known) {
    const auto is_declared = [&](std::string_view name) { return reading_->description.declares(name); };
    const auto is_among = [](const std::vector<std::string>& names, const std::string& key) {
        return std::find(names.begin(), names.end(), key) != names.end();
    };
    for (const auto& entry : mapping.entries) {
        if (is_among(known, entry.key) || (&mapping == node_ && is_among(refused_, entry.key))) continue;
        const auto name = join_path(path, entry.key);
        std::string from;
        for (const auto& assignment : reading_->assignments)
            if (entry.at.file == command_line && assignment.starts_with(name + "="))
                from = fmt::format(" (from --set {})", assignment);
        auto remedy = moved_to(name, is_declared);
        if (remedy.empty()) remedy = did_you_mean(entry.key, known, " (nothing reads it). Remove it?");
        reading_->faults.add(entry.at, fmt::format("unknown key {}{}{}", name, from, remedy));
    }
}

void Section::fault(ParameterDescription& declared, const Position& at, std::string text) {
    declared.is_faulty = true;
    reading_->faults.add(at, std::move(text));
}

ParameterDescription& Section::declare(std::string_view name, Shape shape, std::string_view unit, Range range,
                                       std::string_view meaning) {
    auto* declared = described_->find(name);
    if (!declared) declared = &described_->parameters.emplace_back();
    *declared = {};
    declared->name = name;
    declared->shape = shape;
    declared->unit = unit;
    declared->range = range;
    declared->meaning = meaning;
    return *declared;
}

/// The node of a setting; nullptr where it is absent, which is a fault unless it has a default.
const Document* Section::plain(ParameterDescription& declared, std::string_view if_missing) {
    if (!node_) return nullptr;
    const auto* node = node_->find(declared.name);
    if (node) {
        declared.is_set = true;
        declared.values = {node->scalar};
    } else if (!declared.has_default) {
        fault(declared, node_->at, fmt::format("missing {} ({})", path_of(declared), if_missing));
    }
    return node;
}

std::string Section::path_of(const ParameterDescription& declared) const {
    return join_path(path_, declared.name);
}

}  // namespace hearth
