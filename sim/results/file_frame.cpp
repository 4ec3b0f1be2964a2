#include "sim/results/file_frame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>

#include "sim/results/figure.hpp"
#include "sim/results/shape.hpp"

namespace hearth {

namespace {

void write_root_attributes(hid_t root, const Layout& layout) {
    const auto& run = layout.provenance;
    hdf5::write_attribute(root, "title", "Hearth: England's children's social care, simulated");
    hdf5::write_attribute(root, "Conventions", "CF-1.8");
    hdf5::write_attribute(root, "format", shape::format);
    hdf5::write_attribute(root, "format_version", shape::format_version);
    hdf5::write_attribute(root, "hearth_version", run.version);
    hdf5::write_attribute(root, "commit", run.commit);
    hdf5::write_attribute(root, "config_name", run.config_name);
    hdf5::write_attribute(root, "seed", static_cast<std::int64_t>(run.seed));
    hdf5::write_attribute(root, "replicates", static_cast<std::int32_t>(layout.replicates));
    hdf5::write_attribute(root, "start", to_text(layout.start));
    hdf5::write_attribute(root, "months", static_cast<std::int32_t>(layout.months));
    hdf5::write_attribute(root, "held_from", run.held_from);
}

/// Names a coordinate and makes it the scale of its dimension.
void describe_coordinate(hid_t root, const shape::Coordinate& coordinate) {
    const std::string name{coordinate.name};
    const auto dataset = hdf5::open_dataset(root, name);
    if (coordinate.name == coordinate.dimensions) {
        hdf5::check(H5DSset_scale(dataset, name.c_str()), name);
    } else if (coordinate.dimensions == "area") {
        hdf5::attach_scale(root, name, "area", 0);
    }
    if (!coordinate.units.empty()) hdf5::write_attribute(dataset, "units", coordinate.units);
    if (coordinate.units == shape::date_unit)
        hdf5::write_attribute(dataset, "calendar", "proleptic_gregorian");
    hdf5::write_attribute(dataset, "long_name", coordinate.long_name);
}

void write_numbers(hid_t root, std::string_view name, const std::vector<std::int32_t>& numbers) {
    hdf5::write_numbers(root, std::string{name}, std::span{numbers});
}

void write_texts(hid_t root, std::string_view name, const std::vector<std::string>& texts) {
    const hsize_t size = texts.size();
    hdf5::write_texts(root, std::string{name}, std::span{&size, 1}, texts);
}

/// In a chunk, so that the dimension can shrink when a comparison needs fewer replicates than it may take.
void write_replicates(hid_t root, std::size_t count) {
    std::vector<std::int32_t> replicates(count);
    std::iota(replicates.begin(), replicates.end(), 0);
    const hsize_t size = count;
    const std::int32_t fill = -1;
    const auto properties =
        hdf5::chunked_properties("replicate", std::span{&size, 1}, H5T_NATIVE_INT32, &fill);
    const hdf5::Handle space{H5Screate_simple(1, &size, nullptr), H5Sclose, "replicate"};
    const hdf5::Handle dataset{
        H5Dcreate2(root, "replicate", H5T_STD_I32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
        "replicate"};
    hdf5::check(H5Dwrite(dataset, H5T_NATIVE_INT32, H5S_ALL, H5S_ALL, H5P_DEFAULT, replicates.data()),
                "replicate");
}

void describe_coordinates(hid_t root, std::initializer_list<std::string_view> names) {
    for (const auto& coordinate : shape::coordinates)
        if (std::ranges::find(names, coordinate.name) != names.end()) describe_coordinate(root, coordinate);
}

void write_coordinates(hid_t root, const Layout& layout) {
    write_texts(root, "scenario", layout.scenarios);
    write_replicates(root, layout.replicates);
    describe_coordinates(root, {"scenario", "replicate"});
    write_months_and_areas(root, layout);
}

void write_breakdown(hid_t root, const Breakdown& breakdown) {
    const std::string name{breakdown.name};
    if (hdf5::has_member(root, name)) return;
    write_texts(root, name, {breakdown.labels.begin(), breakdown.labels.end()});
    describe_coordinate(root, {breakdown.name, breakdown.name, "", breakdown.meaning});
}

}  // namespace

hdf5::Handle create_file(const std::string& path, const std::string& name, hsize_t user_block) {
    const hdf5::Handle creation{H5Pcreate(H5P_FILE_CREATE), H5Pclose, name};
    hdf5::check(H5Pset_userblock(creation, user_block), name);
    hdf5::check(H5Pset_obj_track_times(creation, 0), name);
    hdf5::check(H5Pset_link_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), name);
    hdf5::check(H5Pset_attr_creation_order(creation, H5P_CRT_ORDER_TRACKED | H5P_CRT_ORDER_INDEXED), name);
    const hdf5::Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose, name};
    // Some network disks have no locks; the temporary name is ours alone anyway.
    hdf5::check(H5Pset_file_locking(access, 1, 1), name);
    return {H5Fcreate(path.c_str(), H5F_ACC_TRUNC, creation, access), H5Fclose, name};
}

