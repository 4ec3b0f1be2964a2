#include "sim/config/json_text.hpp"

#include <fmt/format.h>

namespace hearth {
namespace {

std::string in_quotes(std::string_view text) {
    std::string quoted = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\')
            quoted += fmt::format("\\{}", letter);
        else if (static_cast<unsigned char>(letter) < 0x20)
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(letter));
        else
            quoted += letter;
    }
    return quoted + "\"";
}

}  // namespace

JsonText& JsonText::key(std::string_view name) {
    next();
    written_ += in_quotes(name) + ": ";
    after_key_ = true;
    return *this;
}

JsonText& JsonText::text(std::string_view text) {
    return value(in_quotes(text));
}

JsonText& JsonText::number(double number) {
    return value(fmt::format("{}", number));
}

JsonText& JsonText::flag(bool flag) {
    return value(flag ? "true" : "false");
}

JsonText& JsonText::texts(const std::vector<std::string>& texts) {
    std::string list;
    for (const auto& text : texts) list += (list.empty() ? "" : ", ") + in_quotes(text);
    return value("[" + list + "]");
}

JsonText& JsonText::end() {
    const auto closed = open_.back();
    open_.pop_back();
    if (!closed.is_empty) written_ += "\n" + std::string(2 * open_.size(), ' ');
    written_ += closed.closes;
    if (open_.empty()) written_ += '\n';
    return *this;
}

JsonText& JsonText::begin(char opens, char closes) {
    value(std::string_view{&opens, 1});
    open_.push_back({closes, true});
    return *this;
}

JsonText& JsonText::value(std::string_view text) {
    if (!after_key_) next();
    after_key_ = false;
    written_ += text;
    return *this;
}

/// A comma after the value before, then a new line.
void JsonText::next() {
    if (open_.empty()) return;
    if (!open_.back().is_empty) written_ += ',';
    open_.back().is_empty = false;
    written_ += "\n" + std::string(2 * open_.size(), ' ');
}

}  // namespace hearth
