#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "sim/results/hdf5.hpp"

namespace hearth {

/// A dataset to which chunks are copied; it is called as in the parts that they come from.
struct ChunkTarget {
    std::string name;
    hid_t dataset;
};

/// A row of the first dimension: in the part, and in the target.
struct CopiedRow {
    std::size_t from, to;
};

/// Copies rows of a part of a sweep, chunk by chunk as they lie in it; nothing is unpacked. Part and targets
/// have a chunk for each row of the first dimension.
///
/// @throws ConfigError that names the part, if a dataset of it is another than the target, or lacks a row;
///         hdf5::Error if a target can't be written
void copy_rows(const std::filesystem::path& part, std::span<const ChunkTarget> targets,
               std::span<const CopiedRow> rows);

}  // namespace hearth
