#include "sim/inputs/read_history.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "sim/inputs/by_authority.hpp"

namespace hearth {

History read_history(Csv& csv, std::string_view process) {
    const auto year = csv.column("year"), name = csv.column("process"), age = csv.column("age_band"),
               ratio = csv.column("ratio");
    std::map<int, std::map<std::size_t, double>> found;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        if (csv.text(row, name) != process) continue;
        const auto in = static_cast<int>(csv.integer(row, year, 2000, History::last_year));
        const auto band = csv.label(row, age, age_bands.names);
        if (band) found[in][*band] = csv.real(row, ratio, 0, 10);
    }
    History history;
    for (int in = found.empty() ? History::last_year + 1 : found.begin()->first; in <= History::last_year;
         ++in) {
        if (found[in].size() != age_bands.size()) {
            csv.fault("not one row per age band for " + std::string{process} + " in " + std::to_string(in) +
                      ". Add them.");
            return {};
        }
        history.first_year = std::min(history.first_year, in);
        auto& ratios = history.ratios.emplace_back();
        for (const auto& [band, value] : found[in]) ratios[band] = value;
    }
    return history;
}

void read_starts_history(Csv csv, Inputs& inputs) {
    ByAuthority rows{csv, inputs.authorities};
    const auto year = csv.column("year"), ratio = csv.column("ratio");
    std::set<int> years;
    for (std::size_t row = 0; row < csv.rows(); ++row) {
        years.insert(static_cast<int>(csv.integer(row, year, 2000, History::last_year)));
    }
    if (years.empty()) return;
    for (int in = *years.begin(); in <= *years.rbegin(); ++in) {
        for (std::size_t row = 0; row < csv.rows(); ++row) {
            if (csv.integer(row, year) != in) continue;
            const auto authority = rows.find(row, std::to_string(in));
            if (!authority) continue;
            auto& into = inputs.authorities[*authority].starts_history;
            into.first_year = *years.begin();
            into.ratios.push_back(csv.real(row, ratio, 0, 10));
        }
        rows.expect_all(std::to_string(in));
    }
}

}  // namespace hearth
