#include "sim/results/snapshot.hpp"

#include <set>
#include <system_error>

#include "sim/config/fault.hpp"
#include "sim/config/scalar.hpp"
#include "sim/core/contracts.hpp"
#include "sim/results/file_frame.hpp"
#include "sim/results/hdf5_reading.hpp"
#include "sim/results/seal.hpp"
#include "sim/results/unfinished_file.hpp"

namespace hearth {
namespace {

constexpr hsize_t chunk_bytes = 1U << 20U;
constexpr const char* rows_name = "row_counts";
constexpr std::int64_t most_months = 1200;  // a century

std::string group_of(std::size_t replicate) {
    return "replicate_" + std::to_string(replicate);
}

/// A type of so many bytes that HDF5 does not look into.
hdf5::Handle opaque(std::size_t bytes, const std::string& name) {
    return {H5Tcreate(H5T_OPAQUE, bytes), H5Tclose, name};
}

void write_table(hid_t group, const SavedTable& table) {
    const auto type = opaque(table.row_bytes, table.name);
    const hsize_t rows = table.cells.size() / table.row_bytes;
    const hdf5::Handle space{H5Screate_simple(1, &rows, nullptr), H5Sclose, table.name};
    auto properties = hdf5::dataset_properties(table.name);
    if (rows > 0) {
        const hsize_t chunk = std::min<hsize_t>(rows, std::max<hsize_t>(chunk_bytes / table.row_bytes, 1));
        hdf5::check(H5Pset_chunk(properties, 1, &chunk), table.name);
        hdf5::check(H5Pset_shuffle(properties), table.name);
        hdf5::check(H5Pset_deflate(properties, 1), table.name);
    }
    const hdf5::Handle dataset{
        H5Dcreate2(group, table.name.c_str(), type, space, H5P_DEFAULT, properties, H5P_DEFAULT), H5Dclose,
        table.name};
    if (rows > 0)
        hdf5::check(H5Dwrite(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, table.cells.data()), table.name);
}

SavedTable read_table(hid_t group, const std::string& name) {
    const auto dataset = hdf5::dataset_to_read(group, name);
    const hdf5::Handle type{H5Dget_type(dataset), H5Tclose, name};
    const auto rows = hdf5::dimensions_of(dataset, name);
    if (rows.size() != 1 || H5Tget_class(type) != H5T_OPAQUE) throw hdf5::Error{name, "is no saved table"};
    SavedTable table{name, H5Tget_size(type), {}};
    table.cells.resize(rows.front() * table.row_bytes);
    if (!table.cells.empty())
        hdf5::check(H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, table.cells.data()), name);
    return table;
}

void write_identity(hid_t root, const SnapshotIdentity& identity) {
    hdf5::write_attribute(root, "hearth_version", identity.version);
    hdf5::write_attribute(root, "commit", identity.commit);
    hdf5::write_attribute(root, "data", identity.data);
    hdf5::write_attribute(root, "month", to_text(identity.month));
    hdf5::write_attribute(root, "months", static_cast<std::int64_t>(identity.months));
    hdf5::write_attribute(root, "replicates", static_cast<std::int64_t>(identity.replicates));
    hdf5::write_texts(root, "config", {}, std::span{&identity.config, 1});
}

SnapshotIdentity read_identity(hid_t root) {
    SnapshotIdentity identity;
    identity.version = hdf5::read_text(root, "hearth_version");
    identity.commit = hdf5::read_text(root, "commit");
    identity.data = hdf5::read_text(root, "data");
    const auto month = parse_month(hdf5::read_text(root, "month"));
    const auto months = hdf5::read_number(root, "months"), replicates = hdf5::read_number(root, "replicates");
    auto configs = hdf5::read_texts(root, "config");
    if (!month || months < 1 || months > most_months || replicates < 1 || configs.size() != 1)
        throw hdf5::Error{"month", "what it says of itself is no run's"};
    identity.month = *month;
    identity.months = static_cast<int>(months);
    identity.replicates = static_cast<std::size_t>(replicates);
    identity.config = std::move(configs.front());
    return identity;
}

}  // namespace

struct SnapshotWriter::State {
    State(std::filesystem::path path, SnapshotIdentity about)
        : identity{std::move(about)}, target{std::move(path)} {}

