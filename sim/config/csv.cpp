#include "sim/config/csv.hpp"

#include <algorithm>
#include <fstream>

#include <fmt/format.h>

#include "sim/config/document.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/suggest.hpp"

namespace hearth {

Csv::Csv(const std::filesystem::path& file, Faults& faults, RowSources sources)
    : name_{shown_path(file)}, faults_{faults} {
    read(file);
    if (!header_.empty() && sources == RowSources::on_each_row) check_provenance();
}

void Csv::read(const std::filesystem::path& file) {
    std::error_code failed;
    std::ifstream stream{file, std::ios::binary};
    if (!stream || std::filesystem::is_directory(file, failed)) {
        fault("cannot be read. Is the name right?");
        is_faulty_ = true;
        return;
    }

    int number = 0;
    int blank = 0;
    for (std::string line; std::getline(stream, line);) {
        ++number;
        if (number == 1 && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
        if (line.ends_with('\r')) line.pop_back();
        if (line.empty()) {
            if (blank == 0) blank = number;
            continue;
        }
        if (blank != 0 && !header_.empty()) fault_at(blank, 0, "blank line inside the table. Remove it?");
        blank = 0;
        auto row = split(line, number);
        if (header_.empty()) {
            read_header(row);
            if (header_.empty()) return;
            continue;
        }
        if (!row.is_broken && row.cells.size() != header_.size()) {
            fault_at(number, 0,
                     fmt::format("has {} cells (the header has {}). Is a comma missing, or text "
                                 "with a comma not in quotes?",
                                 row.cells.size(), header_.size()));
            row.is_broken = true;
        }
        rows_.push_back(std::move(row));
    }
    if (rows_.empty()) fault(header_.empty() ? "is empty. Add a header row?" : "has a header but no rows");
    is_faulty_ = is_faulty_ || rows_.empty();
}

void Csv::read_header(const Row& row) {
    header_line_ = row.line;
    if (row.is_broken) return;
    for (const auto& [name, column] : row.cells) {
        if (name.empty()) fault_at(row.line, column, "a column has no name");
        const auto first = std::find(header_.begin(), header_.end(), name);
        if (!name.empty() && first != header_.end())
            fault_at(row.line, column,
                     fmt::format("duplicate column {} (already column {}). Remove one?", name,
                                 first - header_.begin() + 1));
        header_.push_back(name);
        header_columns_.push_back(column);
    }
}

/// The cells of one line; a broken one (an open quote, spaces around a cell) is reported and marked.
Csv::Row Csv::split(std::string_view line, int number) {
    Row row{number, {}, false};
    const auto refuse = [&](std::size_t at, std::string text) {
        fault_at(number, static_cast<int>(at) + 1, std::move(text));
        row.is_broken = true;
    };
    for (std::size_t at = 0; at <= line.size(); ++at) {
        const auto start = at;
        std::string text;
        if (at < line.size() && line[at] == '"') {
            for (++at; at < line.size(); ++at) {
                if (line[at] != '"')
                    text += line[at];
                else if (at + 1 < line.size() && line[at + 1] == '"')
                    text += line[at++];
                else
                    break;
            }
            if (at++ >= line.size()) {
                refuse(start, "a quote is not closed on its line. Add '\"'?");
                return row;
            }
            if (at < line.size() && line[at] != ',') {
                refuse(at, "text after a closing quote. Double the quotes inside a cell?");
                return row;
            }
        } else {
            at = std::min(line.find(',', start), line.size());
            text = line.substr(start, at - start);
            if (text.find('"') != std::string::npos) {
                refuse(start,
                       "a quote inside a cell that does not begin with one. Put the whole cell in quotes?");
                return row;
            }
        }
        if (!text.empty() &&
            (text.front() == ' ' || text.front() == '\t' || text.back() == ' ' || text.back() == '\t'))
            refuse(start, fmt::format("spaces around '{}'. Remove them?", text));
        row.cells.push_back({std::move(text), static_cast<int>(start) + 1});
    }
    return row;
}

void Csv::check_provenance() {
    const auto year = column("year");
    const auto unit = column("unit");
    const auto source = column("source");
    for (std::size_t row = 0; row < rows(); ++row) {
        if (year != missing && text(row, year).empty())
            fault(row, year, "year is empty. From when is the number?");
        if (unit != missing && text(row, unit).empty())
            fault(row, unit, "unit is empty (\"1\" for a plain ratio)");
        if (source == missing || says_where_from(text(row, source))) continue;
        fault(row, source, fmt::format("source = '{}' ({})", text(row, source), how_a_source_starts));
    }
}

std::size_t Csv::column(std::string_view name) {
    const auto found = std::find(header_.begin(), header_.end(), name);
    if (found != header_.end()) return static_cast<std::size_t>(found - header_.begin());
    if (!header_.empty())
        fault_at(header_line_, 0, fmt::format("missing column {}{}", name, did_you_mean(name, header_)));
    return missing;
}

const Csv::Cell* Csv::cell(std::size_t row, std::size_t column) const {
    if (row >= rows_.size() || rows_[row].is_broken || column >= rows_[row].cells.size()) return nullptr;
    return &rows_[row].cells[column];
}

const std::string& Csv::text(std::size_t row, std::size_t column) const {
    static const std::string nothing;
    const auto* found = cell(row, column);
    return found ? found->text : nothing;
}

double Csv::real(std::size_t row, std::size_t column, double lowest, double highest) {
    return number(row, column, parse_number(std::string_view{text(row, column)}), lowest, highest);
}

std::int64_t Csv::integer(std::size_t row, std::size_t column, std::int64_t lowest, std::int64_t highest) {
    return number(row, column, parse_whole_number(std::string_view{text(row, column)}), lowest, highest);
}

template <class T>
T Csv::number(std::size_t row, std::size_t column, const Parsed<T>& parsed, T lowest, T highest) {
    if (!cell(row, column)) return 0;
    if (parsed.value && *parsed.value >= lowest && *parsed.value <= highest) return *parsed.value;
    fault(row, column,
          header_[column] + (parsed.value
                                 ? fmt::format(" = {} (must be in [{}, {}])", *parsed.value, lowest, highest)
                                 : parsed.why_not));
    return 0;
}

void Csv::fault(std::size_t row, std::size_t column, std::string text) {
    if (const auto* found = cell(row, column)) fault_at(rows_[row].line, found->column, std::move(text));
}

void Csv::fault_in_header(std::size_t column, std::string text) {
    fault_at(header_line_, header_columns_[column], std::move(text));
}

void Csv::fault(std::string text) {
    if (!is_faulty_) faults_.add({name_}, std::move(text));
}

void Csv::fault_at(int line, int column, std::string text) {
    is_faulty_ = true;
    faults_.add({name_, line, column}, std::move(text));
}

}  // namespace hearth
