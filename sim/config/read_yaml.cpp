#include <map>

#include <fmt/format.h>

#include "sim/config/document.hpp"
#include "sim/config/text_file.hpp"
#include "sim/config/yaml_events.hpp"

namespace hearth {
namespace {

using Kind = YamlEvent::Kind;

constexpr int deepest = 60;            // aliases nest what they repeat
constexpr int most_nodes = 1'000'000;  // aliases of aliases would grow without end

[[noreturn]] void refuse(Position at, std::string text) {
    throw ConfigError{{{std::move(at), std::move(text)}}};
}

/// What every reader of YAML takes for nothing.
bool is_nothing(const YamlEvent& event) {
    const auto& word = event.text;
    return !event.quoted &&
           (word.empty() || word == "~" || word == "null" || word == "Null" || word == "NULL");
}

/// Builds our tree of the events and reports what YAML would let pass.
class Builder {
   public:
    Builder(const std::vector<YamlEvent>& events, const std::string& name, Faults& faults)
        : events_{events}, name_{name}, faults_{faults} {}

    Document build(const std::string& path, int depth = 0) {
        const auto& event = events_[next_++];
        if (event.kind == Kind::alias) return repeated(event, depth);
        Document built;
        built.at = position(event);
        count(built.at);
        check_tag(event, path);
        if (event.kind == Kind::scalar && !is_nothing(event)) {
            built.kind = Document::Kind::scalar;
            built.scalar = event.text;
            built.quoted = event.quoted;
        } else if (event.kind == Kind::sequence) {
            built.kind = Document::Kind::sequence;
            while (events_[next_].kind != Kind::end) built.items.push_back(build(path, depth + 1));
            ++next_;
        } else if (event.kind == Kind::mapping) {
            built.kind = Document::Kind::mapping;
            while (events_[next_].kind != Kind::end) add(built, path, depth);
            ++next_;
        }
        if (event.anchor != 0) anchored_[event.anchor] = built;
        return built;
    }

   private:
    void add(Document& mapping, const std::string& path, int depth) {
        const auto& key = events_[next_];
        const auto at = position(key);
        if (key.kind != Kind::scalar) {
            faults_.add(at, fmt::format("a key in {} is not a name. Write 'name: value'?",
                                        path.empty() ? "the file" : path));
            build(path, depth + 1);
            build(path, depth + 1);
            return;
        }
        build(path, depth + 1);
        const auto& name = key.text;
        const bool is_schedule = depth == 0 && name == "processes";  // a process is known by its own name
        const auto full_name = join_path(path, name);
        auto value = build(is_schedule ? std::string{} : full_name, depth + 1);
        if (const auto* first = mapping.entry(name))
            faults_.add(at, fmt::format("duplicate key {} (already on line {}). Remove one?", full_name,
                                        first->at.line));
        else
            mapping.entries.push_back({name, at, std::move(value)});
    }

    /// What an alias stands for, in full.
    Document repeated(const YamlEvent& alias, int depth) {
        const auto found = anchored_.find(alias.anchor);
        if (found == anchored_.end())
            refuse(position(alias), "is nested without end (an alias inside what it repeats). Write it out?");
        count_all(found->second, position(alias), depth);
        return found->second;
    }

    void count(const Position& at) {
        if (++nodes_ > most_nodes) refuse(at, "grows without end (aliases of aliases?). Write it out?");
    }

    void count_all(const Document& node, const Position& at, int depth) {
        count(at);
        if (depth > deepest) refuse(at, "is nested too deeply (aliases of aliases?). Write it out?");
        for (const auto& item : node.items) count_all(item, at, depth + 1);
        for (const auto& entry : node.entries) count_all(entry.value, at, depth + 1);
    }

    Position position(const YamlEvent& event) const { return {name_, event.line, event.column}; }

    void check_tag(const YamlEvent& event, const std::string& path) {
        if (event.tag.empty() || event.tag == "!") return;
        faults_.add(position(event),
                    fmt::format("{} has the YAML tag '{}' (tags are not read). Remove it?", path, event.tag));
    }

    const std::vector<YamlEvent>& events_;
    const std::string& name_;
    Faults& faults_;
    std::map<std::size_t, Document> anchored_;
    std::size_t next_ = 0;
    int nodes_ = 0;
};

}  // namespace

Document parse_yaml(const std::string& text, const std::string& name, Faults& faults) {
    const auto events = yaml_events(checked_text(text, name), name);
    if (events.empty() || (events.front().kind == Kind::scalar && is_nothing(events.front())))
        refuse({name}, "is empty (must be YAML with 'key: value')");
    auto top = Builder{events, name, faults}.build("");
    if (!top.is_mapping())
        refuse(top.at, fmt::format("the file is {} (must be 'key: value')", what_it_is(top)));
    return top;
}

Document read_yaml(const std::filesystem::path& file, const std::string& name, Faults& faults) {
    return parse_yaml(read_text_file(file, name, most_yaml), name, faults);
}

Document parse_yaml_value(const std::string& text, const Position& at) {
    Document value;
    Faults faults;
    const auto events = yaml_events(checked_text(text, at.file), at.file);
    if (!events.empty()) value = Builder{events, at.file, faults}.build("the value");
    faults.throw_if_any();
    const auto place = [&](auto&& self, Document& node) -> void {
        node.at = at;
        for (auto& item : node.items) self(self, item);
        for (auto& entry : node.entries) {
            entry.at = at;
            self(self, entry.value);
        }
    };
    place(place, value);
    return value;
}

}  // namespace hearth
