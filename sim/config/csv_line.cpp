#include "sim/config/csv_line.hpp"

#include <algorithm>

namespace hearth {

std::string CsvCell::text() const {
    std::string text;
    for (std::size_t letter = 0; letter < written.size(); ++letter) {
        text += written[letter];
        if (holds_quotes && written[letter] == '"') ++letter;
    }
    return text;
}

std::optional<CsvFault> split_csv(std::string_view line, std::vector<CsvCell>& cells) {
    cells.clear();
    for (std::size_t at = 0; at <= line.size(); ++at) {
        auto& cell = cells.emplace_back(CsvCell{.written = {}, .at = at});
        if (at < line.size() && line[at] == '"') {
            const auto first = ++at;
            for (; at < line.size(); ++at) {
                if (line[at] != '"') continue;
                if (at + 1 >= line.size() || line[at + 1] != '"') break;
                cell.holds_quotes = true;
                ++at;
            }
            if (at >= line.size()) return CsvFault{cell.at, "a quote is not closed on its line. Add '\"'?"};
            cell.written = line.substr(first, at - first);
            if (++at < line.size() && line[at] != ',')
                return CsvFault{at, "text after a closing quote. Double the quotes inside a cell?"};
        } else {
            at = std::min(line.find(',', at), line.size());
            cell.written = line.substr(cell.at, at - cell.at);
            if (cell.written.find('"') != std::string_view::npos)
                return CsvFault{cell.at,
                                "a quote inside a cell that does not begin with one. Put the whole cell in "
                                "quotes?"};
        }
    }
    return std::nullopt;
}

std::string quoted_for_csv(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char letter : text) quoted += letter == '"' ? std::string{"\"\""} : std::string{letter};
    return quoted + "\"";
}

}  // namespace hearth
