#include "sim/results/hdf5_reading.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace hearth::hdf5 {
namespace {

/// No deflated byte stands for more: 258 bytes in two bits, and some room.
constexpr std::size_t most_from_a_byte = 1100;
/// What all texts of one dataset may take; many cells can point to one long text.
constexpr hsize_t most_bytes_of_texts = 256U << 20U;

std::size_t product(const std::vector<hsize_t>& factors, const std::string& name) {
    std::size_t result = 1;
    for (const auto factor : factors) {
        if (factor != 0 && result > std::numeric_limits<std::size_t>::max() / factor)
            throw Error{name, "claims more cells than its bytes can hold"};
        result *= factor;
    }
    return result;
}

std::vector<hsize_t> dimensions_of_space(hid_t space, const std::string& name) {
    const int rank = H5Sget_simple_extent_ndims(space);
    check(rank, name);
    std::vector<hsize_t> dimensions(static_cast<std::size_t>(rank));
    check(H5Sget_simple_extent_dims(space, dimensions.data(), nullptr), name);
    return dimensions;
}

/// Are all parts of a path plain members of this file?
void expect_plain_members(hid_t group, const std::string& path) {
    for (auto end = path.find('/', 1);; end = path.find('/', end + 1)) {
        const auto part = path.substr(0, end);
        if (H5Lexists(group, part.c_str(), H5P_DEFAULT) <= 0) throw Error{path, "is missing"};
        H5L_info_t link{};
        check(H5Lget_info(group, part.c_str(), &link, H5P_DEFAULT), path);
        if (link.type != H5L_TYPE_HARD) throw Error{path, "is a link to elsewhere, which is not followed"};
        if (end == std::string::npos) return;
    }
}

/// Does it use no filters but those that Hearth writes? Others would be loaded from plugins.
bool has_known_filters_only(hid_t creation, bool& is_deflated, const std::string& name) {
    const int filters = H5Pget_nfilters(creation);
    check(filters, name);
    for (int index = 0; index < filters; ++index) {
        unsigned flags = 0, config = 0;
        std::size_t values = 0;
        const auto filter = H5Pget_filter2(creation, static_cast<unsigned>(index), &flags, &values, nullptr,
                                           0, nullptr, &config);
        if (filter == H5Z_FILTER_DEFLATE) is_deflated = true;
        if (filter != H5Z_FILTER_DEFLATE && filter != H5Z_FILTER_SHUFFLE && filter != H5Z_FILTER_FLETCHER32)
            return false;
    }
    return true;
}

hsize_t bytes_of_file(hid_t object, const std::string& name) {
    hsize_t bytes = 0;
    const Handle file{H5Iget_file_id(object), H5Fclose, name};
    check(H5Fget_filesize(file, &bytes), name);
    return bytes;
}

/// Does it lie in this file, in a way that Hearth uses? Returns whether it is deflated.
bool expect_in_this_file(hid_t creation, const std::string& name) {
    const auto layout = H5Pget_layout(creation);
    if (H5Pget_external_count(creation) != 0) throw Error{name, "lies in another file, which is not read"};
    if (layout != H5D_CONTIGUOUS && layout != H5D_COMPACT && layout != H5D_CHUNKED)
        throw Error{name, "is made of other datasets, which are not read"};
    bool is_deflated = false;
    if (!has_known_filters_only(creation, is_deflated, name))
        throw Error{name, "is packed in a way that Hearth does not use"};
    return is_deflated;
}

std::vector<hsize_t> chunk_of(hid_t creation, std::size_t rank, const std::string& name) {
    std::vector<hsize_t> chunk(rank);
    check(H5Pget_chunk(creation, static_cast<int>(rank), chunk.data()), name);
    return chunk;
}

/// Is everything that it says is in it really in this file?
void expect_held_by_its_bytes(hid_t dataset, const std::string& name) {
    const Handle creation{H5Dget_create_plist(dataset), H5Pclose, name};
    const Handle type{H5Dget_type(dataset), H5Tclose, name};
    const bool is_deflated = expect_in_this_file(creation, name);
    const auto dimensions = dimensions_of(dataset, name);
    const auto cell = H5Tget_size(type);
    const auto stored = H5Dget_storage_size(dataset);
    if (stored > bytes_of_file(dataset, name)) throw Error{name, "claims more bytes than the file has"};
    const auto expect_room = [&](std::vector<hsize_t> shape) {
        shape.push_back(cell);
        if (product(shape, name) > stored * (is_deflated ? most_from_a_byte : 1))
            throw Error{name, "claims more cells than its bytes can hold"};
    };
    if (std::ranges::find(dimensions, 0U) != dimensions.end()) return;
    expect_room(dimensions);
    if (H5Pget_layout(creation) == H5D_CHUNKED && !dimensions.empty())
        expect_room(chunk_of(creation, dimensions.size(), name));
}

/// Texts of a dataset or attribute, of fixed or variable length; `read` fills a buffer of the given memory
/// type.
template <class Read>
std::vector<std::string> read_any_texts(const Handle& type, const Handle& space, const std::string& name,
                                        Read read) {
    if (H5Tget_class(type) != H5T_STRING) throw Error{name, "is not text"};
    const auto count = product(dimensions_of_space(space, name), name);
    std::vector<std::string> texts;
    if (H5Tis_variable_str(type) > 0) {
        std::vector<char*> cells(count, nullptr);
        check(read(cells.data()), name);
        for (const char* cell : cells) texts.emplace_back(cell == nullptr ? "" : cell);
        H5Dvlen_reclaim(type, space, H5P_DEFAULT, cells.data());
        return texts;
    }
    const auto size = H5Tget_size(type);
    std::string cells(product({count, size}, name), '\0');
    check(read(cells.data()), name);
    for (std::size_t cell = 0; cell < count; ++cell) {
        const auto text = cells.substr(cell * size, size);
        texts.push_back(text.substr(0, text.find('\0')));
    }
    return texts;
}

}  // namespace

