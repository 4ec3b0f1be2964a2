#include "sim/config/csv.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "sim/config/document.hpp"
#include "sim/config/scalar.hpp"
#include "sim/config/suggest.hpp"
#include "sim/config/text_file.hpp"

namespace hearth {

namespace {

constexpr std::size_t longest_line = 100'000;  // bytes: a thousand columns

/// The lines of a text, one after the other, without their ends.
std::string_view next_line(std::string_view& rest) {
    const auto end = std::min(rest.find('\n'), rest.size());
    auto line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    return line;
}

}  // namespace

Csv::Csv(const std::filesystem::path& file, Faults& faults, RowSources sources)
    : name_{shown_path(file)}, faults_{faults} {
    try {
        written_ = std::make_unique<const std::string>(read_text_file(file, name_, most_csv));
        read();
    } catch (const ConfigError& error) {
        for (const auto& found : error.faults()) faults_.add(found.at, found.text);
        is_faulty_ = true;
    }
    if (!header_.empty() && sources == RowSources::on_each_row) check_provenance();
}

void Csv::read() {
    std::string_view text{*written_};
    std::vector<CsvCell> cells;
    int number = 0;
    int blank = 0;
    while (!text.empty()) {
        const auto line = next_line(text);
        ++number;
        if (line.size() > longest_line) {
            fault_at(number, 0,
                     fmt::format("is {} bytes long (are line ends missing?). Is it a table?", line.size()));
            return;
        }
        if (line.empty()) {
            if (blank == 0) blank = number;
            continue;
        }
        if (blank != 0 && !header_.empty()) fault_at(blank, 0, "blank line inside the table. Remove it?");
        blank = 0;
        bool is_broken = !split(line, number, cells);
        if (header_.empty()) {
            header_line_ = number;
            if (is_broken) return;
            read_header(cells, number);
            const auto commas = static_cast<std::size_t>(std::ranges::count(text, ','));
            if (const auto columns = header_.size(); columns > 1)
                cells_.reserve(commas / (columns - 1) * columns);
            continue;
        }
        if (!is_broken && cells.size() != header_.size()) {
            fault_at(number, 0,
                     fmt::format("has {} cells (the header has {}). Is a comma missing, or text "
                                 "with a comma not in quotes?",
                                 cells.size(), header_.size()));
            is_broken = true;
        }
        rows_.push_back({number, cells_.size(), is_broken});
        if (is_broken) continue;
        for (const auto& cell : cells) {
            const auto column = static_cast<int>(cell.at) + 1;
            cells_.push_back(
                {cell.holds_quotes ? unquoted_.emplace_back(cell.text()) : cell.written, column});
        }
    }
    if (rows_.empty()) fault(header_.empty() ? "is empty. Add a header row?" : "has a header but no rows");
    is_faulty_ = is_faulty_ || rows_.empty();
}

void Csv::read_header(const std::vector<CsvCell>& cells, int line) {
    for (const auto& cell : cells) {
        const auto name = cell.text();
        const auto column = static_cast<int>(cell.at) + 1;
        if (name.empty()) fault_at(line, column, "a column has no name");
        const auto first = std::find(header_.begin(), header_.end(), name);
        if (!name.empty() && first != header_.end())
            fault_at(line, column,
                     fmt::format("duplicate column {} (already column {}). Remove one?", shown(name),
                                 first - header_.begin() + 1));
        header_.push_back(name);
        header_columns_.push_back(column);
    }
}

/// Takes a line apart. One that is broken (an open quote, spaces around a cell) is reported, and false.
bool Csv::split(std::string_view line, int number, std::vector<CsvCell>& cells) {
    const auto refuse = [&](std::size_t at, std::string why) {
        fault_at(number, static_cast<int>(at) + 1, std::move(why));
    };
    if (const auto fault = split_csv(line, cells)) {
        refuse(fault->at, fault->why);
        return false;
    }
    bool is_whole = true;
    for (const auto& cell : cells) {
        constexpr std::string_view spaces = " \t";
        if (cell.written.empty() || (spaces.find(cell.written.front()) == std::string_view::npos &&
                                     spaces.find(cell.written.back()) == std::string_view::npos))
            continue;
        refuse(cell.at, fmt::format("spaces around '{}'. Remove them?", shown(cell.text())));
        is_whole = false;
    }
    return is_whole;
}

void Csv::check_provenance() {
    const auto year = column("year", ". Add it: the year that each row tells of, as 2019.");
    const auto unit = column("unit");
    const auto source = column("source");
    for (std::size_t row = 0; row < rows(); ++row) {
        if (year != missing && text(row, year).empty())
            fault(row, year, "year is empty. From when is the number?");
        if (unit != missing && text(row, unit).empty())
            fault(row, unit, "unit is empty (\"1\" for a plain ratio)");
        if (source == missing || says_where_from(text(row, source))) continue;
        fault(row, source, fmt::format("source = '{}' ({})", shown(text(row, source)), how_a_source_starts));
    }
}

std::size_t Csv::find_column(std::string_view name) const {
    const auto found = std::find(header_.begin(), header_.end(), name);
    return found == header_.end() ? missing : static_cast<std::size_t>(found - header_.begin());
}

std::size_t Csv::column(std::string_view name, std::string_view remedy) {
    const auto found = find_column(name);
    if (found == missing && !header_.empty())
        fault_at(header_line_, 0,
                 fmt::format("missing column {}{}", name, did_you_mean(name, header_, remedy)));
    return found;
}

const std::string& Csv::name_of(std::size_t column) const {
    static const std::string nothing;
    return column < header_.size() ? header_[column] : nothing;
}

std::optional<std::size_t> Csv::label(std::size_t row, std::size_t column,
                                      std::span<const std::string_view> names) {
    const auto word = text(row, column);
    const auto found = std::find(names.begin(), names.end(), word);
    if (found != names.end()) return static_cast<std::size_t>(found - names.begin());
    fault(row, column,
          fmt::format("unknown {} '{}' (known: {}). Use one of these.", name_of(column), shown(word),
                      fmt::join(names, ", ")));
    return std::nullopt;
}

const Csv::Cell* Csv::cell(std::size_t row, std::size_t column) const {
    if (row >= rows_.size() || rows_[row].is_broken || column >= header_.size()) return nullptr;
    return &cells_[rows_[row].first + column];
}

std::string_view Csv::text(std::size_t row, std::size_t column) const {
    const auto* found = cell(row, column);
    return found ? found->text : std::string_view{};
}

double Csv::real(std::size_t row, std::size_t column, double lowest, double highest) {
    return number(row, column, parse_number(text(row, column)), lowest, highest);
}

std::int64_t Csv::integer(std::size_t row, std::size_t column, std::int64_t lowest, std::int64_t highest) {
    return number(row, column, parse_whole_number(text(row, column)), lowest, highest);
}

template <class T>
T Csv::number(std::size_t row, std::size_t column, const Parsed<T>& parsed, T lowest, T highest) {
    if (!cell(row, column)) return 0;
    if (parsed.value && *parsed.value >= lowest && *parsed.value <= highest) return *parsed.value;
    fault(row, column,
          name_of(column) + (parsed.value
                                 ? fmt::format(" = {} (must be in [{}, {}])", *parsed.value, lowest, highest)
                                 : parsed.why_not));
    return 0;
}

Position Csv::place(std::size_t row, std::size_t column) const {
    const auto* found = cell(row, column);
    return {name_, rows_[row].line, found ? found->column : 0};
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
