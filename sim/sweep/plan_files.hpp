#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "sim/sweep/plan.hpp"

namespace hearth::plan_files {

inline constexpr std::string_view format = "hearth-sweep-plan";
inline constexpr int format_version = 3;
inline constexpr std::string_view remedy = "Copy the folder again, or plan again in another one";

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& text);

/// Bytes of plan.json or of a configuration, and of plan.csv, a line for each run: more is none of ours.
inline constexpr std::size_t most_facts = 64'000'000, most_lines = 4'000'000'000;

/// All of a plain file; refused if it is none, is larger than that, or can't be read.
std::string read_text(const std::filesystem::path& file, std::size_t most = most_facts);

/// Writes it beside its place, brings it to the disk and renames it.
void write_text(const std::filesystem::path& file, const std::string& text);

/// Where plan.json has the digest of its own bytes; what is sealed are the bytes with zeros in its place.
std::string seal_line(std::string_view digest);
inline constexpr std::string_view unsealed = "00000000000000000000000000000000";

/// The lines of an extended plan until plan.json knows them: it is renamed first, then they are.
std::filesystem::path next_csv(const std::filesystem::path& folder);

}  // namespace hearth::plan_files