void write_months_and_areas(hid_t root, const Layout& layout) {
    std::vector<std::int32_t> months;
    for (int month = 0; month < layout.months; ++month)
        months.push_back(last_day(layout.start + month).value);
    std::vector<std::string> codes, names, kinds;
    for (const auto& area : layout.areas) {
        codes.push_back(area.code);
        names.push_back(area.name);
        kinds.push_back(area.kind);
    }
    write_numbers(root, "month", months);
    write_texts(root, "area", codes);
    write_texts(root, "area_name", names);
    write_texts(root, "area_kind", kinds);
    describe_coordinates(root, {"month", "area", "area_name", "area_kind"});
    if (layout.years().empty()) return;
    write_numbers(root, "year", layout.years());
    describe_coordinates(root, {"year"});
}

hdf5::Handle create_cells(hid_t root, const std::string& name, const std::vector<hsize_t>& shape,
                          std::size_t whose) {
    auto chunk = shape;
    std::fill_n(chunk.begin(), whose, 1);
    const std::int32_t fill = -1;
    const auto properties = hdf5::chunked_properties(name, chunk, H5T_NATIVE_INT32, &fill);
    const hdf5::Handle space{H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                             H5Sclose, name};
    return {H5Dcreate2(root, name.c_str(), H5T_STD_I32LE, space, H5P_DEFAULT, properties, H5P_DEFAULT),
            H5Dclose, name};
}

hdf5::Handle create_measure(hid_t root, const Layout& layout, const Measure& measure,
                            std::span<const Dimension> whose) {
    const std::string name{measure.name};
    std::vector<std::string> scales;
    std::vector<hsize_t> shape;
    const auto add = [&](std::string scale, hsize_t size) {
        scales.push_back(std::move(scale));
        shape.push_back(size);
    };
    for (const auto& dimension : whose) add(dimension.name, dimension.size);
    add(std::string{shape::period_dimension(measure.period)}, layout.periods(measure));
    add("area", layout.areas.size());
    if (!measure.breakdown.labels.empty()) {
        write_breakdown(root, measure.breakdown);
        add(std::string{measure.breakdown.name}, measure.labels());
    }
    auto dataset = create_cells(root, name, shape, whose.size());
    hdf5::write_attribute(dataset, "units", measure.unit);
    hdf5::write_attribute(dataset, "long_name", measure.meaning);
    hdf5::write_attribute(dataset, "definition", measure.definition);
    for (unsigned position = 0; position < scales.size(); ++position) {
        hdf5::attach_scale(root, name, scales[position], position);
    }
    return dataset;
}

