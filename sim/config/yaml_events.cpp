#include "sim/config/yaml_events.hpp"

#include <yaml.h>

#include <map>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "sim/config/fault.hpp"
#include "sim/config/text_file.hpp"

namespace hearth {
namespace {

constexpr int deepest = 40;
constexpr std::size_t most_events = 1'000'000;

int counted_from_1(std::size_t number) {
    return static_cast<int>(number) + 1;
}

std::string words_of(const char* text) {
    return text == nullptr ? "" : text;
}

/// A libyaml parser over a text, closed at the end of its life.
class Parser {
   public:
    Parser(const std::string& text, const std::string& name) : name_{name} {
        if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc{};
        yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
        yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()),
                                     text.size());
    }
    ~Parser() { yaml_parser_delete(&parser_); }
    Parser(const Parser&) = delete;
    Parser& operator=(const Parser&) = delete;

    /// The next token; its start and end stay readable. False at an error, which `refuse` tells.
    bool scan(yaml_token_t& token) { return yaml_parser_scan(&parser_, &token) != 0; }
    bool parse(yaml_event_t& event) { return yaml_parser_parse(&parser_, &event) != 0; }

    /// Of the place where reading went wrong, in letters.
    std::size_t failed_at() const { return parser_.problem_mark.index; }

    [[noreturn]] void refuse() const {
        if (parser_.error == YAML_MEMORY_ERROR) throw std::bad_alloc{};
        const auto context = words_of(parser_.context);
        refuse(parser_.problem_mark,
               fmt::format(
                   "is not YAML ({}{}{}). Is a quote, a bracket, a colon or a space missing or too many?",
                   words_of(parser_.problem), context.empty() ? "" : " ", context));
    }
    [[noreturn]] void refuse(const yaml_mark_t& at, std::string why) const {
        throw ConfigError{{{{name_, counted_from_1(at.line), counted_from_1(at.column)}, std::move(why)}}};
    }

   private:
    yaml_parser_t parser_{};
    const std::string& name_;
};

/// Where letters stand that may be tabs: [first, last) of quoted words and blocks, in the order of the text.
using Ranges = std::vector<std::pair<std::size_t, std::size_t>>;

/// Tabs between words are refused: libyaml and PyYAML disagree over them. Looks at the first `letters`
/// letters.
void refuse_tabs(const std::string& text, const std::string& name, const Ranges& quoted,
                 std::size_t letters) {
    auto range = quoted.begin();
    std::size_t letter = 0;
    int line = 1, column = 1;
    bool is_comment = false;
    char before = '\n';
    for (const char byte : text) {
        if ((static_cast<unsigned char>(byte) & 0xC0U) == 0x80) continue;  // inside a letter
        while (range != quoted.end() && letter >= range->second) ++range;
        const bool is_quoted = range != quoted.end() && letter >= range->first;
        if (byte == '#' && !is_quoted && (before == ' ' || before == '\t' || before == '\n'))
            is_comment = true;
        if (byte == '\t' && !is_quoted && !is_comment)
            throw ConfigError{{{{name, line, column},
                                "a tab between words (not every reader of YAML takes it). "
                                "Write spaces?"}}};
        before = byte;
        if (++letter > letters) return;
        ++column;
        if (byte != '\n') continue;
        is_comment = false;
        ++line;
        column = 1;
    }
}