Handle dataset_to_read(hid_t group, const std::string& path) {
    expect_plain_members(group, path);
    Handle dataset{H5Dopen2(group, path.c_str(), H5P_DEFAULT), H5Dclose, path};
    expect_held_by_its_bytes(dataset, path);
    return dataset;
}

ChunkReader::ChunkReader(hid_t group, const std::string& path) : name_{path} {
    expect_plain_members(group, path);
    dataset_ = {H5Dopen2(group, path.c_str(), H5P_DEFAULT), H5Dclose, path};
    const Handle creation{H5Dget_create_plist(dataset_), H5Pclose, path};
    const Handle type{H5Dget_type(dataset_), H5Tclose, path};
    const bool is_deflated = expect_in_this_file(creation, path);
    const auto dimensions = dimensions_of(dataset_, path);
    if (H5Pget_layout(creation) != H5D_CHUNKED || dimensions.empty())
        throw Error{path, "is not stored in chunks"};
    auto chunk = chunk_of(creation, dimensions.size(), path);
    chunk.push_back(H5Tget_size(type));
    fewest_bytes_ = product(chunk, path) / (is_deflated ? most_from_a_byte : 1);
    most_bytes_ = bytes_of_file(dataset_, path);
    rows_ = dimensions.front();
    offset_.assign(dimensions.size(), 0);
}

void ChunkReader::read(hsize_t row, RawChunk& chunk) {
    if (row >= rows_) throw Error{name_, "has fewer runs than its part"};
    offset_.front() = row;
    hsize_t bytes = 0;
    check(H5Dget_chunk_storage_size(dataset_, offset_.data(), &bytes), name_);
    if (bytes == 0) throw Error{name_, "lacks the cells of a run that is done"};
    if (bytes > most_bytes_) throw Error{name_, "claims more bytes than the file has"};
    if (bytes < fewest_bytes_) throw Error{name_, "claims more cells than its bytes can hold"};
    chunk.bytes.resize(bytes);
    check(H5Dread_chunk(dataset_, H5P_DEFAULT, offset_.data(), &chunk.skipped_filters, chunk.bytes.data()),
          name_);
}

