#include "sim/config/scalar.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

#include "sim/config/text_file.hpp"

namespace hearth {
namespace {

bool is_digit(char letter) {
    return letter >= '0' && letter <= '9';
}

std::string_view digits(std::string_view& rest) {
    const auto end = std::find_if_not(rest.begin(), rest.end(), is_digit);
    const auto found = rest.substr(0, static_cast<std::size_t>(end - rest.begin()));
    rest.remove_prefix(found.size());
    return found;
}

bool skip(std::string_view& rest, std::string_view any_of) {
    if (rest.empty() || any_of.find(rest.front()) == std::string_view::npos) return false;
    rest.remove_prefix(1);
    return true;
}

enum class Written { whole, decimal, leading_zero, otherwise };

Written how_written(std::string_view rest) {
    skip(rest, "+-");
    const auto before = digits(rest);
    const bool has_point = skip(rest, ".");
    const auto after = has_point ? digits(rest) : std::string_view{};
    if (before.empty() && after.empty()) return Written::otherwise;
    const bool has_exponent = skip(rest, "eE");
    if (has_exponent) {
        skip(rest, "+-");
        if (digits(rest).empty()) return Written::otherwise;
    }
    if (!rest.empty()) return Written::otherwise;
    if (before.size() > 1 && before.front() == '0') return Written::leading_zero;
    return has_point || has_exponent ? Written::decimal : Written::whole;
}

std::string in_lower_case(std::string_view word) {
    std::string lower{word};
    std::transform(lower.begin(), lower.end(), lower.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::tolower(letter)); });
    return lower;
}

bool is_not_finite(std::string_view word) {
    skip(word, "+-");
    const auto lower = in_lower_case(word);
    return lower == ".nan" || lower == ".inf" || lower == "nan" || lower == "inf" || lower == "infinity";
}

bool is_flag_elsewhere(std::string_view word) {
    constexpr std::array<std::string_view, 8> words{"true", "false", "yes", "no", "on", "off", "y", "n"};
    return std::find(words.begin(), words.end(), in_lower_case(word)) != words.end();
}

std::string leading_zero(std::string_view word) {
    return fmt::format(" = '{}' is ambiguous (a leading zero means octal to some). Write it without?",
                       shown(word));
}

/// Why a node can't be a `wanted`, before its word is looked at; empty if it can.
std::string not_a_plain_word(const Document& node, std::string_view wanted) {
    if (!node.is_scalar()) return fmt::format(" is {} (must be {})", what_it_is(node), wanted);
    if (node.quoted)
        return fmt::format(" = \"{}\" is text (must be {}). Remove the quotes?", shown(node.scalar), wanted);
    return "";
}

template <class T>
bool convert(std::string_view word, T& value) {
    skip(word, "+");
    const auto result = std::from_chars(word.data(), word.data() + word.size(), value);
    return result.ec == std::errc{} && result.ptr == word.data() + word.size();
}

}  // namespace

Parsed<double> parse_number(std::string_view word) {
    if (is_not_finite(word))
        return {{}, fmt::format(" = '{}' is not finite (must be a number)", shown(word))};
    const auto written = how_written(word);
    if (written == Written::leading_zero) return {{}, leading_zero(word)};
    if (written == Written::otherwise) return {{}, fmt::format(" = '{}' is not a number", shown(word))};
    double value = 0;
    if (!convert(word, value) || !std::isfinite(value))
        return {{}, fmt::format(" = '{}' is too large or too small for a number", shown(word))};
    return {value, ""};
}

Parsed<std::int64_t> parse_whole_number(std::string_view word) {
    const auto written = how_written(word);
    if (written == Written::leading_zero) return {{}, leading_zero(word)};
    if (written != Written::whole) return {{}, fmt::format(" = '{}' is not a whole number", shown(word))};
    std::int64_t value = 0;
    if (!convert(word, value)) return {{}, fmt::format(" = '{}' is too large", shown(word))};
    return {value, ""};
}

Parsed<double> parse_number(const Document& node) {
    if (auto why_not = not_a_plain_word(node, "a number"); !why_not.empty()) return {{}, std::move(why_not)};
    return parse_number(node.scalar);
}

Parsed<std::int64_t> parse_whole_number(const Document& node) {
    if (auto why_not = not_a_plain_word(node, "a whole number"); !why_not.empty())
        return {{}, std::move(why_not)};
    return parse_whole_number(node.scalar);
}

Parsed<bool> parse_flag(const Document& node) {
    if (auto why_not = not_a_plain_word(node, "true or false"); !why_not.empty())
        return {{}, std::move(why_not)};
    if (node.scalar == "true") return {true, ""};
    if (node.scalar == "false") return {false, ""};
    return {{}, fmt::format(" = '{}' is not a flag (must be true or false)", shown(node.scalar))};
}

Parsed<std::string> parse_text(const Document& node) {
    if (!node.is_scalar()) return {{}, fmt::format(" is {} (must be text)", what_it_is(node))};
    if (!node.quoted && is_typed(node.scalar))
        return {{},
                fmt::format(" = {} is not text (YAML reads something else). Put it in quotes?",
                            shown(node.scalar))};
    if (holds_control_characters(node.scalar))
        return {{}, fmt::format(" = '{}' holds control characters. Remove them?", shown(node.scalar))};
    return {node.scalar, ""};
}

std::optional<Month> parse_month(std::string_view word) {
    int year = 0;
    unsigned number = 0;
    const char* const end = word.data() + word.size();
    const auto dash = std::from_chars(word.data(), end, year);
    if (dash.ec != std::errc{} || dash.ptr == end || *dash.ptr != '-') return std::nullopt;
    const auto rest = std::from_chars(dash.ptr + 1, end, number);
    if (rest.ec != std::errc{} || rest.ptr != end || number < 1 || number > 12) return std::nullopt;
    return month_of(year, number);
}

bool is_typed(std::string_view word) {
    if (word.empty() || word == "~" || in_lower_case(word) == "null") return true;
    if (is_flag_elsewhere(word) || is_not_finite(word)) return true;
    if (how_written(word) != Written::otherwise) return true;
    const auto rest = word.find_first_not_of("+-");
    if (rest == std::string_view::npos || !is_digit(word[rest])) return false;
    const auto bare = word.substr(rest);
    if (bare.starts_with("0x") || bare.starts_with("0o") || bare.starts_with("0b")) return true;
    if (bare.find_first_not_of("0123456789_.:") == std::string_view::npos) return true;  // 1_000, 12:30
    const bool is_date = bare.size() == 10 && bare[4] == '-' && bare[7] == '-' &&
                         bare.find_first_not_of("0123456789-") == std::string_view::npos;
    return is_date;
}

}  // namespace hearth
