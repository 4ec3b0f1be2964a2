#include "sim/config/csv_line.hpp"

#include <algorithm>

namespace hearth {

std::optional<std::vector<CsvCell>> csv_cells(std::string_view line, const RefuseCell& refuse) {
    std::vector<CsvCell> cells;
    for (std::size_t at = 0; at <= line.size(); ++at) {
        auto& [text, start] = cells.emplace_back(CsvCell{std::string{}, at});
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
                return std::nullopt;
            }
            if (at < line.size() && line[at] != ',') {
                refuse(at, "text after a closing quote. Double the quotes inside a cell?");
                return std::nullopt;
            }
        } else {
            at = std::min(line.find(',', start), line.size());
            text = line.substr(start, at - start);
            if (text.find('"') != std::string::npos) {
                refuse(start,
                       "a quote inside a cell that does not begin with one. Put the whole cell in quotes?");
                return std::nullopt;
            }
        }
    }
    return cells;
}

std::string quoted_for_csv(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char letter : text) quoted += letter == '"' ? std::string{"\"\""} : std::string{letter};
    return quoted + "\"";
}

}  // namespace hearth
