#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "agents/date.hpp"
#include "sim/config/document.hpp"

namespace hearth {

/// Is it a parameter's mapping: something with `value`, `values` or `rows` beside a unit or a source?
bool is_parameter(const Document& node);

/// Lays `over` on `base`: mappings merge key by key, everything else is replaced. A parameter whose value is
/// replaced loses the old value's source and plausible range: a new number needs its own.
void overlay(Document& base, Document over);

/// Reads a file and all that it `extends` (files, or names of configs), merged, without the key `extends`;
/// processes are a mapping by name.
///
/// @param installed  folder of the configs beside the installed program
Document read_extended(const std::filesystem::path& file, const std::filesystem::path& installed,
                       Faults& faults);

/// Reads a scenario: a file that names itself (`scenario:`) and extends nothing.
Document read_scenario(const std::filesystem::path& file, Faults& faults);

/// Moves every start and end in a scenario by as many months as let its first policy start in `month`. That
/// no policy has a start is a fault.
void begin_in(Document& scenario, Month month, Faults& faults);

/// Do two trees say the same, wherever they stand and whatever source their numbers give? `1` and `1.0` do.
bool say_the_same(const Document& one, const Document& other);

/// The first place in `one` that says what `other` does not; where `one` begins, if it lacks something.
Position first_difference(const Document& one, const Document& other);

/// A fault, at the place in `one` with the place in `other`, for each value that both set and set
/// differently. Scenarios that are combined change one base: which of two values holds must not hang on their
/// order.
void find_conflicts(const Document& one, const Document& other, Faults& faults);

/// Lays scenarios on `base` in order, and the whole is named after all of them: `allowance+campaign`.
void overlay_all(Document& base, std::vector<Document> scenarios, Faults& faults);

/// Turns the list `processes` of `top` into a mapping by name, in the list's order.
void name_processes(Document& top, Faults& faults);

/// Applies one `--set a.b=1.5` to the merged tree. A new key is added where a setting could stand: whether
/// there is such a setting shows when the section is read. What it leaves as it is although a YAML alias made
/// it the same is a sentence in `notes`.
void assign(Document& top, const std::string& assignment, Faults& faults, std::vector<std::string>& notes);

/// What `Position::file` is for values from the command line.
inline const std::string command_line = "--set";

}  // namespace hearth
