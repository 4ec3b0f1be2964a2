#include "sim/results/chunks.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "sim/config/fault.hpp"
#include "sim/results/hdf5_reading.hpp"

namespace hearth {
namespace {

/// A filter of a dataset, with the numbers by which it unpacks.
struct Filter {
    H5Z_filter_t id;
    std::vector<unsigned> numbers;

    bool operator==(const Filter&) const = default;
};

/// How chunks of a dataset are packed, and what is in them when they are unpacked.
struct Packing {
    hdf5::Handle type;
    std::vector<hsize_t> row;  ///< cells along each dimension but the first
    std::vector<hsize_t> chunk;
    std::vector<Filter> filters;

    Packing(hid_t dataset, const std::string& name)
        : type{H5Dget_type(dataset), H5Tclose, name}, row{hdf5::dimensions_of(dataset, name)} {
        chunk.resize(row.size());
        row.erase(row.begin());
        const hdf5::Handle creation{H5Dget_create_plist(dataset), H5Pclose, name};
        hdf5::check(H5Pget_chunk(creation, static_cast<int>(chunk.size()), chunk.data()), name);
        for (int index = 0; index < H5Pget_nfilters(creation); ++index) {
            std::array<unsigned, 32> numbers{};
            unsigned flags = 0, about = 0;
            auto count = numbers.size();
            const auto id = H5Pget_filter2(creation, static_cast<unsigned>(index), &flags, &count,
                                           numbers.data(), 0, nullptr, &about);
            count = std::min(count, numbers.size());
            filters.push_back({id, {numbers.begin(), numbers.begin() + static_cast<std::ptrdiff_t>(count)}});
        }
    }
    bool is_that_of(const Packing& other) const {
        return H5Tequal(type, other.type) > 0 && row == other.row && chunk == other.chunk &&
               filters == other.filters;
    }
};

void write_chunk(const ChunkTarget& target, std::size_t row, std::size_t rank, const hdf5::RawChunk& chunk) {
    std::vector<hsize_t> offset(rank, 0);
    offset.front() = row;
    hdf5::check(H5Dwrite_chunk(target.dataset, H5P_DEFAULT, chunk.skipped_filters, offset.data(),
                               chunk.bytes.size(), chunk.bytes.data()),
                target.name);
}

/// What `read` returns; what is wrong with what it reads is the part's fault.
template <class Read>
auto of_part(const std::filesystem::path& part, Read read) {
    try {
        return read();
    } catch (const hdf5::Error& error) {
        throw ConfigError{{{{part.string()},
                            std::string{"is damaged ("} + error.what() +
                                "). Move it elsewhere, and make its runs again: hearth sweep resume"}}};
    }
}

}  // namespace

void copy_rows(const std::filesystem::path& part, std::span<const ChunkTarget> targets,
               std::span<const CopiedRow> rows) {
    const auto file = of_part(part, [&] {
        return hdf5::Handle{H5Fopen(part.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, part.string()};
    });
    hdf5::RawChunk chunk;
    for (const auto& target : targets) {
        const Packing packing{target.dataset, target.name};
        auto chunks = of_part(part, [&] {
            hdf5::ChunkReader found{file, target.name};
            if (!Packing{found.dataset(), target.name}.is_that_of(packing))
                throw hdf5::Error{target.name,
                                  "has other cells than this sweep, or they are packed otherwise"};
            return found;
        });
        for (const auto& row : rows) {
            of_part(part, [&] { chunks.read(row.from, chunk); });
            write_chunk(target, row.to, packing.chunk.size(), chunk);
        }
    }
}

}  // namespace hearth
