#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/csv_line.hpp"
#include "sim/config/fault.hpp"

namespace hearth {

template <class T>
struct Parsed;  // a number, or why it is none: sim/config/scalar.hpp

/// Must every row of a table say of which year and unit it is, and where it came from?
enum class RowSources { on_each_row, none };

/// One of our own data tables: CSV with a header row and, on every row, `year`, `unit` and `source`; or a
/// table without these, such as the points of a sweep.
///
/// Cells are separated by commas and may stand in double quotes (a quote inside is doubled); a row is one
/// line. Opening checks the shape (header, equal number of cells, no empty file, no duplicate header,
/// non-empty `unit` and a `source` that begins like a parameter's); reads check the cells. All faults of a
/// file go to `faults` with file:line:column and a remedy; a faulty cell reads as 0 or "". What follows from
/// a fault is silent: the cells of a broken row, of a missing column and of an unreadable file add no faults
/// of their own.
class Csv {
   public:
    static constexpr std::size_t missing = static_cast<std::size_t>(-1);

    /// Throws nothing: a file that can't be read, or is no text, is a fault and a table without rows.
    Csv(const std::filesystem::path& file, Faults& faults, RowSources sources = RowSources::on_each_row);

    std::size_t rows() const { return rows_.size(); }
    const std::vector<std::string>& header() const { return header_; }
    /// What a column is called in messages; empty if it is missing.
    const std::string& name_of(std::size_t column) const;

    /// Position of a column; a missing one is a fault (with "did you mean", or else the remedy) and reads as
    /// empty.
    std::size_t column(std::string_view name, std::string_view remedy = "");
    /// The same without a fault.
    std::size_t find_column(std::string_view name) const;

    /// It lasts as long as the table.
    std::string_view text(std::size_t row, std::size_t column) const;
    /// Position of the cell's word among `names`; anything else is a fault that lists them.
    std::optional<std::size_t> label(std::size_t row, std::size_t column,
                                     std::span<const std::string_view> names);
    /// A finite number in [lowest, highest]; anything else is a fault that names the cell.
    double real(std::size_t row, std::size_t column, double lowest = 0.0, double highest = 1e12);
    std::int64_t integer(std::size_t row, std::size_t column, std::int64_t lowest = 0,
                         std::int64_t highest = 1'000'000'000);

    /// Where a cell stands; the row's line if there is no such cell.
    Position place(std::size_t row, std::size_t column) const;

    /// A fault at the cell, in the reader's words.
    void fault(std::size_t row, std::size_t column, std::string text);
    /// A fault at the name of a column.
    void fault_in_header(std::size_t column, std::string text);
    /// A fault of the file as a whole ("no row for E06000001").
    void fault(std::string text);

   private:
    struct Cell {
        std::string_view text;
        int column;
    };
    /// Its cells are as many as the header has, from `first` on; of a broken row there are none.
    struct Row {
        int line;
        std::size_t first;
        bool is_broken;
    };

    void read();
    void read_header(const std::vector<CsvCell>& cells, int line);
    bool split(std::string_view line, int number, std::vector<CsvCell>& cells);
    void check_provenance();
    template <class T>
    T number(std::size_t row, std::size_t column, const Parsed<T>& parsed, T lowest, T highest);
    void fault_at(int line, int column, std::string text);
    const Cell* cell(std::size_t row, std::size_t column) const;

    std::string name_;
    bool is_faulty_ = false;
    int header_line_ = 1;
    std::vector<std::string> header_;
    std::vector<int> header_columns_;  ///< where each name stands on its line
    std::vector<Row> rows_;
    std::vector<Cell> cells_;                     ///< of all rows that are not broken
    std::unique_ptr<const std::string> written_;  ///< the file, of which cells are parts
    std::deque<std::string> unquoted_;            ///< cells that are none: with quotes written twice
    Faults& faults_;
};

}  // namespace hearth
