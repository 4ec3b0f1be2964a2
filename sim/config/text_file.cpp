#include "sim/config/text_file.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <optional>
#include <system_error>

#include <fmt/format.h>

#include "sim/config/fault.hpp"

namespace hearth {
namespace {

constexpr std::size_t longest_shown = 80;  // letters of a word in a message

/// One letter of UTF-8: its number and how many bytes it takes; nothing where the bytes are no letter.
struct Letter {
    char32_t number;
    std::size_t bytes;
};

/// The first letter of `text`, by table 3-7 of the Unicode Standard: no overlong forms, no surrogates.
std::optional<Letter> letter_of(std::string_view text) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const auto first = byte(0);
    if (first < 0x80) return Letter{first, 1};
    const std::size_t bytes = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < bytes) return std::nullopt;
    char32_t number = first & (0xFFU >> (bytes + 1));
    for (std::size_t at = 1; at < bytes; ++at) {
        if ((byte(at) & 0xC0U) != 0x80) return std::nullopt;
        number = (number << 6U) | (byte(at) & 0x3FU);
    }
    const bool is_overlong = (bytes == 3 && number < 0x800) || (bytes == 4 && number < 0x10000);
    if (is_overlong || (number >= 0xD800 && number < 0xE000) || number > 0x10FFFF) return std::nullopt;
    return Letter{number, bytes};
}

/// What steers a terminal or a reader instead of being read: C0, DEL, C1, and what Unicode keeps from texts.
bool is_control(char32_t number) {
    return number < 0x20 || (number >= 0x7F && number < 0xA0) || number == 0x2028 || number == 0x2029 ||
           number == 0xFEFF || number == 0xFFFE || number == 0xFFFF;
}

/// Most of a text: letters, digits and signs of ASCII, and spaces.
constexpr bool is_plain(char byte) {
    return byte >= ' ' && byte <= '~';
}

bool is_utf_16(std::string_view text) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) return true;
    return text.size() >= 4 && (text[0] == '\0') != (text[1] == '\0') &&
           (text[0] == '\0') == (text[2] == '\0') && (text[1] == '\0') == (text[3] == '\0');
}

/// Tabs and line ends are text; a carriage return only with the line feed after it.
bool is_white_space(std::string_view rest) {
    return rest[0] == '\t' || rest[0] == '\n' || rest.starts_with("\r\n");
}

std::string why_not_text(std::string_view rest, const std::optional<Letter>& letter) {
    if (!letter)
        return fmt::format("is not UTF-8 (the byte 0x{:02X} is no letter). Save the file as UTF-8?",
                           static_cast<unsigned char>(rest[0]));
    if (letter->number == '\r')
        return "a carriage return without a line feed (line ends of an old Mac). Save it with Unix line "
               "ends?";
    return fmt::format("the control character U+{:04X} (is it a text file?). Remove it?",
                       static_cast<unsigned>(letter->number));
}

}  // namespace

std::string checked_text(std::string text, const std::string& name) {
    const auto refuse = [&](Position at, std::string why) {
        throw ConfigError{{{std::move(at), std::move(why)}}};
    };
    if (is_utf_16(text))
        refuse({name, 1},
               "is not UTF-8 (it is UTF-16, as 'Unicode' is called by some programs). "
               "Save the file as UTF-8?");
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    int line = 1, column = 1;
    for (std::string_view rest{text}; !rest.empty();) {
        const auto plain = static_cast<std::size_t>(std::ranges::find_if_not(rest, is_plain) - rest.begin());
        rest.remove_prefix(plain);
        column += static_cast<int>(plain);
        if (rest.empty()) break;
        const auto letter = letter_of(rest);
        if (!letter || (is_control(letter->number) && !is_white_space(rest)))
            refuse({name, line, column}, why_not_text(rest, letter));
        const bool is_end = letter->number == '\n';
        line += is_end ? 1 : 0;
        column = is_end ? 1 : column + 1;
        rest.remove_prefix(letter->bytes);
    }
    return text;
}

std::string read_text_file(const std::filesystem::path& file, const std::string& name, std::size_t most) {
    const auto refuse = [&](std::string why) { throw ConfigError{{{{name}, std::move(why)}}}; };
    std::error_code failed;
    if (std::filesystem::is_directory(file, failed)) refuse("is a folder (must be a file)");
    errno = 0;
    std::ifstream stream{file, std::ios::binary};
    if (!stream)
        refuse(fmt::format("cannot be read ({}). {}", std::generic_category().message(errno),
                           errno == EACCES ? "Ask its owner?" : "Is the name right?"));
    std::string text;
    constexpr std::size_t piece = 1U << 16U;
    if (const auto size = std::filesystem::file_size(file, failed); !failed)
        text.reserve(std::min<std::uintmax_t>(size, most) + piece);
    do {
        const auto before = text.size();
        text.resize(before + piece);
        stream.read(text.data() + before, piece);
        text.resize(before + static_cast<std::size_t>(stream.gcount()));
    } while (stream && text.size() <= most);
    if (stream.bad()) refuse("cannot be read to its end. Copy it again?");
    if (text.size() > most)
        refuse(fmt::format("is larger than {} MB (is it the right file?). Give a smaller one",
                           most / 1'000'000));
    return checked_text(std::move(text), name);
}

bool holds_control_characters(std::string_view text) {
    while (!text.empty()) {
        const auto letter = letter_of(text);
        if (!letter || (is_control(letter->number) && !is_white_space(text))) return true;
        text.remove_prefix(letter->bytes);
    }
    return false;
}

std::string printable(std::string_view text) {
    std::string safe;
    safe.reserve(text.size());
    while (!text.empty()) {
        const auto letter = letter_of(text);
        const auto bytes = letter ? letter->bytes : 1;
        if (letter && !is_control(letter->number))
            safe += text.substr(0, bytes);
        else if (text[0] == '\n' || text[0] == '\t')
            safe += text[0] == '\n' ? "\\n" : "\\t";
        else if (letter && letter->number > 0xFF)
            safe += fmt::format("\\u{:04x}", static_cast<unsigned>(letter->number));
        else
            safe += fmt::format("\\x{:02x}", letter ? static_cast<unsigned>(letter->number)
                                                    : static_cast<unsigned char>(text[0]));
        text.remove_prefix(bytes);
    }
    return safe;
}

std::string shown(std::string_view word) {
    if (word.size() <= longest_shown) return printable(word);
    auto end = longest_shown;
    while (end > 0 && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80) --end;
    return fmt::format("{}... ({} bytes)", printable(word.substr(0, end)), word.size());
}

}  // namespace hearth