/// What the parser would let pass, or would take for ever over: tabs, and brackets within brackets.
void check_tokens(const std::string& text, const std::string& name) {
    Parser parser{text, name};
    Ranges quoted;
    int depth = 0;
    for (bool is_over = false; !is_over;) {
        yaml_token_t token{};
        if (!parser.scan(token)) {
            refuse_tabs(text, name, quoted, parser.failed_at());
            parser.refuse();
        }
        const auto first = token.start_mark;
        if (token.type == YAML_SCALAR_TOKEN && token.data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
            quoted.emplace_back(first.index, token.end_mark.index);
        switch (token.type) {
            case YAML_BLOCK_SEQUENCE_START_TOKEN:
            case YAML_BLOCK_MAPPING_START_TOKEN:
            case YAML_FLOW_SEQUENCE_START_TOKEN:
            case YAML_FLOW_MAPPING_START_TOKEN:
                ++depth;
                break;
            case YAML_BLOCK_END_TOKEN:
            case YAML_FLOW_SEQUENCE_END_TOKEN:
            case YAML_FLOW_MAPPING_END_TOKEN:
                --depth;
                break;
            default:
                is_over = token.type == YAML_STREAM_END_TOKEN;
        }
        yaml_token_delete(&token);
        if (depth > deepest)
            parser.refuse(first, fmt::format("is nested too deeply (more than {} levels)", deepest));
    }
    refuse_tabs(text, name, quoted, text.size());
}

/// Gives anchors their numbers, and aliases that of what they repeat.
class Anchors {
   public:
    void add(YamlEvent& event, const unsigned char* name) {
        if (name == nullptr) return;
        const std::string anchor{reinterpret_cast<const char*>(name)};
        event.anchor = ++count_;
        numbers_[anchor] = count_;
    }
    bool find(YamlEvent& event, const unsigned char* name) const {
        const auto found = numbers_.find(reinterpret_cast<const char*>(name));
        if (found != numbers_.end()) event.anchor = found->second;
        return found != numbers_.end();
    }

   private:
    std::map<std::string, std::size_t> numbers_;
    std::size_t count_ = 0;
};

/// One event of libyaml as ours; what is inside it is still libyaml's to free.
YamlEvent taken(const yaml_event_t& event, Anchors& anchors, const Parser& parser) {
    const auto at = event.start_mark;
    YamlEvent ours;
    ours.line = counted_from_1(at.line);
    ours.column = counted_from_1(at.column);
    const auto keep = [&](YamlEvent::Kind kind, const unsigned char* anchor, const unsigned char* tag) {
        ours.kind = kind;
        anchors.add(ours, anchor);
        if (tag != nullptr) ours.tag = reinterpret_cast<const char*>(tag);
    };
    if (event.type == YAML_SCALAR_EVENT) {
        const auto& scalar = event.data.scalar;
        keep(YamlEvent::Kind::scalar, scalar.anchor, scalar.tag);
        ours.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
        ours.quoted = scalar.style != YAML_PLAIN_SCALAR_STYLE;
    } else if (event.type == YAML_ALIAS_EVENT) {
        ours.kind = YamlEvent::Kind::alias;
        const auto* anchor = event.data.alias.anchor;
        if (!anchors.find(ours, anchor))
            parser.refuse(
                at,
                fmt::format("the alias '*{}' repeats nothing (no '&{}' before it). Correct its name?",
                            reinterpret_cast<const char*>(anchor), reinterpret_cast<const char*>(anchor)));
    } else if (event.type == YAML_SEQUENCE_START_EVENT) {
        keep(YamlEvent::Kind::sequence, event.data.sequence_start.anchor, event.data.sequence_start.tag);
    } else if (event.type == YAML_MAPPING_START_EVENT) {
        keep(YamlEvent::Kind::mapping, event.data.mapping_start.anchor, event.data.mapping_start.tag);
    }
    return ours;
}

}  // namespace

std::vector<YamlEvent> yaml_events(const std::string& text, const std::string& name) {
    check_tokens(text, name);
    Parser parser{text, name};
    Anchors anchors;
    std::vector<YamlEvent> events;
    int documents = 0;
    for (bool is_over = false; !is_over;) {
        yaml_event_t event{};
        if (!parser.parse(event)) parser.refuse();
        const std::unique_ptr<yaml_event_t, decltype(&yaml_event_delete)> freed{&event, &yaml_event_delete};
        if (event.type == YAML_DOCUMENT_START_EVENT && ++documents > 1)
            throw ConfigError{{{{name}, "holds several documents (must be one). Remove the '---' lines?"}}};
        if (events.size() > most_events)
            parser.refuse(event.start_mark, "is too long (more than a million words)");
        switch (event.type) {
            case YAML_SCALAR_EVENT:
            case YAML_ALIAS_EVENT:
            case YAML_SEQUENCE_START_EVENT:
            case YAML_MAPPING_START_EVENT:
            case YAML_SEQUENCE_END_EVENT:
            case YAML_MAPPING_END_EVENT:
                events.push_back(taken(event, anchors, parser));
                break;
            default:
                is_over = event.type == YAML_STREAM_END_EVENT;
        }
    }
    expect_same_in_yaml_cpp(events, text, name);
    return events;
}

}  // namespace hearth
