#include "sim/results/sweep_part.hpp"

#include <algorithm>
#include <functional>
#include <sstream>
#include <system_error>

#include "sim/config/fault.hpp"
#include "sim/core/contracts.hpp"
#include "sim/results/chunks.hpp"
#include "sim/results/file_frame.hpp"
#include "sim/results/hdf5_reading.hpp"
#include "sim/results/seal.hpp"
#include "sim/results/unfinished_file.hpp"

namespace hearth {
namespace {

constexpr const char* part_format = "hearth-sweep-part";
constexpr std::int64_t part_version = 3;
constexpr char between_names = '\n';

void write_records(hid_t root, std::span<const RunRecord> records) {
    std::vector<std::int8_t> done;
    std::vector<std::string> identities, messages, records_found, contents;
    std::vector<double> seconds;
    for (const auto& record : records) {
        identities.push_back(record.identity);
        done.push_back(record.is_done ? 1 : 0);
        messages.push_back(record.message);
        records_found.push_back(record.digests.record);
        contents.push_back(record.digests.contents);
        seconds.push_back(record.seconds);
    }
    const std::array<hsize_t, 1> size{records.size()};
    hdf5::write_texts(root, "run", size, identities);
    hdf5::write_numbers(root, "done", std::span<const std::int8_t>{done});
    hdf5::write_texts(root, "message", size, messages);
    hdf5::write_texts(root, "digest", size, records_found);
    hdf5::write_texts(root, "digest_of_contents", size, contents);
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

/// A measure of a part: which of those that are kept, and its dataset, with a chunk for each run.
struct Target {
    std::size_t measure;
    std::vector<hsize_t> shape;
    hdf5::Handle dataset;
};

/// Writes what all parts begin with; the measures are empty.
std::vector<Target> write_frame_of_part(hid_t root, const Layout& layout, std::span<const std::string> kept,
                                        const std::string& study, std::span<const RunRecord> records) {
    hdf5::write_attribute(root, "format", part_format);
    hdf5::write_attribute(root, "format_version", part_version);
    hdf5::write_attribute(root, "study", study);
    write_records(root, records);
    std::vector<Target> targets;
    for (std::size_t index = 0; index < kept.size(); ++index) {
        const auto& measure = *find_measure(kept[index]);
        if (layout.cells(measure) == 0) continue;
        std::vector<hsize_t> shape{records.size(), layout.periods(measure), layout.areas.size()};
        if (measure.labels() > 1) shape.push_back(measure.labels());
        auto dataset = create_cells(root, kept[index], shape, 1);
        targets.push_back({index, std::move(shape), std::move(dataset)});
    }
    return targets;
}

/// Writes a sealed file under a temporary name, and renames it.
void write_sealed(const std::filesystem::path& file, const std::function<void(hid_t)>& write) {
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    UnfinishedFile target{file};
    hdf5::Handle root;
    const auto failed = [&](const std::string& reason, const std::string& object) {
        std::error_code ignored;
        std::filesystem::resize_file(target.temporary_path(), 0, ignored);
        target.remove();
        root = {};
        throw std::runtime_error{writing_failed(file, reason, object)};
    };
    try {
        root = create_file(target.temporary_path().string(), file.string(), seal_bytes);
        write(root);
        hdf5::check(H5Fflush(root, H5F_SCOPE_GLOBAL), "file");
        root.close("file");
        seal(target.temporary_path(), Sealed::sweep_part);
        target.keep();
    } catch (const hdf5::Error& error) {
        failed(error.reason(), error.object());
    } catch (const std::system_error& error) {
        failed(error.code().message(), "");
    }
}

[[noreturn]] void refuse(const std::filesystem::path& file, const std::string& why) {
    throw ConfigError{{{{file.string()}, why}}};
}

}  // namespace

void write_part(const std::filesystem::path& file, const Layout& layout, std::span<const std::string> kept,
                const std::string& study, std::span<const PartRun> runs) {
    expects(!runs.empty(), "a part has runs");
    std::vector<RunRecord> records;
    for (const auto& run : runs) records.push_back(run.record);
    write_sealed(file, [&](hid_t root) {
        for (auto& [measure, shape, dataset] : write_frame_of_part(root, layout, kept, study, records)) {
            for (std::size_t row = 0; row < runs.size(); ++row)
                if (records[row].is_done)
                    write_cells(dataset, kept[measure], row, shape, runs[row].cells[measure]);
            dataset.close(kept[measure]);
        }
    });
}

void compact_parts(const std::filesystem::path& file, const Layout& layout, std::span<const std::string> kept,
                   const std::string& study, std::span<const Part> parts, std::span<const RunSource> runs) {
    std::vector<RunRecord> records;
    for (const auto& [part, row] : runs) records.push_back(parts[part].records[row]);
    std::string replaced;
    std::vector<std::vector<CopiedRow>> rows(parts.size());
    for (const auto& part : parts) replaced += part.file.filename().string() + between_names;
    for (std::size_t row = 0; row < runs.size(); ++row)
        if (records[row].is_done) rows[runs[row].part].push_back({runs[row].row, row});
    write_sealed(file, [&](hid_t root) {
        hdf5::write_attribute(root, "replaces", replaced);
        auto created = write_frame_of_part(root, layout, kept, study, records);
        std::vector<ChunkTarget> targets;
        for (const auto& [measure, shape, dataset] : created) targets.push_back({kept[measure], dataset});
        for (std::size_t part = 0; part < parts.size(); ++part)  // each is opened once
            if (!rows[part].empty()) copy_rows(parts[part].file, targets, rows[part]);
        for (auto& [measure, shape, dataset] : created) dataset.close(kept[measure]);
    });
}

Part read_part(const std::filesystem::path& file, const std::string& study) {
    if (const auto why = why_not_sealed(file, Sealed::sweep_part); !why.empty()) refuse(file, why);
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    try {
        const hdf5::Handle root{H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, file.string()};
        if (!hdf5::has_attribute(root, "format") || hdf5::read_text(root, "format") != part_format)
            refuse(file, "is no part of a sweep. Move it elsewhere");
        if (hdf5::read_number(root, "format_version") != part_version)
            refuse(file, "is a part of another version. Go on with the Hearth that wrote it");
        if (hdf5::read_text(root, "study") != study)
            refuse(file, "is a part of another plan. Move it to that plan's folder");
        Part part{file, {}, {}};
        if (hdf5::has_attribute(root, "replaces")) {
            std::istringstream names{hdf5::read_text(root, "replaces")};
            for (std::string name; std::getline(names, name, between_names);) part.replaces.push_back(name);
        }
        const auto done = hdf5::read_numbers(root, "done");
        auto runs = hdf5::read_texts(root, "run"), messages = hdf5::read_texts(root, "message");
        auto records = hdf5::read_texts(root, "digest"),
             contents = hdf5::read_texts(root, "digest_of_contents");
        const auto seconds = hdf5::read_reals(root, "seconds");
        for (const auto size :
             {done.size(), messages.size(), records.size(), contents.size(), seconds.size()})
            if (size != runs.size())
                throw hdf5::Error{"run", "the runs and what is said of them differ in number"};
        for (std::size_t row = 0; row < runs.size(); ++row)
            part.records.push_back({0,
                                    std::move(runs[row]),
                                    done[row] == 1,
                                    std::move(messages[row]),
                                    seconds[row],
                                    {std::move(records[row]), std::move(contents[row])}});
        return part;
    } catch (const hdf5::Error& error) {
        refuse(file, std::string{"is damaged ("} + error.what() + "). Its runs have to be made again");
    }
}

}  // namespace hearth
