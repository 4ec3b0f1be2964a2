#include "sim/config/document.hpp"

#include <algorithm>

namespace hearth {

const Document::Entry* Document::entry(std::string_view key) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const Entry& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

const Document* Document::find(std::string_view key) const {
    const auto* found = entry(key);
    return found ? &found->value : nullptr;
}

Document* Document::find(std::string_view key) {
    for (auto& entry : entries)
        if (entry.key == key) return &entry.value;
    return nullptr;
}

void Document::put(std::string_view key, Document value) {
    if (auto* old = find(key)) {
        *old = std::move(value);
    } else {
        const auto where = value.at;
        entries.push_back({std::string{key}, where, std::move(value)});
    }
}

void Document::remove(std::string_view key) {
    std::erase_if(entries, [&](const Entry& entry) { return entry.key == key; });
}

std::vector<std::string> Document::keys() const {
    std::vector<std::string> keys;
    for (const auto& entry : entries) keys.push_back(entry.key);
    return keys;
}

Document text_node(std::string text, Position at) {
    Document node;
    node.kind = Document::Kind::scalar;
    node.at = std::move(at);
    node.scalar = std::move(text);
    node.quoted = true;
    return node;
}

std::string_view what_it_is(const Document& node) {
    switch (node.kind) {
        case Document::Kind::nothing:
            return "empty";
        case Document::Kind::scalar:
            return "a single value";
        case Document::Kind::sequence:
            return "a list";
        case Document::Kind::mapping:
            return "a mapping";
    }
    return "";
}

std::vector<std::string> split_path(std::string_view path) {
    std::vector<std::string> names{""};
    for (const char letter : path) {
        if (letter == '.')
            names.emplace_back();
        else
            names.back() += letter;
    }
    return names;
}

std::string join_path(std::string_view section, std::string_view name) {
    if (section.empty()) return std::string{name};
    return std::string{section} + "." + std::string{name};
}

std::string shown_path(const std::filesystem::path& file) {
    std::error_code failed;
    const auto here = std::filesystem::current_path(failed);
    const auto normal = file.lexically_normal();
    if (failed || !normal.is_absolute() || here == here.root_path()) return normal.string();
    const auto relative = normal.lexically_relative(here);
    return relative.empty() || *relative.begin() == ".." ? normal.string() : relative.string();
}

}  // namespace hearth
