#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/results/hdf5.hpp"

/// Reading files that others may have made: nothing in them is believed before it is checked.
///
/// Everything throws an Error that names the object: an object that lies outside the file (external links,
/// external storage, virtual datasets), is reached by anything but plain members, has filters that Hearth
/// does not use, is of another type, or claims more cells than its bytes in the file can hold. So what is
/// allocated is bounded by the size of the file, and nothing but the file is read.
///
/// A file can be damaged so that HDF5 itself fails while it reads what looks sound. Commands that only show
/// or merge read files of others in a process of its own (`sim/commands/apart.hpp`). Those that make runs
/// read snapshots and parts of a sweep in theirs: these are sealed, so HDF5 sees the bytes that were written,
/// unless somebody has sealed others.
namespace hearth::hdf5 {

/// A dataset of this file; `path` may lead through groups.
Handle dataset_to_read(hid_t group, const std::string& path);
Handle group_to_read(hid_t group, const std::string& path);

/// A chunk as it lies in a file, packed.
struct RawChunk {
    std::vector<char> bytes;
    std::uint32_t skipped_filters = 0;  ///< bit by bit: those that would not have made it smaller
};

/// A dataset of this file that is stored in chunks, to be read one by one, packed as they are. Chunks that
/// were never written are no fault: only one that is read has to be there, and to hold what it claims.
class ChunkReader {
   public:
    ChunkReader(hid_t group, const std::string& path);

    hid_t dataset() const { return dataset_; }
    /// The chunk at a row of the first dimension, into room that is used again.
    void read(hsize_t row, RawChunk& chunk);

   private:
    std::string name_;
    Handle dataset_;
    hsize_t rows_ = 0, fewest_bytes_ = 0, most_bytes_ = 0;
    std::vector<hsize_t> offset_;
};

/// The number of cells along each dimension.
std::vector<hsize_t> dimensions_of(hid_t dataset, const std::string& name);

/// Is it of whole numbers? Reals that are read as whole numbers would become some.
void expect_whole_numbers(hid_t dataset, const std::string& name);

std::vector<std::string> read_texts(hid_t group, const std::string& path);
std::vector<std::int64_t> read_numbers(hid_t group, const std::string& path);
std::vector<double> read_reals(hid_t group, const std::string& path);

/// The cells from `first` on, `count` of them along each dimension.
std::vector<std::int32_t> read_cells(hid_t dataset, const std::string& name,
                                     const std::vector<hsize_t>& first, const std::vector<hsize_t>& count);

// Attributes of one value.

std::string read_text(hid_t object, const std::string& name);
std::int64_t read_number(hid_t object, const std::string& name);

}  // namespace hearth::hdf5