Handle group_to_read(hid_t group, const std::string& path) {
    expect_plain_members(group, path);
    return {H5Gopen2(group, path.c_str(), H5P_DEFAULT), H5Gclose, path};
}

std::vector<hsize_t> dimensions_of(hid_t dataset, const std::string& name) {
    const Handle space{H5Dget_space(dataset), H5Sclose, name};
    return dimensions_of_space(space, name);
}

void expect_whole_numbers(hid_t dataset, const std::string& name) {
    const Handle type{H5Dget_type(dataset), H5Tclose, name};
    if (H5Tget_class(type) != H5T_INTEGER) throw Error{name, "is not of whole numbers"};
}

std::vector<std::string> read_texts(hid_t group, const std::string& path) {
    const auto dataset = dataset_to_read(group, path);
    const Handle type{H5Dget_type(dataset), H5Tclose, path};
    const Handle space{H5Dget_space(dataset), H5Sclose, path};
    const bool is_one = dimensions_of(dataset, path).empty();  // HDF5 1.10 fails to count the bytes of one
    if (H5Tget_class(type) == H5T_STRING && H5Tis_variable_str(type) > 0 && !is_one) {
        hsize_t bytes = 0;
        check(H5Dvlen_get_buf_size(dataset, type, space, &bytes), path);
        if (bytes > most_bytes_of_texts) throw Error{path, "holds longer texts than any that Hearth writes"};
    }
    return read_any_texts(type, space, path, [&](void* cells) {
        return H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, cells);
    });
}

std::vector<std::int64_t> read_numbers(hid_t group, const std::string& path) {
    const auto dataset = dataset_to_read(group, path);
    expect_whole_numbers(dataset, path);
    std::vector<std::int64_t> numbers(product(dimensions_of(dataset, path), path));
    check(H5Dread(dataset, H5T_NATIVE_INT64, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), path);
    return numbers;
}

std::vector<double> read_reals(hid_t group, const std::string& path) {
    const auto dataset = dataset_to_read(group, path);
    std::vector<double> numbers(product(dimensions_of(dataset, path), path));
    check(H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL, H5P_DEFAULT, numbers.data()), path);
    return numbers;
}

std::vector<std::int32_t> read_cells(hid_t dataset, const std::string& name,
                                     const std::vector<hsize_t>& first, const std::vector<hsize_t>& count) {
    expect_whole_numbers(dataset, name);
    const Handle chosen{H5Dget_space(dataset), H5Sclose, name};
    check(H5Sselect_hyperslab(chosen, H5S_SELECT_SET, first.data(), nullptr, count.data(), nullptr), name);
    const Handle memory{H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose,
                        name};
    std::vector<std::int32_t> cells(product(count, name));
    check(H5Dread(dataset, H5T_NATIVE_INT32, memory, chosen, H5P_DEFAULT, cells.data()), name);
    return cells;
}

std::string read_text(hid_t object, const std::string& name) {
    const Handle attribute{H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, name};
    const Handle type{H5Aget_type(attribute), H5Tclose, name};
    const Handle space{H5Aget_space(attribute), H5Sclose, name};
    const auto texts =
        read_any_texts(type, space, name, [&](void* cells) { return H5Aread(attribute, type, cells); });
    if (texts.size() != 1) throw Error{name, "is not one text"};
    return texts.front();
}

std::int64_t read_number(hid_t object, const std::string& name) {
    const Handle attribute{H5Aopen(object, name.c_str(), H5P_DEFAULT), H5Aclose, name};
    const Handle type{H5Aget_type(attribute), H5Tclose, name};
    const Handle space{H5Aget_space(attribute), H5Sclose, name};
    if (H5Tget_class(type) != H5T_INTEGER || product(dimensions_of_space(space, name), name) != 1) {
        throw Error{name, "is not one whole number"};
    }
    std::int64_t number = 0;
    check(H5Aread(attribute, H5T_NATIVE_INT64, &number), name);
    return number;
}

}  // namespace hearth::hdf5
