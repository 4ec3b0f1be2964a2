#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace hearth {

/// The most that a file of each kind may hold [bytes]: a hundred times what is usual. More is another file.
inline constexpr std::size_t most_yaml = 4'000'000, most_csv = 64'000'000;

/// All of a text file that somebody has written: UTF-8, without a byte order mark, without control
/// characters. Every YAML and CSV that is read comes through here. Messages call it `name`.
///
/// Throws ConfigError, with line and column where there is one, for what can't be read, is larger than `most`
/// bytes, is not UTF-8 (UTF-16 is told as such) or holds control characters other than tabs and line ends.
std::string read_text_file(const std::filesystem::path& file, const std::string& name, std::size_t most);

/// The same for text that is at hand; it loses its byte order mark.
std::string checked_text(std::string text, const std::string& name);

/// Does it hold what steers a terminal (line ends and tabs do not count), or what is no letter?
bool holds_control_characters(std::string_view text);

/// Text of others as it may be shown on a terminal: control characters and what is not UTF-8 as `\x1b`.
std::string printable(std::string_view text);

/// The same for a word in a message: quoted words longer than a line are cut, and say how long they were.
std::string shown(std::string_view word);

}  // namespace hearth
