#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "agents/cell_ranges.hpp"
#include "agents/column.hpp"

namespace hearth {

/// What one process remembers in one local authority: a table of its own that nobody else need know. It is
/// copied, saved and checked with the authority's other tables.
///
/// A row type says what the table is called, and of whom each row is:
///
///     struct Therapy {
///         static constexpr std::string_view table = "therapeutic_support";
///         using Beside = ChildInCare;
///
///         Day ends{};
///
///         static constexpr auto columns() { ... }
///     };
///
/// `local.own.beside<Therapy>()[row]` is then what the process knows of the child in that row of the roster;
/// newcomers begin with a row as above. Without `Beside` it is `local.own.list<Case>()`, which the process
/// fills and empties.
class OwnedTable {
   public:
    virtual ~OwnedTable() = default;
    virtual std::unique_ptr<OwnedTable> copy() const = 0;
    virtual std::size_t row_bytes() const = 0;
    virtual std::size_t rows() const = 0;
    virtual std::span<const std::byte> bytes() const = 0;
    /// Takes rows as `bytes` gives them.
    virtual void restore(std::span<const std::byte> bytes) = 0;
    /// Is there a row for each child in care?
    virtual bool is_beside_children() const = 0;
    /// Keeps these rows, in this order; those that were not there begin as newcomers do.
    virtual void reorder(std::span<const Stretch> kept) = 0;
    /// The first column with a cell out of its range, or "".
    virtual std::string check(const RowLimits& limits) const = 0;
};

/// All tables that processes own in one local authority.
class OwnedTables {
   public:
    OwnedTables();
    OwnedTables(const OwnedTables& other);
    OwnedTables(OwnedTables&&) noexcept = default;
    OwnedTables& operator=(const OwnedTables&) = delete;
    OwnedTables& operator=(OwnedTables&&) = delete;
    ~OwnedTables() = default;

    template <class Row>
    Records<Row>& of();
    template <class Row>
    const Records<Row>& of() const;

    /// Of those beside children (`OwnedTable::reorder`).
    void reorder_children(std::span<const Stretch> kept);

    /// Calls `visit(name, table)` for each, by name.
    template <class Visit>
    void for_each(Visit&& visit) const;
    template <class Visit>
    void for_each(Visit&& visit);

    /// Makes an empty table.
    using Make = std::unique_ptr<OwnedTable> (*)();
    /// Makes one more kind of table known, before main() starts. Returns its place among them.
    static std::size_t add(std::string_view name, Make make);

   private:
    /// Places of all kinds of tables, by name.
    static const std::vector<std::size_t>& by_name();
    static std::string_view name(std::size_t place);

    std::vector<std::unique_ptr<OwnedTable>> tables_;  ///< by place
};

namespace owned {

/// Takes the place of any member.
struct Anything {
    template <class T>
    operator T() const;
};
/// How many members a row has: as many as it can be made from.
template <class Row, class... Values>
consteval std::size_t members() {
    if constexpr (requires { Row{Values{}..., Anything{}}; }) {
        return members<Row, Values..., Anything>();
    } else {
        return sizeof...(Values);
    }
}

template <class Row>
concept BesideSomebody = requires {
    typename Row::Beside;
};

template <class Row>
constexpr bool is_beside_children = false;
template <BesideSomebody Row>
constexpr bool is_beside_children<Row> = requires(typename Row::Beside row) {
    row.placement_number;
};

template <class Row>
class Table final : public OwnedTable {
    static_assert(std::is_trivially_copyable_v<Row>, "rows are saved as they lie in memory");
    static_assert(std::tuple_size_v<decltype(Row::columns())> == members<Row>(),
                  "a member of the row is not among its columns");

   public:
    Records<Row> records;

    std::unique_ptr<OwnedTable> copy() const override { return std::make_unique<Table>(*this); }
    std::size_t row_bytes() const override { return sizeof(Row); }
    std::size_t rows() const override { return records.size(); }
    std::span<const std::byte> bytes() const override { return std::as_bytes(std::span{records}); }
    void restore(std::span<const std::byte> bytes) override {
        records.resize(bytes.size() / sizeof(Row));
        std::copy(bytes.begin(), bytes.end(), std::as_writable_bytes(std::span{records}).begin());
    }
    bool is_beside_children() const override { return owned::is_beside_children<Row>; }
    void reorder(std::span<const Stretch> kept) override {
        if (!records.empty()) records = in_order(records, kept);  // else nobody has asked for it yet
    }
    std::string check(const RowLimits& limits) const override { return check_table(records, limits); }
};

/// Where the tables of one kind of row are, known before main() starts since somebody asks for it.
template <class Row>
struct Place {
    static inline const std::size_t place = OwnedTables::add(
        Row::table, []() -> std::unique_ptr<OwnedTable> { return std::make_unique<Table<Row>>(); });
};

}  // namespace owned

template <class Row>
Records<Row>& OwnedTables::of() {
    return static_cast<owned::Table<Row>&>(*tables_[owned::Place<Row>::place]).records;
}

template <class Row>
const Records<Row>& OwnedTables::of() const {
    return static_cast<const owned::Table<Row>&>(*tables_[owned::Place<Row>::place]).records;
}

template <class Visit>
void OwnedTables::for_each(Visit&& visit) const {
    for (const auto place : by_name()) visit(name(place), std::as_const(*tables_[place]));
}

template <class Visit>
void OwnedTables::for_each(Visit&& visit) {
    for (const auto place : by_name()) visit(name(place), *tables_[place]);
}

}  // namespace hearth
