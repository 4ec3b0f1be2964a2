#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/fault.hpp"

namespace hearth {

/// A YAML tree of our own: mappings keep their order, every node and every key knows where it stood, and a
/// scalar is the text as written (YAML would silently make 8 of `010` and false of `no`).
struct Document {
    enum class Kind : std::uint8_t { nothing, scalar, sequence, mapping };
    struct Entry;

    Kind kind = Kind::nothing;
    Position at;
    std::string scalar;
    bool quoted = false;
    std::vector<Document> items;
    std::vector<Entry> entries;

    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_sequence() const { return kind == Kind::sequence; }
    bool is_mapping() const { return kind == Kind::mapping; }

    /// The entry or value of `key` in a mapping; nullptr where there is none.
    const Entry* entry(std::string_view key) const;
    const Document* find(std::string_view key) const;
    Document* find(std::string_view key);

    /// Replaces the value of `key`, or appends it.
    void put(std::string_view key, Document value);
    void remove(std::string_view key);
    std::vector<std::string> keys() const;
};

struct Document::Entry {
    std::string key;
    Position at;
    Document value;
};

/// Quoted text that stood at `at`.
Document text_node(std::string text, Position at);

/// Reads a YAML file or text, anchors and aliases resolved; messages call it `name`. Duplicate keys are
/// faults and the first one counts. Throws ConfigError, with the place, for what is not YAML.
Document read_yaml(const std::filesystem::path& file, const std::string& name, Faults& faults);
Document parse_yaml(const std::string& text, const std::string& name, Faults& faults);

/// One value as it would stand in a file (`1.5`, `true`, `[a, b]`), all of it at `at`.
Document parse_yaml_value(const std::string& text, const Position& at);

/// Canonical YAML: equal trees give equal text; numbers stay as they were written, text is quoted only if it
/// must be. The processes of the top level, kept as a mapping by name, are written as the list they were read
/// from.
std::string write_yaml(const Document& top);

/// A tree on one line: `1.5`, `[a, b]`, `{value: 1, unit: "1"}`.
std::string in_one_line(const Document& node);

/// "a list", "a number of keys" ...: what a node is, for messages.
std::string_view what_it_is(const Document& node);

/// "section.name", or "name" at the top level.
std::string join_path(std::string_view section, std::string_view name);

/// The names between its dots; one empty name of "".
std::vector<std::string> split_path(std::string_view path);

/// How messages call a file: relative to the current directory when inside it, otherwise as it was given.
std::string shown_path(const std::filesystem::path& file);

}  // namespace hearth
