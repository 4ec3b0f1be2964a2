#include "sim/results/chunks.hpp"

namespace hearth {

void copy_chunk(hid_t from, std::size_t from_row, hid_t to, std::size_t to_row, std::size_t rank,
                const std::string& name, std::vector<char>& bytes) {
    std::vector<hsize_t> offset(rank, 0);
    offset[0] = from_row;
    hsize_t size = 0;
    hdf5::check(H5Dget_chunk_storage_size(from, offset.data(), &size), name);
    bytes.resize(size);
    std::uint32_t filters = 0;
    hdf5::check(H5Dread_chunk(from, H5P_DEFAULT, offset.data(), &filters, bytes.data()), name);
    offset[0] = to_row;
    hdf5::check(H5Dwrite_chunk(to, H5P_DEFAULT, filters, offset.data(), size, bytes.data()), name);
}

}  // namespace hearth
