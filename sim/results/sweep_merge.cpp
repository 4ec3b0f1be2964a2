#include <algorithm>
#include <system_error>

#include "sim/core/contracts.hpp"
#include "sim/results/chunks.hpp"
#include "sim/results/file_frame.hpp"
#include "sim/results/shape.hpp"
#include "sim/results/sweep_part.hpp"
#include "sim/results/unfinished_file.hpp"

namespace hearth {
namespace {

constexpr const char* run_name = "run";

void write_column(hid_t root, const RunColumn& column) {
    std::visit(
        [&]<class T>(const std::vector<T>& cells) {
            const std::array<hsize_t, 1> size{cells.size()};
            if constexpr (std::is_same_v<T, std::string>)
                hdf5::write_texts(root, column.name, size, cells);
            else if constexpr (std::is_same_v<T, double>)
                hdf5::write_reals(root, column.name, size, cells);
            else
                hdf5::write_numbers(root, column.name, std::span<const T>{cells});
        },
        column.cells);
    const auto dataset = hdf5::open_dataset(root, column.name);
    if (column.name == run_name)
        hdf5::check(H5DSset_scale(dataset, run_name), run_name);
    else
        hdf5::attach_scale(root, column.name, run_name, 0);
    if (!column.unit.empty()) hdf5::write_attribute(dataset, "units", column.unit);
    hdf5::write_attribute(dataset, "long_name", column.meaning);
}

void write_attributes(hid_t root, const Layout& layout,
                      std::span<const std::pair<std::string, std::string>> about) {
    const auto& from = layout.provenance;
    hdf5::write_attribute(root, "title", "Hearth: a sweep of parameters");
    hdf5::write_attribute(root, "Conventions", "CF-1.8");
    hdf5::write_attribute(root, "format", "hearth-sweep");
    hdf5::write_attribute(root, "format_version", std::int32_t{1});
    hdf5::write_attribute(root, "hearth_version", from.version);
    hdf5::write_attribute(root, "commit", from.commit);
    hdf5::write_attribute(root, "config_name", from.config_name);
    hdf5::write_attribute(root, "start", to_text(layout.start));
    hdf5::write_attribute(root, "months", static_cast<std::int32_t>(layout.months));
    for (const auto& [name, text] : about) hdf5::write_attribute(root, name, text);
}

/// The measures of the merged file, by name.
std::vector<std::pair<std::string, hdf5::Handle>> create_measures(hid_t root, const Layout& layout,
                                                                  std::span<const std::string> kept,
                                                                  std::span<const RunColumn> columns,
                                                                  std::size_t runs) {
    std::string coordinates{shape::facts_of_areas};
    for (const auto& column : columns)
        if (column.name != run_name) coordinates += " " + column.name;
    const std::array whose{Dimension{run_name, runs}};
    std::vector<std::pair<std::string, hdf5::Handle>> created;
    for (const auto& name : kept) {
        const auto& measure = *find_measure(name);
        if (layout.cells(measure) == 0) continue;
        auto dataset = create_measure(root, layout, measure, whose);
        hdf5::write_attribute(dataset, "coordinates", coordinates);
        created.emplace_back(name, std::move(dataset));
    }
    return created;
}

}  // namespace

Digests merge_parts(const std::filesystem::path& file, const Layout& layout,
                    std::span<const std::string> kept, std::span<const RunColumn> columns,
                    std::span<const Part> parts, std::span<const std::optional<RunSource>> sources,
                    std::span<const std::pair<std::string, std::string>> about) {
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    UnfinishedFile target{file};
    try {
        auto root = create_file(target.temporary_path().string(), file.string());
        write_attributes(root, layout, about);
        for (const auto& column : columns) write_column(root, column);
        write_months_and_areas(root, layout);
        auto created = create_measures(root, layout, kept, columns, sources.size());
        std::vector<ChunkTarget> targets;
        for (const auto& [name, dataset] : created) targets.push_back({name, dataset});

        std::vector<std::vector<CopiedRow>> rows(parts.size());  // part by part: each is opened once
        std::vector<std::string> of_records, of_contents;
        for (std::size_t run = 0; run < sources.size(); ++run) {
            if (!sources[run]) continue;
            const auto& [part, row] = *sources[run];
            rows[part].push_back({row, run});
            of_records.push_back(parts[part].records[row].digests.record);
            of_contents.push_back(parts[part].records[row].digests.contents);
        }
        for (std::size_t part = 0; part < parts.size(); ++part)
            if (!rows[part].empty()) copy_rows(parts[part].file, targets, rows[part]);
        const Digests digests{digest_of(of_records), digest_of(of_contents)};
        for (auto& [name, dataset] : created) dataset.close(name);
        hdf5::write_attribute(root, "digest", digests.record);
        hdf5::write_attribute(root, "digest_of_contents", digests.contents);
        hdf5::write_attribute(root, "complete", std::int32_t{1});
        hdf5::check(H5Fflush(root, H5F_SCOPE_GLOBAL), "file");
        root.close("file");
        target.keep();
        return digests;
    } catch (const hdf5::Error& error) {
        throw std::runtime_error{writing_failed(file, error.reason(), error.object())};
    }
}

}  // namespace hearth
