#include <sstream>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include "sim/config/fault.hpp"
#include "sim/config/text_file.hpp"
#include "sim/config/yaml_events.hpp"

namespace hearth {
namespace {

using Kind = YamlEvent::Kind;

std::string what_it_is(const YamlEvent& event) {
    switch (event.kind) {
        case Kind::scalar:
            return fmt::format("'{}'", shown(event.text));
        case Kind::alias:
            return "an alias";
        case Kind::sequence:
            return "a list";
        case Kind::mapping:
            return "a mapping";
        case Kind::end:
            return "an end";
    }
    return "";
}

/// Hears what yaml-cpp reads, and holds it against what libyaml has read.
class Comparison final : public YAML::EventHandler {
   public:
    Comparison(const std::vector<YamlEvent>& events, const std::string& name)
        : events_{events}, name_{name} {}

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override {
        if (next_ < events_.size() && events_[next_].kind == Kind::scalar && !events_[next_].quoted)
            hear({.kind = Kind::scalar,
                  .text = events_[next_].text,
                  .anchor = anchor});  // however it is written
        else
            hear({.kind = Kind::scalar, .anchor = anchor});
    }
    void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                  const std::string& value) override {
        hear({.kind = Kind::scalar, .text = value, .anchor = anchor});
    }
    void OnAlias(const YAML::Mark&, YAML::anchor_t anchor) override {
        hear({.kind = Kind::alias, .anchor = anchor});
    }
    void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        hear({.kind = Kind::sequence, .anchor = anchor});
    }
    void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        hear({.kind = Kind::mapping, .anchor = anchor});
    }
    void OnSequenceEnd() override { hear({.kind = Kind::end}); }
    void OnMapEnd() override { hear({.kind = Kind::end}); }

    void expect_end() const {
        if (next_ < events_.size()) refuse("nothing");
    }

   private:
    void hear(const YamlEvent& heard) {
        if (next_ >= events_.size())
            throw ConfigError{{{{name_},
                                "is read to different ends by two readers of YAML. "
                                "Is something below its last line?"}}};
        const auto& event = events_[next_];
        if (heard.kind != event.kind || heard.text != event.text || heard.anchor != event.anchor)
            refuse(what_it_is(heard));
        ++next_;
    }

    [[noreturn]] void refuse(const std::string& heard) const {
        const auto& event = events_[next_];
        throw ConfigError{
            {{{name_, event.line, event.column},
              fmt::format("is read as {} by one reader of YAML and as {} by another. Put it in quotes, "
                          "or write it more plainly?",
                          what_it_is(event), heard)}}};
    }

    const std::vector<YamlEvent>& events_;
    const std::string& name_;
    std::size_t next_ = 0;
};

}  // namespace

void expect_same_in_yaml_cpp(const std::vector<YamlEvent>& events, const std::string& text,
                             const std::string& name) {
    Comparison comparison{events, name};
    try {
        std::istringstream stream{text};
        YAML::Parser parser{stream};
        while (parser.HandleNextDocument(comparison)) {
        }
    } catch (const YAML::Exception& error) {
        const auto& mark = error.mark;
        const auto at = mark.is_null() ? Position{name} : Position{name, mark.line + 1, mark.column + 1};
        throw ConfigError{
            {{at, fmt::format("is not YAML to every reader ({}). Put it in quotes, or write it more "
                              "plainly?",
                              error.msg)}}};
    }
    comparison.expect_end();
}

}  // namespace hearth
