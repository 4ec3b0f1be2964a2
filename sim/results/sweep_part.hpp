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
    std::size_t run = 0;  ///< its line in the plan, from 0
    bool is_done = false;
    std::string message;  ///< why it failed
    double seconds = 0;
    std::string digest;  ///< of all that it found, kept or not; empty if it failed
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
/// @param plan  digest of the plan that the runs are of
/// @throws ConfigError if no file can be there, std::runtime_error on a full disk
void write_part(const std::filesystem::path& file, const Layout& layout, std::span<const std::string> kept,
                const std::string& plan, std::span<const PartRun> runs);

/// The records of a part, in its order.
struct Part {
    std::filesystem::path file;
    std::vector<RunRecord> records;
};

/// Checks the seal and reads the records. Throws ConfigError for what is cut short, altered, no part, or a
/// part of another plan, saying which.
Part read_part(const std::filesystem::path& file, const std::string& plan);

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

/// Puts parts together into one file by copying their chunks as they are; nothing is unpacked.
///
/// @param layout   what the runs have in common; its scenarios and replicates are not used
/// @param columns  as long as there are runs in the file
/// @param sources  of each run in the file's order; runs that failed have none, and read as -1
/// @param about    more attributes: what the sweep is called, its design
/// @returns the digest of the runs' digests, which is an attribute of the file, too
std::string merge_parts(const std::filesystem::path& file, const Layout& layout,
                        std::span<const std::string> kept, std::span<const RunColumn> columns,
                        std::span<const Part> parts, std::span<const std::optional<RunSource>> sources,
                        std::span<const std::pair<std::string, std::string>> about);

}  // namespace hearth
