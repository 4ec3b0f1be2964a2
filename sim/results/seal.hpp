#pragma once

#include <filesystem>
#include <string>

namespace hearth {

/// What is sealed: its name stands in the seal's first line.
enum class Sealed { snapshot, sweep_part };

/// Bytes before the HDF5 part of a sealed file; HDF5 leaves them alone. They hold the seal.
constexpr std::size_t seal_bytes = 512;

/// Writes the digest of all bytes behind the seal into it. Throws std::system_error if the file refuses.
void seal(const std::filesystem::path& file, Sealed what);

/// Why the file is not as it was sealed, in words that follow its name; empty if it is.
std::string why_not_sealed(const std::filesystem::path& file, Sealed what);

}  // namespace hearth
