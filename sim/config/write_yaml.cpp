#include <algorithm>

#include <fmt/format.h>

#include "sim/config/document.hpp"
#include "sim/config/scalar.hpp"

namespace hearth {
namespace {

bool is_letter_or_digit(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') ||
           (letter >= '0' && letter <= '9');
}

bool needs_no_quotes(std::string_view text) {
    const auto is_harmless = [](char letter) {
        return is_letter_or_digit(letter) || letter == '_' || letter == '.' || letter == '/' ||
               letter == '-' || letter == ' ';
    };
    return !text.empty() && is_letter_or_digit(text.front()) && text.back() != ' ' &&
           std::all_of(text.begin(), text.end(), is_harmless);
}

std::string in_quotes(std::string_view text) {
    std::string quoted = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            quoted += fmt::format("\\{}", letter);
        else if (letter == '\n')
            quoted += "\\n";
        else if (letter == '\t')
            quoted += "\\t";
        else if (static_cast<unsigned char>(letter) < 0x20 || letter == 0x7f)
            quoted += fmt::format("\\x{:02X}", static_cast<unsigned char>(letter));
        else
            quoted += letter;
    }
    return quoted + "\"";
}

std::string scalar_text(const Document& node) {
    if (node.kind == Document::Kind::nothing) return "null";
    if (is_typed(node.scalar)) return node.quoted ? in_quotes(node.scalar) : node.scalar;
    return needs_no_quotes(node.scalar) ? node.scalar : in_quotes(node.scalar);
}

std::string key_text(std::string_view key) {
    return needs_no_quotes(key) && !is_typed(key) ? std::string{key} : in_quotes(key);
}

bool fits_one_line(const Document& node) {
    return !node.is_mapping() || node.entries.empty() || node.find("value");
}

/// `start` stands before the key (an indent, or an indent and a dash), `inner` before each line below it.
void write_entry(std::string& text, const Document::Entry& entry, const std::string& start,
                 const std::string& inner) {
    text += start + key_text(entry.key) + ":";
    if (fits_one_line(entry.value)) {
        text += " " + in_one_line(entry.value) + "\n";
    } else {
        text += "\n";
        for (const auto& below : entry.value.entries) write_entry(text, below, inner, inner + "  ");
    }
}

}  // namespace

std::string in_one_line(const Document& node) {
    std::string inside;
    if (node.is_sequence()) {
        for (const auto& item : node.items) inside += (inside.empty() ? "" : ", ") + in_one_line(item);
        return "[" + inside + "]";
    }
    if (node.is_mapping()) {
        for (const auto& entry : node.entries)
            inside += (inside.empty() ? "" : ", ") + key_text(entry.key) + ": " + in_one_line(entry.value);
        return "{" + inside + "}";
    }
    return scalar_text(node);
}

std::string write_yaml(const Document& top) {
    std::string text;
    for (const auto& entry : top.entries) {
        if (entry.key != "processes" || !entry.value.is_mapping()) {
            write_entry(text, entry, "", "  ");
            continue;
        }
        text += entry.value.entries.empty() ? "processes: []\n" : "processes:\n";
        for (const auto& process : entry.value.entries) write_entry(text, process, "  - ", "      ");
    }
    return text;
}

}  // namespace hearth
