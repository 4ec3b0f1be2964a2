#include "sim/results/sweep_part.hpp"

#include <algorithm>
#include <system_error>

#include "sim/config/fault.hpp"
#include "sim/core/contracts.hpp"
#include "sim/results/file_frame.hpp"
#include "sim/results/hdf5_reading.hpp"
#include "sim/results/seal.hpp"
#include "sim/results/unfinished_file.hpp"

namespace hearth {
namespace {

constexpr const char* part_format = "hearth-sweep-part";
constexpr std::int64_t part_version = 1;

void write_records(hid_t root, std::span<const PartRun> runs) {
    std::vector<std::int64_t> numbers;
    std::vector<std::int8_t> done;
    std::vector<std::string> messages, digests;
    std::vector<double> seconds;
    for (const auto& [record, cells] : runs) {
        numbers.push_back(static_cast<std::int64_t>(record.run));
        done.push_back(record.is_done ? 1 : 0);
        messages.push_back(record.message);
        digests.push_back(record.digest);
        seconds.push_back(record.seconds);
    }
    const std::array<hsize_t, 1> size{runs.size()};
    hdf5::write_numbers(root, "run", std::span<const std::int64_t>{numbers});
    hdf5::write_numbers(root, "done", std::span<const std::int8_t>{done});
    hdf5::write_texts(root, "message", size, messages);
    hdf5::write_texts(root, "digest", size, digests);
    hdf5::write_reals(root, "seconds", size, seconds);
}

/// Writes the cells of one run into a dataset whose first dimension is the run.
void write_cells(hid_t dataset, const std::string& name, std::size_t row, std::vector<hsize_t> shape,
                 const std::vector<std::int32_t>& cells) {
    std::vector<hsize_t> first(shape.size(), 0);
    first[0] = row;
    shape[0] = 1;
    const hdf5::Handle chosen{H5Dget_space(dataset), H5Sclose, name};
    hdf5::check(H5Sselect_hyperslab(chosen, H5S_SELECT_SET, first.data(), nullptr, shape.data(), nullptr),
                name);
    const hdf5::Handle memory{H5Screate_simple(static_cast<int>(shape.size()), shape.data(), nullptr),
                              H5Sclose, name};
    hdf5::check(H5Dwrite(dataset, H5T_NATIVE_INT32, memory, chosen, H5P_DEFAULT, cells.data()), name);
}

void write_all(hid_t root, const Layout& layout, std::span<const std::string> kept, const std::string& plan,
               std::span<const PartRun> runs) {
    hdf5::write_attribute(root, "format", part_format);
    hdf5::write_attribute(root, "format_version", part_version);
    hdf5::write_attribute(root, "plan", plan);
    write_records(root, runs);
    for (std::size_t index = 0; index < kept.size(); ++index) {
        const auto& name = kept[index];
        const auto& measure = *std::ranges::find(measures, name, &Measure::name);
        if (layout.cells(measure) == 0) continue;
        std::vector<hsize_t> shape{runs.size(), layout.periods(measure), layout.areas.size()};
        if (measure.labels() > 1) shape.push_back(measure.labels());
        auto dataset = create_cells(root, name, shape, 1);
        for (std::size_t row = 0; row < runs.size(); ++row)
            if (runs[row].record.is_done) write_cells(dataset, name, row, shape, runs[row].cells[index]);
        dataset.close(name);
    }
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw ConfigError{{{{file.string()}, why}}};
}

}  // namespace

void write_part(const std::filesystem::path& file, const Layout& layout, std::span<const std::string> kept,
                const std::string& plan, std::span<const PartRun> runs) {
    expects(!runs.empty(), "a part has runs");
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    UnfinishedFile target{file};
    hdf5::Handle root;
    const auto failed = [&](const std::string& reason) {
        std::error_code ignored;
        std::filesystem::resize_file(target.temporary_path(), 0, ignored);
        target.remove();
        root = {};
        throw std::runtime_error{writing_failed(file, reason)};
    };
    try {
        root = create_file(target.temporary_path().string(), file.string(), seal_bytes);
        write_all(root, layout, kept, plan, runs);
        hdf5::check(H5Fflush(root, H5F_SCOPE_GLOBAL), "file");
        root.close("file");
        seal(target.temporary_path(), Sealed::sweep_part);
        target.keep();
    } catch (const hdf5::Error& error) {
        failed(error.reason());
    } catch (const std::system_error& error) {
        failed(error.code().message());
    }
}

Part read_part(const std::filesystem::path& file, const std::string& plan) {
    if (const auto why = why_not_sealed(file, Sealed::sweep_part); !why.empty()) refuse(file, why);
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    try {
        const hdf5::Handle root{H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, file.string()};
        if (!hdf5::has_attribute(root, "format") || hdf5::read_text(root, "format") != part_format)
            refuse(file, "is no part of a sweep. Move it elsewhere");
        if (hdf5::read_number(root, "format_version") != part_version)
            refuse(file, "is a part of another version. Go on with the Hearth that wrote it");
        if (hdf5::read_text(root, "plan") != plan)
            refuse(file, "is a part of another plan. Move it to that plan's folder");
        Part part{file, {}};
        const auto runs = hdf5::read_numbers(root, "run"), done = hdf5::read_numbers(root, "done");
        auto messages = hdf5::read_texts(root, "message"), digests = hdf5::read_texts(root, "digest");
        const auto seconds = hdf5::read_reals(root, "seconds");
        for (const auto size : {done.size(), messages.size(), digests.size(), seconds.size()})
            if (size != runs.size())
                throw hdf5::Error{"run", "the runs and what is said of them differ in number"};
        for (std::size_t row = 0; row < runs.size(); ++row)
            part.records.push_back({static_cast<std::size_t>(runs[row]), done[row] == 1,
                                    std::move(messages[row]), seconds[row], std::move(digests[row])});
        return part;
    } catch (const hdf5::Error& error) {
        refuse(file, std::string{"is damaged ("} + error.what() + "). Its runs have to be made again");
    }
}

}  // namespace hearth
