#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "agents/owned_tables.hpp"

namespace hearth {

/// All rows of the tables of one name, one table after another, as they lie in memory.
struct SavedTable {
    std::string name;
    std::size_t row_bytes = 0;
    std::vector<std::byte> cells;
};

/// Saved tables that are not those of this program, or hold what no run can have saved; the message says
/// what.
struct MisfitTables final : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/// Tables as bytes: what a replicate is when it is not in use. Read again only by the build that wrote it,
/// which knows how its rows lie in memory.
struct SavedTables {
    std::vector<SavedTable> tables;
    std::vector<std::int64_t> rows;  ///< of each table in the order in which they were visited

    SavedTable* find(std::string_view name) {
        for (auto& table : tables)
            if (table.name == name) return &table;
        return nullptr;
    }
};

/// Visits tables and facts and appends their bytes.
class SaveTables {
   public:
    template <class Row>
    void operator()(std::string_view name, const std::vector<Row>& table) {
        save(name, table.data(), table.size());
    }
    template <class Fact>
    requires std::is_trivially_copyable_v<Fact>
    void operator()(std::string_view name, const Fact& fact) { save(name, &fact, 1); }
    void operator()(std::string_view name, const OwnedTable& table) {
        append(name, table.row_bytes(), table.bytes());
    }

    SavedTables take() { return std::move(saved_); }

   private:
    template <class Row>
    void save(std::string_view name, const Row* rows, std::size_t count) {
        static_assert(std::is_trivially_copyable_v<Row>, "rows are saved as they lie in memory");
        append(name, sizeof(Row), std::as_bytes(std::span{rows, count}));
    }

    void append(std::string_view name, std::size_t row_bytes, std::span<const std::byte> bytes) {
        auto* table = saved_.find(name);
        if (!table) table = &saved_.tables.emplace_back(SavedTable{std::string{name}, row_bytes, {}});
        table->cells.insert(table->cells.end(), bytes.begin(), bytes.end());
        saved_.rows.push_back(static_cast<std::int64_t>(bytes.size() / row_bytes));
    }

    SavedTables saved_;
};

/// Visits the same tables and facts in the same order and fills them.
class RestoreTables {
   public:
    explicit RestoreTables(SavedTables saved) : saved_{std::move(saved)}, taken_(saved_.tables.size(), 0) {}

    template <class Row>
    void operator()(std::string_view name, std::vector<Row>& table) {
        static_assert(std::is_trivially_copyable_v<Row>, "rows are saved as they lie in memory");
        const auto [bytes, count] = next(name, sizeof(Row));
        table.resize(count);
        if (count > 0) std::memcpy(static_cast<void*>(table.data()), bytes, count * sizeof(Row));
    }
    template <class Fact>
    requires std::is_trivially_copyable_v<Fact>
    void operator()(std::string_view name, Fact& fact) {
        const auto [bytes, count] = next(name, sizeof(Fact));
        if (count != 1) refuse(name);
        std::memcpy(static_cast<void*>(&fact), bytes, sizeof(Fact));
    }
    void operator()(std::string_view name, OwnedTable& table) {
        const auto [bytes, count] = next(name, table.row_bytes());
        table.restore({bytes, count * table.row_bytes()});
    }

    /// Was everything that was saved asked for?
    bool is_finished() const {
        for (std::size_t index = 0; index < taken_.size(); ++index)
            if (taken_[index] != saved_.tables[index].cells.size()) return false;
        return visited_ == saved_.rows.size();
    }

   private:
    [[noreturn]] static void refuse(std::string_view name) {
        throw MisfitTables{"the saved table " + std::string{name} + " is not as this program saves it"};
    }

    /// The bytes of the next table, and how many rows they are.
    std::pair<const std::byte*, std::size_t> next(std::string_view name, std::size_t row_bytes) {
        auto* const table = saved_.find(name);
        if (!table || table->row_bytes != row_bytes || visited_ >= saved_.rows.size()) refuse(name);
        const auto rows = saved_.rows[visited_++];
        auto& from = taken_[static_cast<std::size_t>(table - saved_.tables.data())];
        const auto left = (table->cells.size() - from) / row_bytes;
        if (rows < 0 || static_cast<std::uint64_t>(rows) > left) refuse(name);
        const auto* const bytes = table->cells.data() + from;
        const auto count = static_cast<std::size_t>(rows);
        from += count * row_bytes;
        return {bytes, count};
    }

    SavedTables saved_;
    std::vector<std::size_t> taken_;  ///< bytes of each table
    std::size_t visited_ = 0;
};

}  // namespace hearth
