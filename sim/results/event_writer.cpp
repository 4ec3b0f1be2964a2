#include "sim/results/event_writer.hpp"

#include <numeric>

#include "sim/core/contracts.hpp"
#include "sim/results/shape.hpp"

namespace hearth {

namespace {

constexpr hsize_t rows_per_chunk = 65'536;

/// NetCDF's way of saying "a dimension without coordinate"; both of xarray's readers know it.
constexpr const char* no_coordinate = "This is a netCDF dimension but not a netCDF variable.         0";

std::size_t rows_of(const EventColumn& column) {
    return std::visit([](const auto& cells) { return cells.size(); }, column.cells);
}

/// The table with the two columns that say whose rows these are.
EventTable with_owner(EventTable table, std::size_t scenario, std::size_t replicate) {
    const auto rows = table.columns.empty() ? 0 : rows_of(table.columns.front());
    const auto column = [&](const char* name, const char* meaning, std::size_t value) {
        return EventColumn{name, "1", meaning, {}, std::vector(rows, static_cast<std::int16_t>(value))};
    };
    table.columns.insert(table.columns.begin(),
                         {column("scenario", "position in the scenario coordinate, from 0", scenario),
                          column("replicate", "replicate, from 0", replicate)});
    return table;
}

hdf5::Handle extendable(hid_t group, const std::string& name, hid_t type, const hdf5::Handle& properties) {
    const hsize_t none = 0;
    const hsize_t unlimited = H5S_UNLIMITED;
    const hdf5::Handle space{H5Screate_simple(1, &none, &unlimited), H5Sclose, name};
    return {H5Dcreate2(group, name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
            name};
}

/// CF's way of naming the values of an enumeration.
template <class T>
void write_flags(hid_t dataset, std::span<const std::string_view> names) {
    std::vector<T> values(names.size());
    std::iota(values.begin(), values.end(), T{0});
    std::string meanings;
    for (const auto name : names) {
        expects(name.find(' ') == std::string_view::npos, "names of flags have no spaces");
        meanings += (meanings.empty() ? "" : " ") + std::string{name};
    }
    hdf5::write_attribute(dataset, "flag_values", std::span<const T>{values});
    hdf5::write_attribute(dataset, "flag_meanings", meanings);
}

template <class T>
hdf5::Handle create_column(hid_t group, const EventColumn& column) {
    const bool is_date = column.unit == shape::date_unit;
    const T fill{-1};
    const auto properties =
        hdf5::chunked_properties(column.name, std::span{&rows_per_chunk, 1}, hdf5::memory_type<T>(), &fill);
    auto dataset = extendable(group, column.name, hdf5::file_type<T>(), properties);
    if (!column.flag_names.empty()) {
        write_flags<T>(dataset, column.flag_names);
    } else {
        hdf5::write_attribute(dataset, "units", column.unit);
    }
    hdf5::write_attribute(dataset, "long_name", column.meaning);
    if (is_date) {  // only dates: elsewhere this attribute turns whole numbers into floating point in xarray
        hdf5::write_attribute(dataset, "calendar", "proleptic_gregorian");
        hdf5::write_attribute(dataset, "_FillValue", fill);
    }
    return dataset;
}

template <class T>
void append_cells(hid_t dataset, const std::string& name, hsize_t from, const std::vector<T>& cells) {
    const hsize_t count = cells.size();
    const hsize_t end = from + count;
    hdf5::check(H5Dset_extent(dataset, &end), name);
    const hdf5::Handle file_space{H5Dget_space(dataset), H5Sclose, name};
    hdf5::check(H5Sselect_hyperslab(file_space, H5S_SELECT_SET, &from, nullptr, &count, nullptr), name);
    const hdf5::Handle memory_space{H5Screate_simple(1, &count, nullptr), H5Sclose, name};
    hdf5::check(
        H5Dwrite(dataset, hdf5::memory_type<T>(), memory_space, file_space, H5P_DEFAULT, cells.data()), name);
}

}  // namespace

EventWriter::Table EventWriter::create(hid_t file, const EventTable& table) {
    const auto group = hdf5::create_group(file, table.name);
    hdf5::write_attribute(group, "long_name", table.meaning);

    Table created{table.name, 0, {std::string{shape::row}, {}}, {}};
    const std::int8_t fill = 0;
    created.row.handle = extendable(
        group, created.row.name, H5T_STD_I8LE,
        hdf5::chunked_properties(created.row.name, std::span{&rows_per_chunk, 1}, H5T_NATIVE_INT8, &fill));
    hdf5::check(H5DSset_scale(created.row.handle, no_coordinate), created.row.name);
    for (const auto& column : table.columns) {
        auto dataset = std::visit(
            [&]<class T>(const std::vector<T>&) { return create_column<T>(group, column); }, column.cells);
        hdf5::check(H5DSattach_scale(dataset, created.row.handle, 0), column.name);
        created.columns.push_back({column.name, std::move(dataset)});
    }
    return created;
}

void EventWriter::append(Table& table, const EventTable& rows) {
    expects(table.name == rows.name && table.columns.size() == rows.columns.size(), "the same event tables");
    const hsize_t count = rows_of(rows.columns.front());
    if (count == 0) return;
    for (std::size_t column = 0; column < rows.columns.size(); ++column) {
        const auto& cells = rows.columns[column];
        expects(cells.name == table.columns[column].name && rows_of(cells) == count,
                "the same event columns, equally long");
        std::visit(
            [&](const auto& values) {
                append_cells(table.columns[column].handle, table.name + "/" + cells.name, table.rows, values);
            },
            cells.cells);
    }
    table.rows += count;
    hdf5::check(H5Dset_extent(table.row.handle, &table.rows), table.row.name);
}

void EventWriter::append(hid_t file, std::size_t scenario, std::size_t replicate,
                         std::vector<EventTable> tables) {
    std::vector<EventTable> owned;
    for (auto& table : tables) owned.push_back(with_owner(std::move(table), scenario, replicate));
    if (!std::exchange(created_, true)) {
        for (const auto& table : owned) tables_.push_back(create(file, table));
    }
    expects(tables_.size() == owned.size(), "the same event tables");
    for (std::size_t table = 0; table < owned.size(); ++table) append(tables_[table], owned[table]);
}

void EventWriter::close() {
    for (auto& table : tables_) {
        table.row.handle.close(table.row.name);
        for (auto& column : table.columns) column.handle.close(table.name + "/" + column.name);
    }
    tables_.clear();
}

}  // namespace hearth
