#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "sim/config/budget.hpp"
#include "sim/config/merge.hpp"
#include "sim/config/moved.hpp"
#include "sim/config/suggest.hpp"

namespace hearth {
namespace {

/// A number of a table's row, by the label that `columns` gives it.
Document* cell(const Document& table, Document& row, const std::string& label) {
    const auto* columns = table.find("columns");
    if (!columns) return nullptr;
    for (std::size_t column = 0; column < std::min(columns->items.size(), row.items.size()); ++column)
        if (columns->items[column].scalar == label) return &row.items[column];
    return nullptr;
}

std::vector<std::string> names_below(const Document& node) {
    for (const auto* several : {"values", "rows"})
        if (const auto* labels = node.find(several)) return labels->keys();
    return node.keys();
}

/// Does the tree have something of this name?
bool stands(const Document& top, std::string_view name) {
    const auto* node = &top;
    for (const auto& step : split_path(name))
        if (node = node->find(step); !node) return false;
    return true;
}

/// The names below `node`, as `--set` has them, of what stood in a file where `at` is: with YAML's aliases
/// one number of a file has several names.
void add_names(const Document& node, const std::string& path, const Position& at,
               std::vector<std::string>& names) {
    for (const auto& [key, where, value] : node.entries) {
        const bool is_of_parameter = is_parameter(node) && !value.is_scalar();  // its `values` or `rows`
        const bool is_schedule = path.empty() && key == "processes";
        const auto name = is_of_parameter || is_schedule ? path : join_path(path, key);
        const bool is_same =
            value.at.line == at.line && value.at.column == at.column && value.at.file == at.file;
        const auto* number = value.find("value");
        if (!is_same)
            add_names(value, name, at, names);
        else if (!number || number->at.file != command_line)  // or it has been set by itself
            names.push_back(name);
    }
}

/// Finds what an assignment names, step by step, and replaces it.
class Assignment {
   public:
    Assignment(Document& top, const std::string& text, Faults& faults, std::vector<std::string>& notes)
        : top_{top}, text_{text}, at_{command_line, 0, 0}, faults_{faults}, notes_{notes} {}

    void apply() {
        const auto equals = text_.find('=');
        if (equals == std::string::npos || equals == 0)
            return fault(fmt::format("'{}' is not an assignment. Write name=value?", text_));
        const auto path = text_.substr(0, equals);
        const auto names = split_path(path);
        const bool is_words =
            names.back() == "source" || names.back() == "unit";  // "measured: DfE" as it stands
        const auto written = text_.substr(equals + 1);
        const auto value = is_words ? text_node(written, at_) : parse(written);
        if (!value) return;
        if (names.front() == "extends" || path == "processes")
            return fault(
                fmt::format("{} cannot be set (only its file can say). From {}", names.front(), text_));
        auto* target = find(names, *value);
        if (!target) return;
        note_aliases(target->at, path);
        replace(*target, *value, path, names.back());
    }

   private:
    std::optional<Document> parse(const std::string& value) {
        try {
            auto node = parse_yaml_value(value, at_);
            if (node.kind != Document::Kind::nothing) return node;
            fault(fmt::format("{} has no value. Write name=value?", text_));
        } catch (const ConfigError& error) {
            fault(fmt::format("{}: the value {}", text_, error.faults().front().text));
        }
        return std::nullopt;
    }

    Document* find(const std::vector<std::string>& names, const Document& value) {
        Document* node = &top_;
        std::string path;
        if (auto* processes = top_.find("processes"); processes && processes->find(names.front()))
            node = processes;
        for (std::size_t step = 0; step < names.size(); ++step) {
            auto* below = child(*node, names[step]);
            const bool may_be_new =
                step + 1 == names.size() && node->is_mapping() && !parameter_ && !names[step].empty();
            path = join_path(path, names[step]);
            if (!below && may_be_new) {
                names[step] == budget_key ? assign_budget(*node, value) : node->put(names[step], value);
                return nullptr;
            }
            if (!below) {
                auto remedy = moved_to(path, [&](std::string_view name) { return stands(top_, name); });
                if (remedy.empty()) remedy = did_you_mean(names[step], candidates(*node));
                fault(fmt::format("unknown key {} (from --set {}){}", path, text_, remedy));
                return nullptr;
            }
            node = below;
            if (is_parameter(*node)) parameter_ = node;
        }
        return node;
    }

    /// One of several names of a number is set: what of the others?
    void note_aliases(const Position& at, const std::string& path) {
        if (at.line == 0) return;  // it has been set before, by --set
        std::vector<std::string> names;
        add_names(top_, "", at, names);
        std::erase(names, path);
        if (names.empty()) return;
        notes_.push_back(to_text(
            {at, fmt::format("--set {} leaves as it is what a YAML alias made the same: {}. Set it too?",
                             text_, fmt::join(names, ", "))}));
    }

    std::vector<std::string> candidates(const Document& node) const {
        auto names = names_below(node);
        const auto* processes = &node == &top_ ? top_.find("processes") : nullptr;
        if (processes)
            for (auto& name : processes->keys()) names.push_back(std::move(name));
        return names;
    }

    Document* child(Document& node, const std::string& name) const {
        if (node.is_sequence()) return parameter_ ? cell(*parameter_, node, name) : nullptr;
        if (auto* found = node.find(name)) return found;
        if (!is_parameter(node)) return nullptr;
        for (const auto* several : {"values", "rows"})
            if (auto* labels = node.find(several)) return labels->find(name);
        return nullptr;
    }

    void replace(Document& target, const Document& value, const std::string& path, const std::string& last) {
        if (parameter_ == &target) {
            if (!replace_parameter(target, value, path)) return;
        } else if (target.is_mapping()) {
            return fault(
                fmt::format("{} is a section (from --set {}). Name a parameter in it?", path, text_));
        } else {
            target = value;
        }
        if (!parameter_ || last == "unit" || last == "source" || last == "plausible") return;
        parameter_->put("source", text_node("assumed: set on the command line", at_));
        parameter_->remove("plausible");
    }

    bool replace_parameter(Document& parameter, const Document& value, const std::string& path) {
        if (auto* number = parameter.find("value")) {
            *number = value;
            return true;
        }
        for (const auto* several : {"values", "rows"})
            if (auto* labels = parameter.find(several); labels && value.is_mapping()) {
                overlay(*labels, value);
                return true;
            }
        const auto labels = names_below(parameter);
        fault(fmt::format("{} has a value for each label (from --set {}). Write {}.{}=...?", path, text_,
                          path, labels.empty() ? "label" : labels.front()));
        return false;
    }

    void fault(std::string text) { faults_.add(at_, std::move(text)); }

    Document& top_;
    const std::string& text_;
    Position at_;
    Faults& faults_;
    std::vector<std::string>& notes_;
    Document* parameter_ = nullptr;
};

}  // namespace

void assign(Document& top, const std::string& assignment, Faults& faults, std::vector<std::string>& notes) {
    Assignment{top, assignment, faults, notes}.apply();
}

}  // namespace hearth