std::vector<hdf5::Handle> write_frame(hid_t root, const Layout& layout) {
    write_root_attributes(root, layout);
    write_coordinates(root, layout);
    const std::array whose{Dimension{"scenario", layout.scenarios.size()},
                           Dimension{"replicate", layout.replicates}};
    std::vector<hdf5::Handle> panels;
    for (const auto& measure : measures()) {
        panels.push_back(layout.cells(measure) == 0 ? hdf5::Handle{}
                                                    : create_measure(root, layout, measure, whose));
        if (layout.cells(measure) > 0)  // named here, the text `digest` is no measure to CF's readers
            hdf5::write_attribute(panels.back(), "coordinates",
                                  fmt::format("{} {}", shape::facts_of_areas, shape::digest.name));
    }
    return panels;
}

namespace {

/// How the figures of the summary are made of measures, so that no reader has to know.
void write_figures(hid_t root) {
    const std::string scale{"provenance/figure"};
    std::vector<double> scales;
    for (const auto& figure : figures()) scales.push_back(figure.scale);
    const auto texts = [&](const std::string& name, std::string_view Figure::*of) {
        std::vector<std::string> cells;
        for (const auto& figure : figures()) cells.emplace_back(figure.*of);
        write_texts(root, name, cells);
    };
    texts(scale, &Figure::name);
    hdf5::check(H5DSset_scale(hdf5::open_dataset(root, scale), "figure"), scale);
    texts(scale + "_unit", &Figure::unit);
    texts(scale + "_label", &Figure::label);
    texts(scale + "_measure", &Figure::measure);
    texts(scale + "_denominator", &Figure::denominator);
    texts(scale + "_breakdown", &Figure::breakdown);
    const hsize_t size = scales.size();
    hdf5::write_reals(root, scale + "_scale", std::span{&size, 1}, scales);
    for (const auto* field : {"_unit", "_label", "_measure", "_denominator", "_breakdown", "_scale"})
        hdf5::attach_scale(root, scale + field, scale, 0);
    hdf5::write_attribute(hdf5::open_dataset(root, scale), "long_name", shape::figure_dataset.meaning);
}

}  // namespace

void write_provenance(hid_t root, const Layout& layout) {
    const auto provenance = hdf5::create_group(root, "provenance");
    const hsize_t scenarios = layout.scenarios.size();
    hdf5::write_texts(provenance, "config", std::span{&scenarios, 1}, layout.provenance.configs);
    hdf5::attach_scale(root, "provenance/config", "scenario", 0);
    write_figures(root);
}

void write_uncertain(hid_t root, const Layout& layout, std::span<const double> drawn) {
    const std::string parameter{"provenance/parameter"}, unit{"provenance/parameter_unit"};
    const std::string numbers{"provenance/drawn"};
    std::vector<std::string> names, units;
    for (const auto& uncertain : layout.uncertain) {
        names.push_back(uncertain.name);
        units.push_back(uncertain.unit);
    }
    write_texts(root, parameter, names);
    write_texts(root, unit, units);
    const std::array<hsize_t, 3> shape{layout.scenarios.size(), layout.replicates, names.size()};
    hdf5::write_reals(root, numbers, shape, drawn);
    hdf5::check(H5DSset_scale(hdf5::open_dataset(root, parameter), "parameter"), parameter);
    hdf5::attach_scale(root, unit, parameter, 0);
    hdf5::attach_scale(root, numbers, "scenario", 0);
    hdf5::attach_scale(root, numbers, "replicate", 1);
    hdf5::attach_scale(root, numbers, parameter, 2);
    hdf5::write_attribute(hdf5::open_dataset(root, numbers), "long_name", shape::drawn_dataset.meaning);
}

void shrink_replicates(hid_t root, std::size_t replicates) {
    const hsize_t size = replicates;
    hdf5::check(H5Dset_extent(hdf5::open_dataset(root, "replicate"), &size), "replicate");
    const hdf5::Handle attribute{H5Aopen(root, "replicates", H5P_DEFAULT), H5Aclose, "replicates"};
    const auto number = static_cast<std::int32_t>(replicates);
    hdf5::check(H5Awrite(attribute, H5T_NATIVE_INT32, &number), "replicates");
}

}  // namespace hearth
