#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string>

#include "sim/config/fault.hpp"
#include "sim/core/unworkable.hpp"
#include "tests/folder.hpp"

/// What targets of fuzzing share. Each target is one file with one function, LLVMFuzzerTestOneInput, which
/// hands bytes to a reader: the reader may read them or refuse them in its own words, and nothing else.
namespace hearth::fuzz {

using Bytes = std::span<const std::uint8_t>;

inline std::string text_of(Bytes bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

using testing::Folder;

/// Reads; a refusal in the program's own words is as good as a reading. Anything else ends the process.
template <class Read>
void read_or_refuse(Read read) {
    try {
        read();
    } catch (const ConfigError& error) {
        if (error.faults().empty()) std::abort();
    } catch (const Unworkable&) {
    }
}

/// A few bytes of something sound, changed: binary files are hit in places that matter, whatever their size.
///
/// Six bytes are an edit: four say where, one how, one with what. At most `most_edits` are made.
inline void edit(std::span<std::byte> cells, Bytes edits) {
    constexpr std::size_t size = 6, most_edits = 16;
    for (std::size_t made = 0; made < most_edits && edits.size() >= size && !cells.empty(); ++made) {
        std::uint32_t where{};
        std::memcpy(&where, edits.data(), sizeof where);
        auto& cell = cells[where % cells.size()];
        const auto with = static_cast<std::byte>(edits[5]);
        switch (edits[4] % 3) {
            case 0:
                cell = with;
                break;
            case 1:
                cell ^= std::byte{1} << (edits[5] % 8);
                break;
            default:
                cell = edits[5] % 2 ? std::byte{0xff} : std::byte{0};
                break;
        }
        edits = edits.subspan(size);
    }
}

}  // namespace hearth::fuzz
