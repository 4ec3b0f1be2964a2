#include <cerrno>
#include <fstream>
#include <system_error>

#include "sim/config/fault.hpp"
#include "sim/config/scalar.hpp"
#include "sim/results/hdf5.hpp"
#include "sim/results/results.hpp"
#include "sim/results/shape.hpp"

namespace hearth {

namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& text) {
    throw ConfigError{{Fault{{file}, text}}};
}

hdf5::Handle open_file(const std::string& file) {
    errno = 0;
    if (!std::ifstream{file, std::ios::binary}) {
        refuse(file, "can't be read (" + std::generic_category().message(errno) + "). Is the path right?");
    }
    if (H5Fis_hdf5(file.c_str()) <= 0) {
        refuse(
            file,
            "is no results file (not HDF5). Give the file that 'hearth run -o' or 'hearth compare -o' wrote");
    }
    const hdf5::Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose, file};
    hdf5::check(H5Pset_file_locking(access, 1, 1), file);
    try {
        return {H5Fopen(file.c_str(), H5F_ACC_RDONLY, access), H5Fclose, file};
    } catch (const hdf5::Error& error) {
        refuse(file, "is damaged or cut short (" + error.reason() + "). Copy it again, or run again");
    }
}

/// Is this ours, of a version we know, and all there? One message each.
void check_format(hid_t root, const std::string& file) {
    if (!hdf5::has_attribute(root, "format") || hdf5::read_text(root, "format") != shape::format) {
        refuse(file, "is HDF5, but no results file of Hearth (its attribute 'format' is not '" +
                         std::string{shape::format} + "'). Give the file that 'hearth run -o' wrote");
    }
    const auto version = hdf5::read_number(root, "format_version");
    if (version != shape::format_version) {
        refuse(file, "has results format " + std::to_string(version) + " (this program reads " +
                         std::to_string(shape::format_version) + "). Read it with Hearth " +
                         hdf5::read_text(root, "hearth_version") + ", which wrote it, or a newer one");
    }
    if (!hdf5::has_attribute(root, "complete") || hdf5::read_number(root, "complete") != 1) {
        refuse(file, "is incomplete (the program that wrote it did not finish). Run again");
    }
}

Month month_from(const std::string& text) {
    const auto month = parse_month(text);
    if (!month) throw hdf5::Error{"start", "'" + text + "' is no month"};
    return *month;
}

Layout read_layout(hid_t root) {
    Layout layout;
    layout.scenarios = hdf5::read_texts(root, "scenario");
    layout.replicates = hdf5::read_numbers(root, "replicate").size();
    layout.start = month_from(hdf5::read_text(root, "start"));
    layout.months = static_cast<int>(hdf5::read_numbers(root, "month").size());
    const auto codes = hdf5::read_texts(root, "area");
    const auto names = hdf5::read_texts(root, "area_name");
    const auto kinds = hdf5::read_texts(root, "area_kind");
    if (names.size() != codes.size() || kinds.size() != codes.size()) {
        throw hdf5::Error{"area", "its codes, names and kinds differ in number"};
    }
    for (std::size_t area = 0; area < codes.size(); ++area) {
        layout.areas.push_back({codes[area], names[area], kinds[area]});
    }
    auto& run = layout.provenance;
    run.config_name = hdf5::read_text(root, "config_name");
    run.version = hdf5::read_text(root, "hearth_version");
    run.commit = hdf5::read_text(root, "commit");
    run.seed = static_cast<std::uint64_t>(hdf5::read_number(root, "seed"));
    run.configs = hdf5::read_texts(root, "/provenance/config");
    return layout;
}

}  // namespace

struct ResultsReader::State {
    std::string name;
    hdf5::Handle file;
    Layout layout;
    std::string digest;
    std::vector<std::string> digests;

    /// Runs `step`; what HDF5 then refuses is damage to the file.
    template <class Step>
    auto attempt(Step step) const {
        try {
            return step();
        } catch (const hdf5::Error& error) {
            refuse(name, "is damaged (" + std::string{error.what()} + "). Copy it again, or run again");
        }
    }
};

ResultsReader::ResultsReader(const std::filesystem::path& file) : state_{std::make_unique<State>()} {
    hdf5::prepare();
    state_->name = file.string();
    state_->attempt([&] {
        state_->file = open_file(state_->name);
        check_format(state_->file, state_->name);
        state_->layout = read_layout(state_->file);
        state_->digest = hdf5::read_text(state_->file, "digest");
        state_->digests = hdf5::read_texts(state_->file, "digest");
        if (state_->digests.size() != state_->layout.scenarios.size() * state_->layout.replicates) {
            throw hdf5::Error{"digest", "not one for each replicate"};
        }
    });
}

ResultsReader::~ResultsReader() = default;

const Layout& ResultsReader::layout() const {
    return state_->layout;
}

const std::string& ResultsReader::digest() const {
    return state_->digest;
}

std::string ResultsReader::replicate_digest(std::size_t scenario, std::size_t replicate) const {
    return state_->digests.at(scenario * state_->layout.replicates + replicate);
}

std::vector<std::int32_t> ResultsReader::panel(std::string_view measure, std::size_t scenario,
                                               std::size_t replicate) const {
    hdf5::prepare();
    const std::string name{measure};
    if (!hdf5::has_member(state_->file, name)) {
        refuse(state_->name,
               "has no measure '" + name + "' (yearly ones need a run of a whole year, April to March)");
    }
    return state_->attempt([&] {
        const auto dataset = hdf5::open_dataset(state_->file, name);
        auto count = hdf5::dimensions_of(dataset, name);
        if (count.size() < 4 || scenario >= count[0] || replicate >= count[1]) {
            throw hdf5::Error{name, "no such scenario and replicate"};
        }
        std::vector<hsize_t> first(count.size(), 0);
        first[0] = scenario;
        first[1] = replicate;
        count[0] = count[1] = 1;
        const hdf5::Handle chosen{H5Dget_space(dataset), H5Sclose, name};
        hdf5::check(H5Sselect_hyperslab(chosen, H5S_SELECT_SET, first.data(), nullptr, count.data(), nullptr),
                    name);
        const hdf5::Handle memory{H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr),
                                  H5Sclose, name};
        std::vector<std::int32_t> cells(static_cast<std::size_t>(H5Sget_simple_extent_npoints(memory)));
        hdf5::check(H5Dread(dataset, H5T_NATIVE_INT32, memory, chosen, H5P_DEFAULT, cells.data()), name);
        return cells;
    });
}

std::vector<std::int64_t> ResultsReader::event_column(std::string_view table, std::string_view column) const {
    hdf5::prepare();
    const std::string group{table};
    if (!hdf5::has_member(state_->file, group)) {
        refuse(state_->name, "has no events '" + group + "'. Run again with --events all?");
    }
    return state_->attempt(
        [&] { return hdf5::read_numbers(state_->file, group + "/" + std::string{column}); });
}

}  // namespace hearth
