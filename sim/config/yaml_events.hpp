#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace hearth {

/// What a reader of YAML meets, one after the other: words, lists and mappings that begin and end.
struct YamlEvent {
    enum class Kind : std::uint8_t { scalar, alias, sequence, mapping, end };

    Kind kind = Kind::end;
    int line = 1;  ///< counted from 1, as the column
    int column = 1;
    std::string text = {};  ///< of a scalar
    bool quoted = false;    ///< or a block, which is text as well
    std::string tag = {};   ///< only where one is written
    /// Anchors are numbered as they come; an alias has that of what it repeats; 0: none.
    std::size_t anchor = 0;
};

/// The events of the one document in `text`; none where there is nothing but comments.
///
/// They are libyaml's, the reference parser, which PyYAML and R wrap: it refuses what YAML forbids, at its
/// place. yaml-cpp then reads the same text and has to see the same; where two readers differ, none is to be
/// trusted.
///
/// Throws ConfigError with the place: not YAML, tabs between words, several documents, too deep, too long, an
/// alias without an anchor or inside it, or read differently by the two.
std::vector<YamlEvent> yaml_events(const std::string& text, const std::string& name);

/// Throws ConfigError at the first event that yaml-cpp reads differently.
void expect_same_in_yaml_cpp(const std::vector<YamlEvent>& events, const std::string& text,
                             const std::string& name);

}  // namespace hearth
