#pragma once

#include <filesystem>

#include "benchmarks/input.hpp"
#include "sim/results/recorder.hpp"

namespace hearth::benchmarks {

/// What `hearth run` would write of this input.
Layout layout_of(const England& input);

/// One replicate from first day to last month, recorded, with its episodes.
ReplicateResults live(const England& input, const Layout& layout);

/// Writes a results file and removes it again.
void write_and_remove(const std::filesystem::path& file, const Layout& layout, ReplicateResults results);

/// A name for a file in the folder for temporary files ($TMPDIR, or /tmp).
std::filesystem::path temporary_file();

}  // namespace hearth::benchmarks
