#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/section.hpp"

namespace hearth {

/// What a parameter looks like in the file.
enum class Shape : std::uint8_t {
    number,
    whole_number,
    row,
    by_year,
    table,
    amount,
    flag,
    setting,
    text,
    choice,
    list,
    file
};

/// Does a value of this shape carry a unit and a source?
constexpr bool is_measured(Shape shape) {
    return shape <= Shape::table;
}

struct AxisDescription {
    std::string name;
    std::vector<std::string> labels;
};

/// One parameter: as its reader declared it, and as the file had it.
struct ParameterDescription {
    std::string name;
    Shape shape = Shape::number;
    std::string unit;  ///< empty for settings
    Range range;
    std::optional<Range> plausible;  ///< of a number: where its source has it, both ends; it lies inside
    std::string meaning;
    std::vector<AxisDescription> axes;  ///< one for a row or years (those of the file), two for a table
    std::vector<std::string> options;   ///< of a choice
    std::string otherwise;              ///< the default, where there is one
    bool has_default = false;

    std::vector<std::string>
        values;  ///< as written: one, or those of a row or table in the order of its labels
    std::string source;
    bool is_set = false;  ///< the file had it
    bool is_faulty = false;
};

/// One section: its parameters and the sections inside it, in the order in which they were read.
struct SectionDescription {
    std::string name;
    std::string path;
    std::string meaning;
    std::vector<std::string> readers;  ///< of a shared one: processes, and the first day
    std::vector<ParameterDescription> parameters;
    std::vector<std::unique_ptr<SectionDescription>> sections;

    ParameterDescription* find(std::string_view parameter);
    const SectionDescription* find_section(std::string_view name) const;
    SectionDescription& section(std::string_view name, std::string_view meaning);

    /// All names that have been read here.
    std::vector<std::string> names() const;
};

/// Under which key rules stand that several read, and the section from which the first day is built.
inline constexpr std::string_view shared_key = "shared", first_day_key = "starting_population";

/// Everything that was declared: one list for checks, for `hearth describe` and for the JSON Schema.
struct Description {
    SectionDescription top;
    SectionDescription processes;       ///< one section for each process that was asked for
    std::vector<std::string> schedule;  ///< as the config lists them

    /// The shared section of a name; nullptr where nobody has read one.
    const SectionDescription* shared(std::string_view name) const;
    /// Has anybody declared `shared.SECTION`, or a parameter in it?
    bool declares(std::string_view shared_name) const;
    /// Who has read the shared section of a name.
    std::vector<std::string> readers_of(std::string_view name) const;
};

/// "what weighs on foster carers; read by foster_recruitment, foster_retention": of a shared section.
std::string meaning_with_readers(const SectionDescription& section);

/// "[0, 1]", "[0, inf)", or "" where everything is allowed.
std::string to_text(Range range);

/// The table of `hearth describe`: the schedule, then one block per section; the last line counts parameters
/// (those with a unit) and how many of them came without a source. Cells are broken into several lines where
/// a line would be longer than `width`; nothing is cut.
///
/// @param only  names of processes or sections: of these alone, with what of `shared` they read; all, and the
///              schedule, when empty
/// @throws ConfigError for a name that there is not
std::string describe(const Description& description, const std::vector<std::string>& only = {},
                     std::size_t width = 100);

/// A JSON Schema (draft 7) of a config file. Files that extend another and scenarios may leave keys out.
std::string json_schema(const Description& description);

}  // namespace hearth
