#include <fstream>
#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include "sim/config/document.hpp"

namespace hearth {
namespace {

constexpr int deepest = 40;            // an alias to itself would nest for ever
constexpr int most_nodes = 1'000'000;  // aliases of aliases would grow without end

[[noreturn]] void refuse(Position at, std::string text) {
    throw ConfigError{{{std::move(at), std::move(text)}}};
}

/// Copies a yaml-cpp tree into our own and reports what YAML would let pass.
class Copier {
   public:
    Copier(const std::string& name, Faults& faults) : name_{name}, faults_{faults} {}

    Document copy(const YAML::Node& node, const std::string& path, const Position& otherwise, int depth = 0) {
        Document copied;
        copied.at = position(node, otherwise);
        if (depth > deepest || ++nodes_ > most_nodes)
            refuse(copied.at, "is nested too deeply (does an alias contain itself?)");
        check_tag(node, copied.at, path);
        if (node.IsScalar()) {
            copied.kind = Document::Kind::scalar;
            copied.scalar = node.Scalar();
            copied.quoted = node.Tag() != "?" && !node.Tag().empty();
        } else if (node.IsSequence()) {
            copied.kind = Document::Kind::sequence;
            for (const auto& item : node) copied.items.push_back(copy(item, path, copied.at, depth + 1));
        } else if (node.IsMap()) {
            copied.kind = Document::Kind::mapping;
            for (const auto& entry : node) add(copied, entry.first, entry.second, path, depth);
        }
        return copied;
    }

   private:
    void add(Document& mapping, const YAML::Node& key, const YAML::Node& value, const std::string& path,
             int depth) {
        const auto at = position(key, mapping.at);
        if (!key.IsScalar()) {
            faults_.add(at, fmt::format("a key in {} is not a name. Write 'name: value'?",
                                        path.empty() ? "the file" : path));
            return;
        }
        const auto& name = key.Scalar();
        const bool is_schedule = depth == 0 && name == "processes";  // a process is known by its own name
        const auto inner = is_schedule ? std::string{} : join_path(path, name);
        if (const auto* first = mapping.entry(name)) {
            faults_.add(at, fmt::format("duplicate key {} (already on line {}). Remove one?",
                                        join_path(path, name), first->at.line));
            return;
        }
        mapping.entries.push_back({name, at, copy(value, inner, at, depth + 1)});
    }

    Position position(const YAML::Node& node, const Position& otherwise) const {
        const auto mark = node.Mark();
        return mark.is_null() ? otherwise : Position{name_, mark.line + 1, mark.column + 1};
    }

    void check_tag(const YAML::Node& node, const Position& at, const std::string& path) {
        const auto& tag = node.Tag();
        if (tag.empty() || tag == "?" || tag == "!") return;
        faults_.add(at, fmt::format("{} has the YAML tag '{}' (tags are not read). Remove it?", path, tag));
    }

    std::string name_;
    Faults& faults_;
    int nodes_ = 0;
};

std::vector<YAML::Node> parse(const std::string& text, const std::string& name) {
    try {
        return YAML::LoadAll(text);
    } catch (const YAML::Exception& error) {
        const auto& mark = error.mark;
        const auto at = mark.is_null() ? Position{name} : Position{name, mark.line + 1, mark.column + 1};
        refuse(at, fmt::format("is not YAML ({})", error.msg));
    }
}

}  // namespace

Document parse_yaml(const std::string& text, const std::string& name, Faults& faults) {
    const auto documents = parse(text, name);
    if (documents.empty() || documents.front().IsNull())
        refuse({name}, "is empty (must be YAML with 'key: value')");
    if (documents.size() > 1)
        refuse({name}, "holds several documents (must be one). Remove the '---' lines?");
    auto top = Copier{name, faults}.copy(documents.front(), "", {name, 1, 1});
    if (!top.is_mapping())
        refuse(top.at, fmt::format("the file is {} (must be 'key: value')", what_it_is(top)));
    return top;
}

Document read_yaml(const std::filesystem::path& file, const std::string& name, Faults& faults) {
    std::error_code failed;
    if (std::filesystem::is_directory(file, failed)) refuse({name}, "is a folder (must be a YAML file)");
    std::ifstream stream{file, std::ios::binary};
    std::ostringstream text;
    if (!stream) refuse({name}, "cannot be read. Is the name right?");
    text << stream.rdbuf();
    return parse_yaml(text.str(), name, faults);
}

Document parse_yaml_value(const std::string& text, const Position& at) {
    Document value;
    Faults faults;
    const auto documents = parse(text, at.file);
    if (!documents.empty()) value = Copier{at.file, faults}.copy(documents.front(), "the value", at);
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
