#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include "agents/date.hpp"
#include "sim/results/saved_tables.hpp"

namespace hearth {

/// What a saved run was: all that has to be the same for it to go on.
struct SnapshotIdentity {
    std::string version;
    std::string commit;
    std::string config;  ///< resolved, YAML
    std::string data;    ///< digest of all data tables
    Month month;         ///< that is lived next
    int months = 0;      ///< births are known for so many, from the start
    std::size_t replicates = 1;
};

/// A snapshot while it is written: every replicate of a run at one month's beginning. Under a temporary name,
/// renamed when it is complete; not finished means removed.
class SnapshotWriter {
   public:
    /// Throws ConfigError if no file can be there, std::runtime_error on a full disk.
    SnapshotWriter(std::filesystem::path file, SnapshotIdentity identity);
    SnapshotWriter(const SnapshotWriter&) = delete;
    SnapshotWriter& operator=(const SnapshotWriter&) = delete;
    ~SnapshotWriter();

    /// Takes a replicate, from any thread and in any order, each once.
    void write(std::size_t replicate, const SavedTables& saved);

    /// Sets the seal, an XXH3 digest over every byte of the file, syncs and renames it.
    void finish();

   private:
    struct State;
    std::unique_ptr<State> state_;
};

/// A whole snapshot. Its seal is checked before anything in it is read.
class SnapshotReader {
   public:
    /// Throws ConfigError for what is no snapshot, or is one that was cut short or altered, saying why.
    explicit SnapshotReader(const std::filesystem::path& file);
    SnapshotReader(const SnapshotReader&) = delete;
    SnapshotReader& operator=(const SnapshotReader&) = delete;
    ~SnapshotReader();

    const std::string& name() const;
    const SnapshotIdentity& identity() const;

    /// From any thread.
    SavedTables read(std::size_t replicate) const;

   private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace hearth
