#pragma once

#include <string>
#include <vector>

#include "sim/results/hdf5.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// An empty HDF5 file; `name` is what errors call it.
hdf5::Handle create_file(const std::string& path, const std::string& name);

/// Writes all that is known before the first result: attributes, coordinates, configuration, empty measures.
/// Returns the measures' datasets in the order of `measures`; an empty handle for one without values.
std::vector<hdf5::Handle> write_frame(hid_t root, const Layout& layout);

}  // namespace hearth
