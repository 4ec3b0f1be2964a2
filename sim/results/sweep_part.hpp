#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "sim/results/results.hpp"

namespace hearth {

/// What became of one run of a sweep.
struct RunRecord {
    std::size_t run = 0;   ///< its line in the plan, from 0, once a plan has been asked
    std::string identity;  ///< by which every plan knows it, however its lines are numbered
    bool is_done = false;
    std::string message;  ///< why it failed
    double seconds = 0;
    Digests digests;  ///< of all that it found, kept or not; empty if it failed
};

/// A run with the cells of the measures that are kept, in their order; none if it failed.
struct PartRun {
    RunRecord record;
    std::vector<std::vector<std::int32_t>> cells;
};

/// Writes some runs of a sweep as a file of their own: under a temporary name, sealed by a digest over every
/// byte, brought to the disk and renamed. What is there under the final name is whole.
///
/// @param kept  names of measures
/// @param study  digest of what all runs of the plan have in common
/// @throws ConfigError if no file can be there, std::runtime_error on a full disk
void write_part(const std::filesystem::path& file, const Layout& layout, std::span<const std::string> kept,
                const std::string& study, std::span<const PartRun> runs);

/// The records of a part, in its order.
struct Part {
    std::filesystem::path file;
    std::vector<RunRecord> records;
    std::vector<std::string> replaces;  ///< names of parts that this one was made of, and that count no more
};

/// Checks the seal and reads the records. Throws ConfigError for what is cut short, altered, no part, or a
/// part of another study, saying which.
Part read_part(const std::filesystem::path& file, const std::string& study);

/// A fact of each run, which becomes a coordinate of the merged file.
struct RunColumn {
    std::string name;
    std::string unit;  ///< empty for texts
    std::string meaning;
    std::variant<std::vector<std::int64_t>, std::vector<double>, std::vector<std::string>> cells;
};

/// Where a run's cells are: which part, and which run of it.
struct RunSource {
    std::size_t part;
    std::size_t row;
};

/// Puts parts together into one part, which replaces them: their chunks are copied as they are. The parts
/// stay where they are, and count no more.
///
/// @param runs  the runs of the new part, in its order
void compact_parts(const std::filesystem::path& file, const Layout& layout, std::span<const std::string> kept,
                   const std::string& study, std::span<const Part> parts, std::span<const RunSource> runs);

/// Puts parts together into one file by copying their chunks as they are; nothing is unpacked.
///
/// @param layout   what the runs have in common; its scenarios and replicates are not used
/// @param columns  as long as there are runs in the file
/// @param sources  of each run in the file's order; runs that failed have none, and read as -1
/// @param about    more attributes: what the sweep is called, its design
/// @returns the digests of the runs' digests, which are attributes of the file, too
Digests merge_parts(const std::filesystem::path& file, const Layout& layout,
                    std::span<const std::string> kept, std::span<const RunColumn> columns,
                    std::span<const Part> parts, std::span<const std::optional<RunSource>> sources,
                    std::span<const std::pair<std::string, std::string>> about);

}  // namespace hearth
