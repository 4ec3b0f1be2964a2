#include <map>
#include <string>

#include <fmt/format.h>

#include "sim/inputs/by_authority.hpp"
#include "sim/inputs/read_tables.hpp"

namespace hearth {
namespace {

/// One process's ratios.
History history_of(Csv& csv, std::string_view process) {
    const auto year = csv.find_column("year"), name = csv.column("process"), age = csv.column("age_band"),
               ratio = csv.column("ratio");
    std::map<int, std::map<std::size_t, double>> found;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        if (csv.text(row, name) != process) continue;
        const auto in = static_cast<int>(csv.integer(row, year, earliest_year_told, latest_year_told));
        const auto band = csv.label(row, age, age_bands.names);
        if (band && in != 0) found[in][*band] = csv.real(row, ratio, 0, 10);
    }
    History history;
    if (found.empty()) return history;
    history.first_year = found.begin()->first;
    for (int in = history.first_year; in <= found.rbegin()->first; ++in) {
        if (found[in].size() != age_bands.size()) {
            csv.fault(fmt::format("not one row per age band for {} in {}. Add them.", process, in));
            return {};
        }
        auto& ratios = history.ratios.emplace_back();
        for (const auto& [band, value] : found[in]) ratios[band] = value;
    }
    return history;
}

}  // namespace

void read_history(Csv csv, Inputs& inputs) {
    inputs.entry_history = history_of(csv, "care_entry");
    inputs.leaving_history = history_of(csv, "leaving_care");
    inputs.moves_history = history_of(csv, "placement_moves");
}

void read_starts_history(Csv csv, Inputs& inputs) {
    const auto ratio = csv.column("ratio");
    read_years(csv, inputs, [&](AuthorityInputs& authority, int year, std::size_t row) {
        auto& into = authority.starts_history;
        if (into.ratios.empty()) into.first_year = year;
        into.ratios.push_back(csv.real(row, ratio, 0, 10));
    });
}

}  // namespace hearth
