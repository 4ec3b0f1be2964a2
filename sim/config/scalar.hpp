#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "agents/date.hpp"
#include "sim/config/document.hpp"

namespace hearth {

/// What a node reads as, or why it does not: words that follow the parameter's name in a message.
template <class T>
struct Parsed {
    std::optional<T> value;
    std::string why_not;
};

/// A finite decimal number: `1.5`, `-2`, `1e-6`; never quoted, never `010`, `.nan` or a flag.
Parsed<double> parse_number(const Document& node);

/// Digits only, with or without a sign.
Parsed<std::int64_t> parse_whole_number(const Document& node);

/// `true` or `false`, nothing else.
Parsed<bool> parse_flag(const Document& node);

/// Text; what YAML could take for a number or a flag must be quoted.
Parsed<std::string> parse_text(const Document& node);

/// The same numbers from a bare word, for tables.
Parsed<double> parse_number(std::string_view word);
Parsed<std::int64_t> parse_whole_number(std::string_view word);

/// `2019-04`; nothing if it is no month.
std::optional<Month> parse_month(std::string_view word);

/// Would some reader of YAML take this word, unquoted, for a number, a flag, a date or nothing?
bool is_typed(std::string_view word);

}  // namespace hearth
