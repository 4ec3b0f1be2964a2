#pragma once

#include <span>
#include <string>
#include <vector>

#include "sim/results/hdf5.hpp"
#include "sim/results/results.hpp"

namespace hearth {

/// An empty HDF5 file; `name` is what errors call it.
///
/// @param user_block  bytes at its beginning that are not HDF5's: 0, or 512 and its doubles
hdf5::Handle create_file(const std::string& path, const std::string& name, hsize_t user_block = 0);

/// A dimension by whose positions results are told apart: scenario and replicate, or run.
struct Dimension {
    std::string name;
    hsize_t size;
};

/// Writes the coordinates that all results share: months, years if there are whole ones, areas and their
/// facts.
void write_months_and_areas(hid_t root, const Layout& layout);

/// Empty cells of int32, one chunk for each position of the first `whose` dimensions; what was never written
/// reads as -1.
hdf5::Handle create_cells(hid_t root, const std::string& name, const std::vector<hsize_t>& shape,
                          std::size_t whose);

/// An empty measure, whose coordinates are there already, with its unit, meaning and definition.
hdf5::Handle create_measure(hid_t root, const Layout& layout, const Measure& measure,
                            std::span<const Dimension> whose);

/// Writes all that is known before the first result: attributes, coordinates, empty measures.
/// Returns the measures' datasets in the order of `measures`; an empty handle for one without values.
std::vector<hdf5::Handle> write_frame(hid_t root, const Layout& layout);

/// Writes the configurations, and how figures are made.
void write_provenance(hid_t root, const Layout& layout);

/// Writes what was drawn for the parameters that are uncertain: by scenario, replicate and parameter. After
/// `write_provenance`.
void write_uncertain(hid_t root, const Layout& layout, std::span<const double> drawn);

/// The coordinate and the attribute that count the replicates, when fewer came than were expected.
void shrink_replicates(hid_t root, std::size_t replicates);

}  // namespace hearth