    const SnapshotIdentity identity;
    UnfinishedFile target;
    hdf5::Handle file;
    std::set<std::size_t> written;

    /// Runs `step`; what the disk then refuses is one message.
    template <class Step>
    void attempt(Step step) {
        const auto failed = [&](const std::string& reason) {
            std::error_code ignored;
            if (!target.temporary_path().empty())
                std::filesystem::resize_file(target.temporary_path(), 0, ignored);
            target.remove();
            file = {};
            throw std::runtime_error{writing_failed(target.final_path(), reason)};
        };
        try {
            step();
        } catch (const hdf5::Error& error) {
            failed(error.reason());
        } catch (const std::system_error& error) {
            failed(error.code().message());
        }
    }
};

SnapshotWriter::SnapshotWriter(std::filesystem::path file, SnapshotIdentity identity) {
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    state_ = std::make_unique<State>(std::move(file), std::move(identity));
    state_->attempt([&] {
        state_->file = create_file(state_->target.temporary_path().string(),
                                   state_->target.final_path().string(), seal_bytes);
        write_identity(state_->file, state_->identity);
    });
}

SnapshotWriter::~SnapshotWriter() {
    const std::scoped_lock lock{hdf5::turn()};
    state_.reset();
}

void SnapshotWriter::write(std::size_t replicate, const SavedTables& saved) {
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    expects(replicate < state_->identity.replicates && state_->written.insert(replicate).second,
            "each replicate saved once");
    state_->attempt([&] {
        const auto group = hdf5::create_group(state_->file, group_of(replicate));
        hdf5::write_numbers(group, rows_name, std::span{saved.rows});
        for (const auto& table : saved.tables) write_table(group, table);
    });
}

void SnapshotWriter::finish() {
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    expects(state_->written.size() == state_->identity.replicates, "all replicates saved");
    state_->attempt([&] {
        hdf5::check(H5Fflush(state_->file, H5F_SCOPE_GLOBAL), "file");
        state_->file.close("file");
        seal(state_->target.temporary_path(), Sealed::snapshot);
        state_->target.keep();
    });
}

struct SnapshotReader::State {
    std::string name;
    hdf5::Handle file;
    SnapshotIdentity identity;

    [[noreturn]] void refuse(const std::string& text) const { throw ConfigError{{Fault{{name}, text}}}; }
};

SnapshotReader::SnapshotReader(const std::filesystem::path& file) : state_{std::make_unique<State>()} {
    state_->name = file.string();
    const auto reason = why_not_sealed(file, Sealed::snapshot);
    if (!reason.empty()) state_->refuse(reason);
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    try {
        const hdf5::Handle access{H5Pcreate(H5P_FILE_ACCESS), H5Pclose, state_->name};
        hdf5::check(H5Pset_file_locking(access, 1, 1), state_->name);
        state_->file = {H5Fopen(file.c_str(), H5F_ACC_RDONLY, access), H5Fclose, state_->name};
        state_->identity = read_identity(state_->file);
    } catch (const hdf5::Error& error) {
        state_->refuse("can't be read as a snapshot (" + std::string{error.what()} + "). Make it again");
    }
}

SnapshotReader::~SnapshotReader() {
    const std::scoped_lock lock{hdf5::turn()};
    state_.reset();
}

const std::string& SnapshotReader::name() const {
    return state_->name;
}

const SnapshotIdentity& SnapshotReader::identity() const {
    return state_->identity;
}

SavedTables SnapshotReader::read(std::size_t replicate) const {
    const std::scoped_lock lock{hdf5::turn()};
    hdf5::prepare();
    const auto name = group_of(replicate);
    try {
        const auto group = hdf5::group_to_read(state_->file, name);
        SavedTables saved;
        saved.rows = hdf5::read_numbers(group, rows_name);
        for (const auto& table : hdf5::members_of(group, name))
            if (table != rows_name) saved.tables.push_back(read_table(group, table));
        return saved;
    } catch (const hdf5::Error& error) {
        state_->refuse("can't be read as a snapshot (" + std::string{error.what()} + "). Make it again");
    }
}

}  // namespace hearth
