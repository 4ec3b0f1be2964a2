#pragma once

#include <filesystem>
#include <string>

namespace hearth {

/// Bytes before the HDF5 part of a snapshot; HDF5 leaves them alone. They hold the seal.
constexpr std::size_t seal_bytes = 512;

/// Writes the digest of all bytes behind the seal into it. Throws std::system_error if the file refuses.
void seal(const std::filesystem::path& file);

/// Why the file is not as it was sealed, in words that follow its name; empty if it is.
std::string why_not_sealed(const std::filesystem::path& file);

}  // namespace hearth
