#pragma once

#include <string>
#include <vector>

#include "sim/results/hdf5.hpp"

namespace hearth {

/// Copies one chunk, as it lies in one dataset, into another whose chunks are alike; nothing is unpacked.
/// Both have a chunk for each row of the first dimension.
///
/// @param rank   dimensions of both
/// @param bytes  room that is used again
void copy_chunk(hid_t from, std::size_t from_row, hid_t to, std::size_t to_row, std::size_t rank,
                const std::string& name, std::vector<char>& bytes);

}  // namespace hearth
